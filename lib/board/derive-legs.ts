// The legs of one call from the set of its events. Decides, per extension, which legs the events prove and how each
// ended. It reads a set: the order of receipt only says when things happened, and whether a ring that already ended
// once is ringing again now. Never looks at other calls, never at polls but through the conclusions in the facts.
import type { Leg, LegResult } from '../protocol/board.ts';
import type { CallFacts, Mark } from './facts.ts';

export interface DerivedLeg extends Leg {
  /** `out`: the leg that dials out; an answer there takes no ring away from an agent. */
  direction: 'in' | 'out' | null;
  inferred: boolean;
}

/** The words of one ending as a leg's result. `abandoned` is no ending of a leg and is asked about elsewhere. */
export function endingOf(mark: Mark, callDirection: 'in' | 'out'): LegResult {
  const inbound = (mark.direction ?? callDirection) === 'in';
  if (mark.final === 'abandoned') return 'abandoned';
  if (mark.final === 'finished' && inbound) return 'transferred';
  if (mark.final === 'answered' || mark.info === 'answer') return 'answered';
  if (mark.info === 'transfer' || mark.info === 'attended_transfer') return inbound ? 'transferred' : 'answered';
  if (mark.info === 'busy') return 'busy';
  if (mark.info === 'cancel') return 'cancelled';
  if (mark.final === 'missed' || mark.final === 'lost' || mark.info === 'no_answer') return 'missed';
  return 'unknown';
}

/** The end of a ring that jumped on: nobody took it here, unless INFO says more. */
function ringEndingOf(mark: Mark): LegResult {
  if (mark.info === 'answer') return 'elsewhere';
  if (mark.info === 'busy') return 'busy';
  if (mark.info === 'cancel') return 'cancelled';
  return 'missed';
}

/** `answer` `busy` `cancel` `no_answer`, else the PBX's own word. */
export function causeOf(mark: Mark): string | null {
  if (mark.info === 'transfer' || mark.info === 'attended_transfer') return mark.infoWord ?? mark.info;
  return mark.info ?? mark.infoWord;
}

/** When it ended: the PBX's time if it can be true, else when we heard. */
export function endInstant(mark: Mark, startedAt: number): number {
  const told = mark.endedAt;
  return told !== null && told >= startedAt && told <= mark.firstAt ? told : mark.firstAt;
}

const isTransfer = (mark: Mark) => mark.info === 'transfer' || mark.info === 'attended_transfer';
const earliest = (marks: readonly Mark[]): Mark | null =>
  marks.reduce<Mark | null>((best, mark) => (best === null || mark.firstN < best.firstN ? mark : best), null);
const latestN = (marks: readonly Mark[]) => marks.reduce((n, mark) => Math.max(n, mark.lastN), -1);

interface Heard {
  readonly extension: string;
  readonly rings: Mark[];
  readonly transferRings: Mark[];
  readonly ringEnds: Mark[];
  readonly answers: Mark[];
  readonly transferAnswers: Mark[];
  readonly ends: Mark[];
  readonly direction: 'in' | 'out' | null;
  readonly transfer: 'blind' | 'attended' | null;
  /** Somebody talked here: told, or concluded from a poll. */
  readonly inferredAnswer: { at: number; n: number } | null;
  readonly connected: boolean;
  /** Its answer came by a transfer, so it says nothing about the rings before. */
  readonly byTransferOnly: boolean;
}

function gather(facts: CallFacts, extension: string, callDirection: 'in' | 'out'): Heard {
  const marks = facts.marks.filter((mark) => mark.extension === extension);
  const of = (phase: Mark['phase'], transfer: boolean) =>
    marks.filter((mark) => mark.phase === phase && isTransfer(mark) === transfer);
  const rings = of('ringing', false);
  const transferRings = of('ringing', true);
  const ringEnds = marks.filter((mark) => mark.phase === 'ring_ended');
  const answers = of('answered', false);
  const transferAnswers = of('answered', true);
  const ends = marks.filter((mark) => mark.phase === 'hung_up' && mark.final !== 'abandoned');
  const concluded = facts.answers.find((one) => one.extension === extension);
  // A ring that is told to have ended was not answered, whatever a poll seemed to say.
  const inferredAnswer = concluded && ringEnds.every((mark) => mark.lastN < concluded.n) ? concluded : null;
  const transferEvidence = [...transferRings, ...transferAnswers];
  const plain = rings.length > 0 || (answers.length > 0 && transferRings.length === 0);
  const told =
    answers.length + transferAnswers.length > 0 ||
    ends.some((mark) => ['answered', 'transferred'].includes(endingOf(mark, callDirection)));
  return {
    extension,
    rings,
    transferRings,
    ringEnds,
    answers,
    transferAnswers,
    ends,
    direction: marks.some((mark) => mark.direction === 'out')
      ? 'out'
      : marks.some((mark) => mark.direction === 'in')
        ? 'in'
        : null,
    transfer: transferEvidence.some((mark) => mark.info === 'attended_transfer')
      ? 'attended'
      : transferEvidence.length > 0
        ? 'blind'
        : null,
    inferredAnswer,
    connected: told || inferredAnswer !== null,
    byTransferOnly: transferEvidence.length > 0 && !plain,
  };
}

