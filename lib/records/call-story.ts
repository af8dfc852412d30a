// One call as a story: its steps in words' order and a lane for each party, from the PBX's tickets and from what our own
// log knows. What nobody told stays open: a gap is `unknown`, and an end that was never sent is none.
import type { Call } from '../protocol/board.ts';
import type { CallRecord, RecordStatus } from '../protocol/record-shapes.ts';

export type SegmentKind = 'waiting' | 'ringing' | 'talking' | 'unknown';
export interface Segment {
  readonly kind: SegmentKind;
  readonly from: number;
  /** null = still going on. */
  readonly to: number | null;
}
export interface Lane {
  readonly kind: 'party' | 'queue' | 'agent';
  /** Number of the queue or extension; of the party whatever is known, or null. */
  readonly id: string | null;
  readonly segments: readonly Segment[];
}
/** One sentence. `ms` is null where the PBX did not tell, or while it goes on. */
export type Step =
  | { readonly kind: 'called'; readonly at: number; readonly to: string | null }
  | { readonly kind: 'waited'; readonly at: number; readonly queue: string; readonly ms: number | null }
  | { readonly kind: 'waiting' | 'ringing' | 'talking'; readonly at: number; readonly who: string }
  | { readonly kind: 'rang' | 'elsewhere'; readonly at: number; readonly who: string; readonly ms: number | null }
  | { readonly kind: 'answered' | 'transferred'; readonly at: number; readonly who: string; readonly ms: number | null }
  | { readonly kind: 'ended'; readonly at: number; readonly status: RecordStatus }
  | { readonly kind: 'endless'; readonly at: number };

export interface CallStory {
  readonly startedAt: number;
  /** null = running, or never told. */
  readonly endedAt: number | null;
  readonly running: boolean;
  readonly direction: 'in' | 'out' | null;
  readonly party: string | null;
  /** Whose telephone an outgoing call was made with. */
  readonly caller: string | null;
  readonly status: RecordStatus | null;
  readonly short: boolean;
  readonly queue: string | null;
  readonly lanes: readonly Lane[];
  readonly steps: readonly Step[];
}

/** One stay at an extension. */
interface Stay {
  readonly who: string;
  readonly ringAt: number | null;
  readonly answerAt: number | null;
  readonly endAt: number | null;
  readonly open: boolean;
  /** Talk that was told though its instants were not. */
  readonly talkMs: number | null;
  readonly result: 'answered' | 'transferred' | 'elsewhere' | 'missed' | null;
}

