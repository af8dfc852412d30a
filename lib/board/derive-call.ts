// A call's record and its share of the counters, from its facts alone: pure, and blind to the order of events.
// Decides direction, start, queue, state and result. Never writes; never looks at another call.
import type { Call, CallResult, Inference } from '../protocol/board.ts';
import { type Context, queueOfDdi, queueOfMembers } from './context.ts';
import { type CallClosed, causeOf, type DerivedLeg, deriveLegs, endInstant, endingOf } from './derive-legs.ts';
import type { CallFacts, Contribution, Mark } from './facts.ts';
import { BELIEVED_START_MS } from './limits.ts';

export interface Derived {
  readonly call: Call;
  readonly contribution: Contribution | null;
}

export function deriveCall(facts: CallFacts, context: Context): Derived {
  const direction = facts.marks.some((mark) => mark.direction === 'out') ? 'out' : 'in';
  const startedAt = startOf(facts);
  const isQueueMark = (mark: Mark) => mark.extension !== null && (mark.asQueue || context.isQueue(mark.extension));
  const atCall = facts.marks.filter((mark) => mark.extension === null || isQueueMark(mark));
  const extensions: string[] = [];
  for (const mark of facts.marks) {
    if (mark.extension === null || isQueueMark(mark) || mark.final === 'abandoned') continue;
    if (!extensions.includes(mark.extension)) extensions.push(mark.extension);
  }
  extensions.sort((a, b) => firstN(facts, a) - firstN(facts, b));

  const final = facts.marks.filter(
    (mark) =>
      mark.phase === 'hung_up' &&
      (mark.final === 'abandoned' || mark.final === 'answered' || mark.extension === null || isQueueMark(mark)),
  );
  const closed = closedBy(facts, final, startedAt);
  const legs = deriveLegs(facts, direction, startedAt, extensions, closed);
  const queue = queueOf(facts, direction, context, isQueueMark);

  const openLeg = legs.some((leg) => leg.state !== 'ended');
  const hungUp = facts.marks.filter((mark) => mark.phase === 'hung_up');
  const legEnd = hungUp.some((mark) => endingOf(mark, direction) !== 'transferred');
  const ended = closed !== null || (!openLeg && legEnd);
  const state = ended ? 'ended' : openState(legs, atCall, facts);

  const talkedAnonymously = atCall.some((mark) => mark.extension === null && mark.phase === 'answered');
  const answeredLegs = legs.filter(
    (leg) => leg.result === 'answered' || leg.result === 'transferred' || leg.state === 'talking',
  );
  const queueAnswered = final.some((mark) => endingOf(mark, direction) === 'answered');
  const answered = answeredLegs.length > 0 || queueAnswered || talkedAnonymously;
  const result = ended ? resultOf(answered, hungUp, direction, queue.number !== null) : null;
  const answerTimes = answeredLegs.flatMap((leg) => (leg.answerAt === null ? [] : [leg.answerAt]));
  for (const mark of atCall) {
    if (mark.extension === null && mark.phase === 'answered') answerTimes.push(mark.firstAt);
  }
  const endedAt = ended ? endOf(closed, hungUp, legs, startedAt) : null;
  const answeredAt = answerTimes.length > 0 ? Math.min(...answerTimes, endedAt ?? Number.POSITIVE_INFINITY) : null;

  const inferred: Inference[] = [];
  if (legs.some((leg) => leg.inferred && leg.answerAt !== null && isInferredAnswer(facts, leg)))
    inferred.push('answer');
  if (ended && (closed?.inferred ?? !legs.some((leg) => !leg.inferred))) inferred.push('end');
  if (queue.inferred) inferred.push('queue');

  const call: Call = {
    id: facts.id,
    pbxIds: [
      ...facts.fullIds,
      ...facts.shortIds.filter((id) => !facts.fullIds.some((full) => full.startsWith(`${id}.`))),
    ],
    ref: facts.ref,
    direction,
    party: facts.party,
    ddi: facts.ddi,
    queue: queue.number,
    startedAt,
    state,
    answeredAt,
    endedAt,
    result,
    cause: result === null ? null : callCause(hungUp, result, direction),
    inferred: inferred.length > 0 ? inferred : null,
    legs: legs.map(({ direction: _direction, inferred: _inferred, ...leg }) => leg),
  };
  return {
    call,
    contribution: contributionOf(call, legs, facts, context, queueAnswered || talkedAnonymously, isQueueMark),
  };
}