/** Why every open leg of the call is over, if it is. */
export interface CallClosed {
  readonly at: number;
  readonly inferred: boolean;
}

export function deriveLegs(
  facts: CallFacts,
  callDirection: 'in' | 'out',
  startedAt: number,
  extensions: readonly string[],
  closed: CallClosed | null,
): DerivedLeg[] {
  const all = extensions.map((extension) => gather(facts, extension, callDirection));
  const legs: DerivedLeg[] = [];
  for (const heard of all) addLegs(legs, heard, all, facts, callDirection, startedAt, closed);
  const first = (leg: Leg) => leg.ringAt ?? leg.answerAt ?? leg.endAt ?? 0;
  return legs
    .map((leg, index) => ({ leg, index }))
    .sort((a, b) => first(a.leg) - first(b.leg) || a.index - b.index)
    .map(({ leg }) => leg);
}

/** Who took the call that rang here: the first answer somewhere else, or null. */
function takenBy(heard: Heard, all: readonly Heard[], closed: boolean, callDirection: 'in' | 'out'): number | null {
  if (heard.direction === 'out') return null;
  const byTransfer = heard.rings.length === 0 && heard.transferRings.length > 0;
  const ringN = earliest(heard.rings)?.firstN ?? -1;
  let at: number | null = null;
  for (const other of all) {
    if (other === heard || !other.connected || other.direction === 'out') continue;
    if (byTransfer ? other.transfer === null : other.byTransferOnly) continue;
    const away = other.ends.filter((mark) => endingOf(mark, callDirection) === 'transferred');
    // Without INFO a ring after somebody's transfer looks plain: it is where the call went, not one that was taken.
    if (!closed && away.length > 0 && ringN > Math.min(...away.map((mark) => mark.firstN))) continue;
    const answer = earliest([...other.answers, ...other.transferAnswers]) ?? earliest(other.ends);
    const when = answer?.firstAt ?? other.inferredAnswer?.at ?? null;
    if (when !== null && (at === null || when < at)) at = when;
  }
  return at;
}

