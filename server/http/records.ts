// Call records over HTTP: the explorer's pages, reports, files, and how they are read from the PBX. Reading is another
// thread's work; here it is decided who may see which of them, and how much of their numbers.
import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import * as z from 'zod';
import { chooseLocale } from '../../lib/i18n/locale.ts';
import { endpoints } from '../../lib/protocol/endpoints.ts';
import {
  type RecordGroup,
  type RecordSort,
  recordGroups,
  recordPaging,
  recordSorts,
} from '../../lib/protocol/record-shapes.ts';
import { type FilterQuery, filterOf, filterToQuery } from '../../lib/records/filter.ts';
import type { Session } from '../access/session.ts';
import { readPlace } from '../records/answer-question.ts';
import type { AskedRecords } from '../records/asked-records.ts';
import { writeNote } from '../records/notes.ts';
import { readOutcomeCodes, writeOutcomeCodes } from '../records/outcome-codes.ts';
import { readKey } from '../records/present-record.ts';
import { ApiError } from './api-error.ts';
import type { ApiServices } from './api-services.ts';
import { ReadyAnswer } from './ready-answer.ts';
import { recordReach, recordSight } from './record-reach.ts';
import { route } from './route.ts';

const mostRows = 1_000_000;
const Count = z.object({ count: z.number() });
const media = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