/** null when nothing is known at all. `rows` are all tickets of the call, in any order. */
export function callStory(rows: readonly CallRecord[], call: Call | null): CallStory | null {
  const ticket = mainTicket(rows);
  const startedAt = ticket?.startedAt ?? call?.startedAt;
  if (startedAt === undefined) return null;
  const entry = rows.find(({ kind }) => kind === 'queue') ?? null;
  const running = call !== null && call.state !== 'ended';
  const stays = call && call.legs.length > 0 ? staysOfLegs(call) : staysOfRows(rows);
  const queue = entry?.queue ?? call?.queue ?? ticket?.queue ?? null;
  const direction = ticket?.direction ?? call?.direction ?? null;
  const waitMs = entry?.waitMs ?? ticket?.waitMs ?? null;
  const answers = stays.flatMap(({ answerAt }) => (answerAt === null ? [] : [answerAt]));
  const answeredAt = call?.answeredAt ?? (answers.length > 0 ? Math.min(...answers) : null);
  const endedAt = running ? null : endOf(rows, call, stays, startedAt);
  const status = rowStatus(rows) ?? call?.result ?? null;
  const waitEnd = answeredAt ?? (waitMs === null ? endedAt : startedAt + waitMs);
  const lanes: Lane[] = [];
  const firstKind: SegmentKind = queue === null ? 'ringing' : 'waiting';
  const talks = stays.flatMap(({ answerAt, endAt, open }): Segment[] =>
    answerAt === null || (endAt === null && !open) ? [] : [{ kind: 'talking', from: answerAt, to: endAt }],
  );
  const first: Segment[] =
    running && answeredAt === null
      ? [{ kind: firstKind, from: startedAt, to: null }]
      : waitEnd === null || waitEnd <= startedAt || (status === 'answered' && answeredAt === null)
        ? []
        : [{ kind: firstKind, from: startedAt, to: waitEnd }];
  const end = running ? null : endedAt;
  const party = ticket?.party ?? call?.party ?? null;
  lanes.push({ kind: 'party', id: party, segments: filled([...first, ...talks], startedAt, end) });
  if (queue !== null) lanes.push({ kind: 'queue', id: queue, segments: first });
  for (const who of new Set(stays.map((stay) => stay.who))) {
    const own = stays.filter((stay) => stay.who === who);
    const segments = own.flatMap(segmentsOf);
    const from = Math.min(...own.flatMap(({ ringAt, answerAt }) => [ringAt ?? answerAt ?? startedAt]));
    const lastEnd = own.some(({ open }) => open) ? null : latest(own.map(({ endAt }) => endAt ?? end));
    lanes.push({ kind: 'agent', id: who, segments: filled(segments, from, lastEnd) });
  }
  return {
    ...{ startedAt, endedAt, running, direction, party, status, queue, lanes },
    caller: direction === 'out' ? (ticket?.agent ?? stays[0]?.who ?? null) : null,
    short: entry?.short ?? false,
    steps: stepsOf({
      startedAt,
      endedAt,
      running,
      queue,
      waitMs,
      waitEnd,
      answeredAt,
      stays,
      status,
      ddi: ticket?.ddi ?? call?.ddi ?? null,
    }),
  };
}

/** The general ticket speaks of the whole call, the queue's of its part. */
const mainTicket = (rows: readonly CallRecord[]): CallRecord | null =>
  [...rows].sort((a, b) => a.startedAt - b.startedAt || (a.kind === b.kind ? 0 : a.kind === 'calls' ? -1 : 1))[0] ??
  null;

/** Answered if any ticket says so; else what the entry into the queue says. */
function rowStatus(rows: readonly CallRecord[]): RecordStatus | null {
  if (rows.some(({ status }) => status === 'answered')) return 'answered';
  return rows.find(({ kind }) => kind === 'queue')?.status ?? rows[0]?.status ?? null;
}

function staysOfLegs(call: Call): Stay[] {
  return call.legs.map(({ extension, state, ringAt, answerAt, endAt, result }) => ({
    who: extension,
    ringAt,
    answerAt,
    endAt,
    open: state !== 'ended',
    talkMs: null,
    result:
      result === 'transferred' || result === 'elsewhere' ? result : answerAt !== null ? 'answered' : result && 'missed',
  }));
}

/** One stay for each extension that a ticket names; two tickets of one call tell of the same stay. */
function staysOfRows(rows: readonly CallRecord[]): Stay[] {
  const stays: Stay[] = [];
  for (const who of new Set(rows.flatMap(({ agent }) => (agent === null ? [] : [agent])))) {
    const own = rows.filter(({ agent }) => agent === who);
    const answered = own.some(({ status }) => status === 'answered');
    const timed = own.find(({ waitMs, talkMs }) => waitMs !== null && talkMs !== null);
    const talkMs = own.find((row) => row.talkMs !== null)?.talkMs ?? null;
    const answerAt = answered && timed?.waitMs != null ? timed.startedAt + timed.waitMs : null;
    stays.push({
      ...{ who, ringAt: null, answerAt, open: false, talkMs },
      endAt: answerAt === null || timed?.talkMs == null ? null : answerAt + timed.talkMs,
      result: answered ? 'answered' : 'missed',
    });
  }
  return stays;
}

