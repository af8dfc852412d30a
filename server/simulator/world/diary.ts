// What truly happened, in the simulator's own words: for tests to hold a board against. Never part of the PBX's plane.
import type { Call, Leg, StateChange, StateWord, World } from './types.ts';

export interface DiaryLeg
  extends Pick<Leg, 'extension' | 'id' | 'direction' | 'state' | 'ringAt' | 'answerAt' | 'endAt'> {
  readonly result: Leg['result'];
  readonly transfer: Leg['transfer'];
}
export interface DiaryCall
  extends Pick<Call, 'key' | 'id' | 'kind' | 'party' | 'ddi' | 'queue' | 'neighbourId' | 'startedAt' | 'state'> {
  readonly enteredQueueAt: number | null;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  readonly result: Call['result'];
  /** Who answered first. */
  readonly answeredBy: string | null;
  readonly legs: readonly DiaryLeg[];
}
export interface Diary {
  readonly now: number;
  /** In the order of their beginning; the oldest are dropped after 50,000. */
  readonly calls: readonly DiaryCall[];
  readonly agents: Readonly<Record<string, StateWord>>;
  readonly states: readonly StateChange[];
  readonly queues: Readonly<
    Record<string, { offered: number; answered: number; abandoned: number; waiting: readonly string[] }>
  >;
  /** Entries the bounds have dropped. */
  readonly forgotten: number;
}

export function readDiary(world: World): Diary {
  const calls = [...world.ended, ...world.open.values()].sort((a, b) => a.key - b.key);
  return {
    now: world.clock.now(),
    calls: calls.map(diaryCall),
    agents: Object.fromEntries([...world.agents.values()].map((agent) => [agent.extension, agent.word])),
    states: [...world.states],
    queues: Object.fromEntries(
      [...world.queues.values()].map((queue) => [
        queue.number,
        { ...queue.counters, waiting: [...queue.waiting].map((call) => call.id) },
      ]),
    ),
    forgotten: world.forgotten,
  };
}

export function diaryCall(call: Call): DiaryCall {
  const { key, id, kind, party, ddi, queue, neighbourId, startedAt, state } = call;
  const { enteredQueueAt, answeredAt, endedAt, result } = call;
  const answered = call.legs.find((leg) => leg.answerAt !== null && (leg.direction === 'in' || kind === 'outbound'));
  return {
    key,
    id,
    kind,
    party,
    ddi,
    queue,
    neighbourId,
    startedAt,
    state,
    enteredQueueAt,
    answeredAt,
    endedAt,
    result,
    answeredBy: answered?.extension ?? null,
    legs: call.legs.map(diaryLeg),
  };
}

function diaryLeg(leg: Leg): DiaryLeg {
  const { extension, id, direction, state, ringAt, answerAt, endAt, result, transfer } = leg;
  return { extension, id, direction, state, ringAt, answerAt, endAt, result, transfer };
}
