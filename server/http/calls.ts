// Orders about calls, and one call by its id. Every order answers what the PBX said to it, once; what happens to the
// call is told by the board.
import type { FastifyInstance } from 'fastify';
import { openCallsAt } from '../../lib/dialling/progress.ts';
import { Accepted } from '../../lib/protocol/endpoint-shapes.ts';
import { endpoints } from '../../lib/protocol/endpoints.ts';
import { createNumberHash } from '../access/number-hash.ts';
import { accessTables, openAccessTables } from '../access/tables.ts';
import { endedCall, eventsOfCall } from '../db/ended-calls.ts';
import type { DiallingSettings } from '../dialling-settings.ts';
import { type Pbx, PbxReadError } from '../pbx/pbx.ts';
import { ApiError } from './api-error.ts';
import type { ApiServices } from './api-services.ts';
import { createCallLimiter } from './call-limiter.ts';
import type { Dialling } from './dial-rules.ts';
import { type Answer, createIdempotency } from './idempotency.ts';
import { type AcceptedAction, createOrders, type Order } from './orders.ts';
import { callFor, demandAgent, demandCall } from './reach.ts';
import { type Asked, route } from './route.ts';

type OrderAsked = Pick<Asked<typeof endpoints.call>, 'request' | 'session'>;

export function callRoutes(
  app: FastifyInstance,
  services: ApiServices,
  dialling: Dialling,
  settings: DiallingSettings,
): void {
  const { env, pbx, liveBoard, clock, log, audit } = services;
  const db = accessTables(services.db);
  const limiter = createCallLimiter({ db, settings, board: liveBoard.board });
  const orders = createOrders({ db, hashNumber: createNumberHash(env.appSecret), clock, log, limiter, audit });
  const idempotency = createIdempotency({
    db,
    clock,
    log,
    appSecret: env.appSecret,
    parse: (json) => Accepted.parse(json),
  });
  app.addHook('onReady', async () => {
    await openAccessTables(services.db);
    await orders.recall();
    await limiter.recall(clock.now());
  });

  /** `prepare` judges the order inside the key's protection: a saved answer is given back without a second look. */
  async function act(
    { request, session }: OrderAsked,
    input: unknown,
    prepare: (pbx: Pbx) => Order,
  ): Promise<AcceptedAction> {
    const client = await services.agentClients.for(session);
    const key = keyOf(request.headers['idempotency-key']);
    const path = request.url.split('?', 1)[0] ?? '';
    const run = async (): Promise<Answer<AcceptedAction>> => {
      try {
        return await orders.give(session, prepare(client));
      } catch (error) {
        if (error instanceof ApiError) return { ok: false, error, settled: false };
        throw error;
      }
    };
    const claim = { userKey: session.key, route: `${request.method} ${path}`, key: key ?? '', input };
    const answer = key === null ? await run() : await idempotency.once(claim, run);
    if (!answer.ok) {
      if (session.via === 'pbx' && isUnauthorized(answer.error)) {
        // The agent's own tokens have ended, and there is no password here to ask for others.
        await services.access.signOut(session);
        throw new ApiError('unauthorized', 'The PBX asks you to sign in again.');
      }
      throw answer.error;
    }
    return answer.value;
  }

  route(app, services, endpoints.call, async (asked) => {
    demandAgent(asked.session, 'call.place', asked.body.agent, liveBoard.board());
    return act(asked, asked.body, (pbx) => {
      const { agent, number, timeoutSeconds } = asked.body;
      dialling.demandExtension(agent, 'acts');
      const ddi = dialling.demandCallerId(asked.body.ddi);
      const { wire, guardNumber, why } = dialling.demand(number);
      const send = () => pbx.call({ agent, number: wire, ddi, timeoutSeconds });
      return { kind: 'call', extension: agent, number: wire, guardNumber, why, send };
    });
  });

  route(app, services, endpoints.transit, async (asked) => {
    demandAgent(asked.session, 'call.transit', asked.body.agent, liveBoard.board());
    return act(asked, asked.body, (pbx) => {
      const { agent, number, number2 } = asked.body;
      dialling.demandExtension(agent, 'acts');
      const { wire, guardNumber, why } = dialling.demand(number);
      const second = number2 === undefined ? undefined : dialling.demand(number2);
      const send = () => pbx.transit({ agent, number: wire, number2: second?.wire });
      const whyBoth = second ? { ...why, second: second.why } : why;
      const numbers = { number: wire, guardNumber, second: second?.guardNumber };
      return { kind: 'transit', extension: agent, ...numbers, why: whyBoth, send };
    });
  });

  route(app, services, endpoints.transitAgent, async (asked) => {
    demandAgent(asked.session, 'call.transit', asked.body.originExtension, liveBoard.board());
    return act(asked, asked.body, (pbx) => {
      const { originExtension, number, agent } = asked.body;
      dialling.demandExtension(originExtension, 'acts');
      dialling.demandExtension(agent, 'is called');
      const { wire, guardNumber, why } = dialling.demand(number);
      const send = () => pbx.transitAgent({ number: wire, originExtension, agent });
      const whyTo = { ...why, to: agent };
      return { kind: 'transit-agent', extension: originExtension, number: wire, guardNumber, why: whyTo, send };
    });
  });

  route(app, services, endpoints.hangUp, async (asked) => {
    demandAgent(asked.session, 'call.hang-up', asked.params.extension, liveBoard.board());
    return act(asked, {}, (pbx) => {
      const { extension } = asked.params;
      const send = () => pbx.hangUp({ extension });
      const callKnown = () => openCallsAt(liveBoard.board(), extension).length > 0;
      return { kind: 'hang-up', extension, number: null, guardNumber: null, why: {}, send, callKnown };
    });
  });

  route(app, services, endpoints.callById, async ({ params, session }) => {
    const call = liveBoard.findCall(params.id) ?? (await endedCall(services.db, params.id));
    demandCall(session, call, liveBoard.board());
    const ids = call ? [call.id, ...call.pbxIds] : [params.id];
    const stored = await eventsOfCall(services.db, ids);
    const events = stored.map(({ at, raw: { method, contentType, query, body } }) => ({
      at,
      method,
      contentType,
      query,
      body,
    }));
    const asked = call?.pbxIds.find((id) => id.includes('.')) ?? call?.pbxIds[0] ?? params.id.replace(/~\d+$/, '');
    const told = await pbx.callInfo(asked).catch((error: unknown) => {
      // Its silence takes nothing from what we know ourselves.
      if (error instanceof PbxReadError) return null;
      throw error;
    });
    const known = told?.value ?? null;
    if (!call && !known && events.length === 0) throw new ApiError('not_found', 'Nobody knows such a call.');
    return callFor(session, { call, events, pbx: known }, liveBoard.board());
  });
}

function keyOf(header: string | string[] | undefined): string | null {
  if (header === undefined) return null;
  if (typeof header === 'string' && /^[\x21-\x7e]{1,200}$/.test(header)) return header;
  throw new ApiError('invalid_input', 'Idempotency-Key takes 1 to 200 visible ASCII characters.');
}

function isUnauthorized({ code, details }: ApiError): boolean {
  const told = typeof details === 'object' && details !== null && 'why' in details ? details.why : null;
  return code === 'pbx_refused' && told === 'unauthorized';
}