function endOf(
  rows: readonly CallRecord[],
  call: Call | null,
  stays: readonly Stay[],
  startedAt: number,
): number | null {
  if (call?.endedAt != null) return call.endedAt;
  const told = latest(rows.map((row) => row.endedAt));
  if (told !== null) return told;
  const ends = [
    ...stays.map(({ endAt }) => endAt),
    ...rows.map(({ durationMs }) => (durationMs === null || durationMs === 0 ? null : startedAt + durationMs)),
    // A wait that nobody ended by answering ended the call.
    ...rows.map(({ status, waitMs }) => (status === 'answered' || waitMs === null ? null : startedAt + waitMs)),
  ];
  return latest(ends);
}

function latest(instants: readonly (number | null)[]): number | null {
  const known = instants.filter((at): at is number => at !== null);
  return known.length === 0 ? null : Math.max(...known);
}

function segmentsOf({ ringAt, answerAt, endAt, open }: Stay): Segment[] {
  const segments: Segment[] = [];
  const rangTo = answerAt ?? endAt;
  if (ringAt !== null && (rangTo !== null || open)) segments.push({ kind: 'ringing', from: ringAt, to: rangTo });
  if (answerAt !== null && (endAt !== null || open)) segments.push({ kind: 'talking', from: answerAt, to: endAt });
  return segments;
}

/** In order, without overlap, with what is not known named as such from the first to the last instant. */
export function filled(segments: readonly Segment[], from: number, to: number | null): Segment[] {
  const out: Segment[] = [];
  let at = from;
  for (const segment of [...segments].sort((a, b) => a.from - b.from)) {
    const begin = Math.max(segment.from, at);
    if (segment.to !== null && segment.to <= begin) continue;
    if (begin > at) out.push({ kind: 'unknown', from: at, to: begin });
    out.push({ ...segment, from: begin });
    if (segment.to === null) return out;
    at = segment.to;
  }
  if (to === null || to > at) out.push({ kind: 'unknown', from: at, to });
  // An open end of which nothing is known is no segment.
  return out.filter((segment) => !(segment.kind === 'unknown' && segment.to === null));
}

function stepsOf(told: {
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly running: boolean;
  readonly queue: string | null;
  readonly waitMs: number | null;
  readonly waitEnd: number | null;
  readonly answeredAt: number | null;
  readonly stays: readonly Stay[];
  readonly status: RecordStatus | null;
  readonly ddi: string | null;
}): Step[] {
  const { startedAt, endedAt, running, queue, waitMs, waitEnd, answeredAt, stays, status, ddi } = told;
  const steps: Step[] = [{ kind: 'called', at: startedAt, to: ddi }];
  if (queue !== null) {
    if (running && answeredAt === null) steps.push({ kind: 'waiting', at: startedAt, who: queue });
    else {
      const ms = waitMs ?? (waitEnd === null ? null : waitEnd - startedAt);
      steps.push({ kind: 'waited', at: startedAt, queue, ms });
    }
  }
  for (const { who, ringAt, answerAt, endAt, open, talkMs, result } of stays) {
    const at = answerAt ?? ringAt ?? startedAt;
    if (open) steps.push({ kind: answerAt === null ? 'ringing' : 'talking', at, who });
    else if (result === 'elsewhere' || result === 'missed') {
      steps.push({ kind: result === 'missed' ? 'rang' : 'elsewhere', at, who, ms: spanMs(ringAt, endAt) });
    } else if (result !== null) {
      steps.push({ kind: 'answered', at, who, ms: spanMs(answerAt, endAt) ?? talkMs });
      if (result === 'transferred') steps.push({ kind: 'transferred', at: endAt ?? at, who, ms: null });
    }
  }
  const order = [...steps].sort((a, b) => a.at - b.at || steps.indexOf(a) - steps.indexOf(b));
  if (running) return order;
  const last = endedAt ?? order.at(-1)?.at ?? startedAt;
  if (endedAt === null) order.push({ kind: 'endless', at: last });
  else order.push({ kind: 'ended', at: last, status: status ?? 'unknown' });
  return order;
}

const spanMs = (from: number | null, to: number | null) => (from === null || to === null ? null : to - from);