/** FECHA_ISO, else the id's epoch, else the first receipt; never after that, and never a day before it. */
export function startOf(facts: CallFacts): number {
  const epoch = Number(facts.shortIds[0]) * 1000;
  const told = facts.startTold ?? (Number.isFinite(epoch) ? epoch : null);
  if (told === null || told > facts.firstAt || facts.firstAt - told > BELIEVED_START_MS) return facts.firstAt;
  return told;
}

function firstN(facts: CallFacts, extension: string): number {
  return facts.marks.reduce(
    (n, mark) => (mark.extension === extension ? Math.min(n, mark.firstN) : n),
    Number.POSITIVE_INFINITY,
  );
}

/** What ends every leg at once: an abandon, a final "answered", a queue's own hang-up; or a conclusion. */
function closedBy(facts: CallFacts, final: readonly Mark[], startedAt: number): CallClosed | null {
  if (final.length > 0) {
    return { at: Math.min(...final.map((mark) => endInstant(mark, startedAt))), inferred: false };
  }
  // Anything heard since voids the conclusion.
  const concluded = facts.ended;
  return concluded !== null && facts.lastN <= concluded.n ? { at: concluded.at, inferred: true } : null;
}

function openState(legs: readonly DerivedLeg[], atCall: readonly Mark[], facts: CallFacts): Call['state'] {
  if (legs.some((leg) => leg.state === 'talking')) return 'talking';
  if (legs.some((leg) => leg.state === 'ringing')) return 'ringing';
  if (legs.length > 0) return 'waiting';
  const anonymous = atCall.filter((mark) => mark.extension === null);
  if (anonymous.some((mark) => mark.phase === 'answered')) return 'talking';
  if (anonymous.some((mark) => mark.phase === 'ringing') && anonymous.length === facts.marks.length) return 'ringing';
  return 'waiting';
}

function resultOf(answered: boolean, hungUp: readonly Mark[], direction: 'in' | 'out', inQueue: boolean): CallResult {
  if (answered) return 'answered';
  const endings = hungUp.map((mark) => endingOf(mark, direction));
  if (endings.includes('abandoned')) return 'abandoned';
  if (endings.includes('missed') && direction === 'in' && inQueue) return 'abandoned';
  if (endings.includes('busy')) return 'busy';
  if (endings.includes('cancelled')) return 'cancelled';
  return endings.includes('missed') ? 'missed' : 'unknown';
}

function endOf(
  closed: CallClosed | null,
  hungUp: readonly Mark[],
  legs: readonly DerivedLeg[],
  startedAt: number,
): number {
  if (closed !== null) return Math.max(startedAt, closed.at);
  const ends = hungUp.map((mark) => endInstant(mark, startedAt));
  for (const leg of legs) if (leg.endAt !== null) ends.push(leg.endAt);
  return Math.max(startedAt, ...ends);
}

/** The cause that goes with the result; the first in receipt when several say it. */
function callCause(hungUp: readonly Mark[], result: CallResult, direction: 'in' | 'out'): string | null {
  const fits = (mark: Mark) => {
    const ending = endingOf(mark, direction);
    return ending === result || (result === 'abandoned' && ending === 'missed');
  };
  for (const mark of hungUp) {
    const cause = causeOf(mark);
    if (cause !== null && fits(mark)) return cause;
  }
  return result === 'answered' ? 'answer' : null;
}

const isInferredAnswer = (facts: CallFacts, leg: DerivedLeg) =>
  facts.answers.some((one) => one.extension === leg.extension && one.at === leg.answerAt);

