// A queue's record: how it comes to be, what calls add to its counters, and who waits in it. Decides nothing about
// calls; a contribution is subtracted exactly as it was added, so a late event can move it.
import type { Queue, QueueToday } from '../protocol/board.ts';
import type { Draft } from './draft.ts';
import type { Contribution, QueueMemory } from './facts.ts';
import { defaultQueueSettings } from './input.ts';
import { same } from './same.ts';

export const noneToday: QueueToday = {
  offered: 0,
  answered: 0,
  abandoned: 0,
  shortAbandoned: 0,
  withinTarget: 0,
  waitMsTotal: 0,
  longestWaitMs: 0,
  talkMsTotal: 0,
};

const blankMemory: QueueMemory = { settings: null, told: null };

/** Writes what is known of a queue's settings and name into its record; makes the record if there is none. */
export function writeQueue(draft: Draft, number: string, patch: Partial<QueueMemory>): boolean {
  const memory = { ...(draft.queueMemory.get(number) ?? blankMemory), ...patch };
  draft.queueMemory.set(number, memory);
  const settings = memory.settings ?? defaultQueueSettings;
  const known = draft.queues.get(number);
  const base: Queue = known ?? {
    number,
    name: null,
    members: [],
    waiting: [],
    waitingKnown: false,
    targetSeconds: settings.targetSeconds,
    shortAbandonSeconds: settings.shortAbandonSeconds,
    hours: null,
    today: noneToday,
  };
  draft.queues.set(number, {
    ...base,
    name: settings.name ?? memory.told,
    targetSeconds: settings.targetSeconds,
    shortAbandonSeconds: settings.shortAbandonSeconds,
    hours: settings.hours,
  });
  return known === undefined;
}

export function count(draft: Draft, before: Contribution | null, after: Contribution | null): void {
  if (before && after && same(before, after)) return;
  // The longest wait is kept while a call's share only grows: taking it out would mean searching for the next one.
  const grows =
    before && after && before.queue === after.queue && before.day === after.day && after.waitMs >= before.waitMs;
  if (before) add(draft, grows ? { ...before, waitMs: 0 } : before, -1, before.waitMs);
  if (after) add(draft, after, 1, after.waitMs);
}

function add(draft: Draft, one: Contribution, sign: 1 | -1, waitMs: number): void {
  const queue = draft.queues.get(one.queue);
  // What counted yesterday is neither added to nor taken from today.
  if (!queue || one.day !== draft.context.day.start) return;
  const { today } = queue;
  const sum = (a: number, b: number) => Math.max(0, a + sign * b);
  const longestWaitMs =
    sign === 1
      ? Math.max(today.longestWaitMs, one.waitMs)
      : one.waitMs > 0 && one.waitMs === today.longestWaitMs
        ? longestOther(draft, one)
        : today.longestWaitMs;
  draft.queues.set(one.queue, {
    ...queue,
    today: {
      offered: sum(today.offered, 1),
      answered: sum(today.answered, one.answered),
      abandoned: sum(today.abandoned, one.abandoned),
      shortAbandoned: sum(today.shortAbandoned, one.shortAbandoned),
      withinTarget: sum(today.withinTarget, one.withinTarget),
      waitMsTotal: sum(today.waitMsTotal, waitMs),
      longestWaitMs,
      talkMsTotal: sum(today.talkMsTotal, one.talkMs),
    },
  });
}

/** The longest wait without this one, as far back as calls are remembered. */
function longestOther(draft: Draft, without: Contribution): number {
  let longest = 0;
  for (const id of draft.facts.keys()) {
    const counted = draft.facts.get(id)?.counted;
    if (!counted || counted === without || counted.queue !== without.queue || counted.day !== without.day) continue;
    longest = Math.max(longest, counted.waitMs);
  }
  return longest;
}

/** Puts a call among those that wait, or takes it away; oldest first. */
export function setWaiting(draft: Draft, number: string, id: string, startedAt: number | null): void {
  const queue = draft.queues.get(number);
  if (!queue) return;
  const others = queue.waiting.filter((one) => one !== id);
  if (startedAt !== null) {
    const before = (one: string) => {
      const at = draft.calls.get(one)?.startedAt ?? 0;
      return at < startedAt || (at === startedAt && one < id);
    };
    const at = others.findIndex((one) => !before(one));
    others.splice(at === -1 ? others.length : at, 0, id);
  }
  const unchanged =
    others.length === queue.waiting.length && others.every((one, index) => one === queue.waiting[index]);
  if (!unchanged) draft.queues.set(number, { ...queue, waiting: others });
}

/** Members as the PBX lists them now, without repetitions. */
export function setMembers(draft: Draft, number: string, members: readonly string[]): string[] {
  const queue = draft.queues.get(number);
  if (!queue) return [];
  const next = [...new Set(members)];
  const touched = [
    ...queue.members.filter((one) => !next.includes(one)),
    ...next.filter((one) => !queue.members.includes(one)),
  ];
  const unchanged = next.length === queue.members.length && next.every((one, index) => one === queue.members[index]);
  if (!unchanged) {
    draft.queues.set(number, { ...queue, members: next });
    draft.membersChanged();
  }
  return touched;
}