function addLegs(
  legs: DerivedLeg[],
  heard: Heard,
  all: readonly Heard[],
  facts: CallFacts,
  callDirection: 'in' | 'out',
  startedAt: number,
  closed: CallClosed | null,
): void {
  const { extension, rings, transferRings, ringEnds, answers, transferAnswers, ends } = heard;
  const shut = facts.closed.find(
    (one) =>
      one.extension === extension && facts.marks.every((mark) => mark.extension !== extension || mark.lastN <= one.n),
  );
  const blank = { extension, cause: null, transfer: null, direction: heard.direction, inferred: false };
  /** A leg that is still open unless something closed it without a word of its own. */
  const addOpen = (leg: Pick<DerivedLeg, 'ringAt' | 'answerAt' | 'transfer'>, state: 'ringing' | 'talking') => {
    const over = shut ?? (closed === null ? null : { at: closed.at });
    const floor = leg.answerAt ?? leg.ringAt ?? startedAt;
    if (over === null) legs.push({ ...blank, ...leg, state, endAt: null, result: null });
    else {
      const inferred = shut !== undefined || closed?.inferred === true;
      const result = state === 'talking' ? 'answered' : inferred ? 'unknown' : 'missed';
      legs.push({ ...blank, ...leg, state: 'ended', endAt: Math.max(floor, over.at), result, inferred });
    }
  };
  const addEnded = (mark: Mark, result: LegResult, leg: Pick<DerivedLeg, 'ringAt' | 'answerAt' | 'transfer'>) => {
    const endAt = endInstant(mark, startedAt);
    const within = (at: number | null) => (at === null ? null : Math.min(at, endAt));
    legs.push({
      ...blank,
      state: 'ended',
      ringAt: within(leg.ringAt),
      answerAt: within(leg.answerAt),
      endAt,
      result,
      cause: causeOf(mark),
      transfer: leg.transfer,
    });
  };

  const plain = rings.length > 0 || (answers.length > 0 && transferRings.length === 0);
  const ringOutcomes = new Set<LegResult>();
  for (const mark of ringEnds) {
    const result = ringEndingOf(mark);
    ringOutcomes.add(result);
    for (const [ringAt, endAt] of mark.spans) {
      legs.push({
        ...blank,
        state: 'ended',
        ringAt,
        answerAt: null,
        endAt,
        result,
        cause: causeOf(mark),
        transfer: plain ? null : heard.transfer,
      });
    }
  }

  const ending = (wanted: LegResult) => earliest(ends.filter((mark) => endingOf(mark, callDirection) === wanted));
  const away = ending('transferred');
  const taken = ending('answered');
  const unanswered = ending('busy') ?? ending('cancelled') ?? ending('missed') ?? ending('unknown');
  const lastRingEnd = latestN(ringEnds);
  /** When the ring began that no told end has ended. */
  const ringAt = (marks: readonly Mark[]) => {
    const ring = earliest(marks);
    if (ring === null) return null;
    if (ring.firstN > lastRingEnd) return ring.firstAt;
    return ring.againN > lastRingEnd || ring.againN > ring.firstN
      ? ring.againAt
      : ringEnds.length > 0
        ? null
        : ring.firstAt;
  };
  const plainRingAt = ringAt(rings);
  const transferRingAt = ringAt(transferRings);
  const anyRingAt = rings.length > 0 && heard.transfer === null ? plainRingAt : (transferRingAt ?? plainRingAt);
  const answeredAt = earliest([...answers, ...transferAnswers])?.firstAt ?? heard.inferredAnswer?.at ?? null;

  if (away !== null) {
    addEnded(away, 'transferred', {
      ringAt: plain ? (earliest(rings)?.firstAt ?? null) : transferRingAt,
      answerAt: (earliest(answers) ?? earliest(transferAnswers))?.firstAt ?? null,
      transfer: plain ? null : heard.transfer,
    });
  }
  if (taken !== null) {
    const back = away !== null;
    addEnded(taken, 'answered', {
      ringAt: back ? transferRingAt : anyRingAt,
      answerAt: back ? backAnswerAt(away, answers, transferAnswers) : answeredAt,
      transfer: heard.transfer,
    });
    return;
  }
  if (away !== null) {
    // Transferred away and then back to the same extension: a second leg.
    if (!plain || transferRings.length + transferAnswers.length === 0) return;
    const answerAt = backAnswerAt(away, answers, transferAnswers);
    const leg = { ringAt: transferRingAt, answerAt, transfer: heard.transfer };
    const toldAnswer = transferAnswers.length > 0;
    if (unanswered !== null) {
      addEnded(unanswered, toldAnswer ? 'answered' : endingOf(unanswered, callDirection), leg);
      return;
    }
    addOpen(leg, answerAt !== null ? 'talking' : 'ringing');
    const last = legs.at(-1);
    // A plain answer may be the first leg's, repeated: once it is over, nobody can tell whether it was answered.
    if (last?.state === 'ended' && !toldAnswer) last.result = answers.length > 0 ? 'unknown' : 'missed';
    return;
  }
  if (answers.length + transferAnswers.length > 0) {
    const leg = { ringAt: anyRingAt, answerAt: answeredAt, transfer: heard.transfer };
    // Answered and then "not answered": the answer was told, so it stands.
    if (unanswered !== null) addEnded(unanswered, 'answered', leg);
    else addOpen(leg, 'talking');
    return;
  }
  if (heard.inferredAnswer !== null && unanswered === null) {
    addOpen({ ringAt: anyRingAt, answerAt: heard.inferredAnswer.at, transfer: heard.transfer }, 'talking');
    const leg = legs.at(-1);
    if (leg) leg.inferred = true;
    return;
  }
  if (unanswered !== null) {
    const result = endingOf(unanswered, callDirection);
    if (!ringOutcomes.has(result)) {
      addEnded(unanswered, result, { ringAt: anyRingAt, answerAt: null, transfer: heard.transfer });
    }
    return;
  }
  const open = [...rings, ...transferRings];
  if (open.length === 0) return;
  const again = Math.max(...open.map((mark) => mark.againN));
  if (ringEnds.length > 0 && again < lastRingEnd) return;
  const takenAt = takenBy(heard, all, closed !== null || shut !== undefined, callDirection);
  if (ringEnds.length > 0 && (closed !== null || takenAt !== null || shut !== undefined)) return;
  const leg = { ringAt: anyRingAt, answerAt: null, transfer: heard.transfer };
  if (takenAt === null) addOpen(leg, 'ringing');
  else {
    const endAt = Math.max(takenAt, leg.ringAt ?? takenAt);
    legs.push({ ...blank, ...leg, state: 'ended', endAt, result: 'elsewhere' });
  }
}

/** The answer after a transfer came back; an answer heard before the transfer belongs to the first leg. */
function backAnswerAt(away: Mark, answers: readonly Mark[], transferAnswers: readonly Mark[]): number | null {
  const byTransfer = earliest(transferAnswers);
  if (byTransfer !== null) return byTransfer.firstAt;
  const again = answers.find((mark) => mark.againN > away.firstN && mark.againN > mark.firstN);
  return again?.againAt ?? null;
}