export function recordRoutes(app: FastifyInstance, services: ApiServices): void {
  const { records, audit, clock, env, db } = services;
  const { reader, sync, homeCode } = records;
  const board = () => services.liveBoard.board();

  /** What is asked, cut to what the caller reaches. `mine` is the own extension's, whoever asks. */
  function askedBy(session: Session, query: FilterQuery & { readonly mine?: string | undefined }): AskedRecords {
    const mine = query.mine === 'true';
    if (session.role === 'agent' && !mine) {
      throw new ApiError('not_permitted', 'You may read your own calls only: ask with mine=true.');
    }
    const filter = filterOf(query, homeCode);
    const own = mine ? { queues: [], agents: session.extension === null ? [] : [session.extension] } : null;
    return { filter, reach: own ?? recordReach(session, 'records.read', board()), timezone: env.timezone };
  }

  route(app, services, endpoints.records, async ({ query, session, reply }) => {
    const sort = query.sort ?? '-startedAt';
    const after = query.cursor === undefined ? null : readPlace(query.cursor);
    if (query.cursor !== undefined && after === null) throw notFitting('cursor', 'is none of ours');
    const limit = Number(query.pageSize ?? recordPaging.pageSize);
    const page = Number(query.page ?? recordPaging.page);
    const asked = {
      ...askedBy(session, query),
      sort: oneOf(recordSorts, sort.replace(/^-/, '')) ?? ('startedAt' satisfies RecordSort),
      descending: sort.startsWith('-'),
      ...{ limit, skip: after ? 0 : (page - 1) * limit, after },
      sight: recordSight(session, board()),
    };
    const question = { type: 'page', asked, page: after ? null : page, counted: query.total !== 'no' } as const;
    return ReadyAnswer.json(await whileWanted(reply, (signal) => reader.ask(question, signal)));
  });

  route(app, services, endpoints.recordsSummary, async ({ query, session, reply }) => {
    const { groupBy, ...filter } = query;
    const groups = recordGroups.filter((group) => groupBy?.split(',').includes(group)).sort(inOrderOf(groupBy ?? ''));
    const asked = { ...askedBy(session, filter), groupBy: groups };
    try {
      return ReadyAnswer.json(await whileWanted(reply, (signal) => reader.ask({ type: 'summary', asked }, signal)));
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'TooManyGroups') throw error;
      throw notFitting('groupBy', 'makes more groups than a report may have: choose a shorter period or larger groups');
    }
  });

  route(app, services, endpoints.exportRecords, async ({ query, session, reply, request }) => {
    const { format, locale, ...filterQuery } = query;
    const asked = askedBy(session, filterQuery);
    const counted = await whileWanted(reply, (signal) => reader.ask({ type: 'count', asked }, signal));
    const { count } = Count.parse(JSON.parse(Buffer.from(counted).toString()));
    if (count > mostRows) {
      const details = { rows: count, most: mostRows };
      throw new ApiError('too_many_rows', `${count} rows are more than a file may hold (${mostRows}).`, { details });
    }
    // Before a row leaves: what cannot be written down is not exported. The number stands there masked, with its hash.
    const { number, ...limits } = filterToQuery(asked.filter);
    const details = {
      format,
      rows: count,
      ...limits,
      ...(number === undefined ? {} : await audit.numberDetails(number)),
    };
    await audit.append({ kind: 'export', who: session, subject: 'records', details });
    const language = chooseLocale(locale, request.headers['accept-language'], env.defaultLocale);
    const exported = { ...asked, format, locale: language, sight: recordSight(session, board()) };
    const end = endWith(reply);
    reply
      .header('content-disposition', `attachment; filename="records.${format}"`)
      .header('x-records-total', String(count));
    return ReadyAnswer.stream(Readable.from(reader.export(exported, end), { objectMode: false }), media[format]);
  });

  route(app, services, endpoints.relatedRecords, async ({ params, session, reply }) => {
    // Of a single call an agent need not say that it is the own one: others are not found.
    const asked = { filter: filterOf({}, homeCode), reach: recordReach(session, 'records.read', board()) };
    const question = {
      ...{ type: 'related' as const, id: params.id },
      ...{ asked: { ...asked, timezone: env.timezone }, sight: recordSight(session, board()) },
    };
    const answer = ReadyAnswer.json(await whileWanted(reply, (signal) => reader.ask(question, signal)));
    if (Buffer.isBuffer(answer.body) && answer.body.equals(noRows)) {
      throw new ApiError('not_found', 'There is no such record.');
    }
    return answer;
  });

  route(app, services, endpoints.putRecordNote, async ({ params, body, session }) => {
    const place = readKey(params.id);
    const { codes } = await readOutcomeCodes(db);
    if (typeof body.outcome === 'string' && !codes.some(({ code, retired }) => code === body.outcome && !retired)) {
      throw notFitting('outcome', 'is no code of the house');
    }
    const reach = recordReach(session, 'records.note', board());
    const note =
      place && (await writeNote(db, place, reach, body, { key: session.key, name: session.name }, clock.now()));
    if (!note) throw new ApiError('not_found', 'There is no such record.');
    return { note };
  });

  route(app, services, endpoints.outcomeCodes, () => readOutcomeCodes(db));
  route(app, services, endpoints.putOutcomeCodes, async ({ body, session }) => {
    await audit.append({
      kind: 'setting_changed',
      who: session,
      subject: 'outcomes',
      details: { codes: body.codes.length },
    });
    return writeOutcomeCodes(db, body);
  });

  route(app, services, endpoints.recordSync, () => sync.status());
  route(app, services, endpoints.startBackfill, async ({ body, session }) => {
    const now = clock.now();
    if (body.from < now - records.keptMs()) throw notFitting('from', 'is before what is kept');
    if (body.to > now) throw notFitting('to', 'lies in the future');
    const { from, to } = body;
    await audit.append({ kind: 'setting_changed', who: session, subject: 'records back-fill', details: { from, to } });
    return { id: await sync.backfill({ from, to, byName: session.name }) };
  });
  route(app, services, endpoints.changeBackfill, async ({ params, body, session }) => {
    const details = { id: params.id, state: body.state };
    await audit.append({ kind: 'setting_changed', who: session, subject: 'records back-fill', details });
    if (!(await sync.change(Number(params.id), body.state))) {
      throw new ApiError('not_found', 'There is no such back-fill, or it has ended.');
    }
    return { ok: true } as const;
  });
}

/** Keys are made in the order that was asked for. */
const inOrderOf = (list: string) => (a: RecordGroup, b: RecordGroup) =>
  list.split(',').indexOf(a) - list.split(',').indexOf(b);

const noRows = Buffer.from('{"rows":[]}');

const oneOf = <T extends string>(list: readonly T[], text: string): T | null =>
  list.find((item) => item === text) ?? null;

function notFitting(path: string, problem: string): ApiError {
  return new ApiError('invalid_input', 'The request does not fit: see details.', {
    details: { issues: [{ path, problem }] },
  });
}

/** Ends when the connection does: whoever turned away waits for nothing any more. */
function endWith(reply: FastifyReply): AbortSignal {
  const end = new AbortController();
  reply.raw.once('close', () => end.abort(new ApiError('bad_request', 'Nobody waits for this answer any more.')));
  return end.signal;
}

function whileWanted<T>(reply: FastifyReply, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  return work(endWith(reply));
}
