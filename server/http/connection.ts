// How we are connected to the PBX, for the settings page: facts to read, no secret among them; and the webhooks that
// could not be understood, to be read again after a mapping was mended.
import type { FastifyInstance } from 'fastify';
import { maskNumbersIn } from '../../lib/dialling/mask-numbers-in.ts';
import { endpoints } from '../../lib/protocol/endpoints.ts';
import { countOpenDeadLetters, nextDeadLetters, openDeadLetters } from '../db/dead-letters.ts';
import { ApiError } from './api-error.ts';
import type { ApiServices } from './api-services.ts';
import { route } from './route.ts';

/** Dead letters shown at once. */
const shownLetters = 50;
/** Read again in one request: it answers soon, and whoever waits sees how far it is. */
const replayedAtOnce = 100;

export function connectionRoutes(app: FastifyInstance, services: ApiServices): void {
  const { env, liveBoard, pbx, db, audit } = services;
  const deadLetters = async () => ({
    count: await countOpenDeadLetters(db),
    letters: await openDeadLetters(db, shownLetters),
  });

  route(app, services, endpoints.connection, async () => ({
    source: liveBoard.board().source,
    pbx: env.pbx && {
      host: new URL(env.pbx.url).host,
      auth: env.pbx.auth,
      dialect: env.pbx.dialect,
      pollMs: env.pbxPollMs,
      latencyMs: pbx.latencyMs(),
      skewMs: pbx.skewMs(),
    },
    hooks: {
      token: env.hooks.tokens.length > 0,
      basic: env.hooks.basic !== null,
      ntlm: env.hooks.ntlm !== null,
    },
    dialling: {
      allow: env.dialAllow === '*' ? ['*'] : [...env.dialAllow],
      format: env.dialFormat,
      country: env.pbxCountry,
    },
    deadLetters: await deadLetters(),
  }));

  route(app, services, endpoints.deadLetters, async ({ session }) => {
    const { count, letters } = await deadLetters();
    if (session.numbers === 'whole') return { count, letters };
    // What was not understood belongs to no queue.
    const masked = letters.map((letter) => ({
      ...letter,
      detail: maskNumbersIn(letter.detail),
      body: maskNumbersIn(letter.body),
    }));
    return { count, letters: masked };
  });

  route(app, services, endpoints.replayDeadLetters, async ({ body, session }) => {
    const sequences = await nextDeadLetters(db, body?.after ?? 0, replayedAtOnce);
    if (sequences.length > 0) {
      const details = { letters: sequences.length };
      await audit.append({ kind: 'replayed', who: session, subject: 'dead letters', details });
    }
    let understood = 0;
    // One after the other, as they came.
    for (const sequence of sequences) if ((await liveBoard.replay(sequence)).ok) understood += 1;
    const next = sequences.length < replayedAtOnce ? null : (sequences.at(-1) ?? null);
    return { tried: sequences.length, understood, next };
  });

  route(app, services, endpoints.replayDeadLetter, async ({ params, session }) => {
    const sequence = Number(params.sequence);
    const letter = await db
      .selectFrom('dead_letter')
      .select('sequence')
      .where('sequence', '=', sequence)
      .where('settled_at', 'is', null)
      .executeTakeFirst();
    if (!letter) throw new ApiError('not_found', 'There is no such dead letter.');
    await audit.append({ kind: 'replayed', who: session, subject: `dead letter ${sequence}` });
    const reading = await liveBoard.replay(sequence);
    return reading.ok
      ? { understood: true, reason: null, detail: null }
      : { understood: false, reason: reading.reason, detail: reading.detail };
  });
}