interface QueueFound {
  readonly number: string | null;
  readonly inferred: boolean;
}

/** The contract's order: what an event named, a queue's own extension, "not from a queue", the DDI, the members. */
function queueOf(
  facts: CallFacts,
  direction: 'in' | 'out',
  context: Context,
  isQueueMark: (mark: Mark) => boolean,
): QueueFound {
  let named: Mark | null = null;
  let own: Mark | null = null;
  let none = false;
  for (const mark of facts.marks) {
    if (mark.queue.startsWith('=') && (named === null || mark.firstN < named.firstN)) named = mark;
    if (mark.queue === 'none') none = true;
    if (mark.queue === 'unsaid' && isQueueMark(mark) && (own === null || mark.firstN < own.firstN)) own = mark;
  }
  if (named !== null) return { number: named.queue.slice(1), inferred: false };
  if (own !== null) return { number: own.extension, inferred: false };
  if (none || direction === 'out') return { number: null, inferred: false };
  if (facts.ddi !== null) {
    const byDdi = queueOfDdi(context, facts.ddi);
    if (byDdi !== null) return { number: byDdi, inferred: false };
  }
  const rung = new Set<string>();
  for (const mark of facts.marks) {
    const plainRing = mark.phase === 'ring_ended' || (mark.phase === 'ringing' && !mark.info?.endsWith('transfer'));
    if (plainRing && mark.extension !== null) rung.add(mark.extension);
  }
  const byMembers = queueOfMembers(context, [...rung]);
  return { number: byMembers, inferred: byMembers !== null };
}

/** Once per call, in the queue it entered, on the day it started; null when it adds nothing to today. */
function contributionOf(
  call: Call,
  legs: readonly DerivedLeg[],
  facts: CallFacts,
  context: Context,
  queueAnswered: boolean,
  isQueueMark: (mark: Mark) => boolean,
): Contribution | null {
  if (call.queue === null || call.startedAt < context.day.start) return null;
  const rules = context.queue(call.queue);
  if (rules === null) return null;
  // A call that dials out enters a queue only when some leg comes in from it: a busy one never did.
  const entries = facts.marks.filter((mark) => mark.direction !== 'out' || isQueueMark(mark));
  if (entries.length === 0) return null;
  const startedAt = call.direction === 'in' ? call.startedAt : Math.min(...entries.map((mark) => mark.firstAt));
  const agentLegs = legs.filter(
    (leg) =>
      leg.direction !== 'out' && (leg.state === 'talking' || leg.result === 'answered' || leg.result === 'transferred'),
  );
  const answered = agentLegs.length > 0 || (queueAnswered && call.direction === 'in');
  const counted: Contribution = {
    queue: call.queue,
    day: context.day.start,
    answered: answered ? 1 : 0,
    abandoned: 0,
    shortAbandoned: 0,
    withinTarget: 0,
    waitMs: 0,
    talkMs: 0,
  };
  if (answered) {
    const answers = agentLegs.flatMap((leg) => (leg.answerAt === null ? [] : [leg.answerAt]));
    const answeredAt = answers.length > 0 ? Math.min(...answers) : null;
    if (answeredAt !== null) counted.waitMs = Math.max(0, answeredAt - startedAt);
    // An answer never told came before the end: a call over within the target was answered within it.
    const latest = answeredAt ?? call.endedAt;
    if (latest !== null && latest - startedAt <= rules.targetSeconds * 1000) counted.withinTarget = 1;
    for (const leg of agentLegs) {
      if (leg.answerAt !== null && leg.endAt !== null) counted.talkMs += Math.max(0, leg.endAt - leg.answerAt);
    }
  } else if (call.endedAt !== null) {
    const abandoned =
      call.result === 'abandoned' || facts.marks.some((mark) => mark.phase === 'hung_up' && mark.final === 'abandoned');
    if (abandoned) {
      if (call.endedAt - startedAt < rules.shortAbandonSeconds * 1000) counted.shortAbandoned = 1;
      else counted.abandoned = 1;
    }
  }
  return counted;
}
