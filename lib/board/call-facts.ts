// One event into a call's facts, and two calls' facts into one. Decides what is a repetition. Adding is commutative
// but for instants: whichever event comes first, the same set is left.
import type { CallFacts, Mark } from './facts.ts';
import type { CallHeard } from './input.ts';

const queueWord = (event: CallHeard) => (event.queue.said === 'number' ? `=${event.queue.number}` : event.queue.said);

/** Equal for events that say the same; a repetition and a second ring look alike. */
function sayTheSame(a: Mark, b: Mark): boolean {
  return (
    a.phase === b.phase &&
    a.extension === b.extension &&
    a.asQueue === b.asQueue &&
    a.direction === b.direction &&
    a.queue === b.queue &&
    a.final === b.final &&
    a.info === b.info &&
    a.infoWord === b.infoWord
  );
}

/** More distinct events than any call has: what comes beyond is a fault of the sender and is not remembered. */
const MOST_MARKS = 400;
const MOST_SPANS = 20;

const least = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.min(a, b));
const isEnd = (mark: Mark) => mark.phase === 'hung_up' || mark.phase === 'ring_ended';
const isRing = (mark: Mark) => mark.phase === 'ringing';

export function newFacts(event: CallHeard, id: string, ref: string, n: number): CallFacts {
  return {
    id,
    ref,
    formerRefs: [],
    formerIds: [],
    fullIds: [],
    shortIds: [],
    party: null,
    ddi: null,
    startTold: null,
    firstAt: event.at,
    lastAt: event.at,
    lastN: n,
    marks: [],
    answers: [],
    closed: [],
    ended: null,
    vouchedAt: null,
    endSeenAt: null,
    dueAt: null,
    left: false,
    counted: null,
  };
}

export function addEvent(facts: CallFacts, event: CallHeard, n: number): CallFacts {
  const fresh: Mark = {
    phase: event.phase,
    extension: event.extension,
    asQueue: event.extensionIsQueue,
    direction: event.direction,
    queue: queueWord(event),
    final: event.final,
    info: event.info,
    infoWord: event.infoWord,
    endedAt: event.endedAt,
    firstAt: event.at,
    firstN: n,
    lastAt: event.at,
    lastN: n,
    againAt: event.at,
    againN: n,
    spans: [],
  };
  return {
    ...facts,
    fullIds: withId(facts.fullIds, event.fullId),
    shortIds: withId(facts.shortIds, event.shortId),
    party: facts.party ?? event.party,
    ddi: facts.ddi ?? event.ddi,
    startTold: least(facts.startTold, event.startedAt),
    firstAt: Math.min(facts.firstAt, event.at),
    lastAt: Math.max(facts.lastAt, event.at),
    lastN: n,
    marks: withMark(facts.marks, fresh),
  };
}

const withId = (ids: string[], id: string | null) => (id === null || ids.includes(id) ? ids : [...ids, id].sort());

function withMark(marks: Mark[], fresh: Mark): Mark[] {
  const here = marks.filter((mark) => mark.extension === fresh.extension);
  const known = here.find((mark) => sayTheSame(mark, fresh));
  const lastRing = here.filter(isRing).reduce<Mark | null>((a, b) => (a === null || b.againN > a.againN ? b : a), null);
  if (known === undefined) {
    if (marks.length >= MOST_MARKS) return marks;
    const spans: Mark['spans'] = fresh.phase === 'ring_ended' ? [[lastRing?.againAt ?? null, fresh.firstAt]] : [];
    return [...marks, { ...fresh, spans }];
  }
  const next = {
    ...known,
    endedAt: least(known.endedAt, fresh.endedAt),
    firstAt: Math.min(known.firstAt, fresh.firstAt),
    lastAt: Math.max(known.lastAt, fresh.lastAt),
    lastN: fresh.firstN,
  };
  if (!isEnd(fresh) && here.some((mark) => isEnd(mark) && mark.lastN > known.againN)) {
    next.againAt = fresh.firstAt;
    next.againN = fresh.firstN;
  }
  // A ring's end told again is a second end only if it rang again in between.
  const rangAgain = lastRing !== null && lastRing.againN > known.lastN && lastRing.againN > lastRing.firstN;
  if (fresh.phase === 'ring_ended' && rangAgain && known.spans.length < MOST_SPANS) {
    next.spans = [...known.spans, [lastRing.againAt, fresh.firstAt]];
  }
  return marks.map((mark) => (mark === known ? next : mark));
}

/** Both calls were one. The first keeps its id and reference; the other's go on meaning it. */
export function joinFacts(kept: CallFacts, other: CallFacts): CallFacts {
  let marks = kept.marks;
  for (const mark of other.marks) {
    const known = marks.find((one) => sayTheSame(one, mark));
    if (known === undefined) {
      marks = [...marks, mark];
      continue;
    }
    const later = mark.againN > known.againN ? mark : known;
    const joined: Mark = {
      ...known,
      endedAt: least(known.endedAt, mark.endedAt),
      firstAt: Math.min(known.firstAt, mark.firstAt),
      firstN: Math.min(known.firstN, mark.firstN),
      lastAt: Math.max(known.lastAt, mark.lastAt),
      lastN: Math.max(known.lastN, mark.lastN),
      againAt: later.againAt,
      againN: later.againN,
      spans: known.spans.length >= mark.spans.length ? known.spans : mark.spans,
    };
    marks = marks.map((one) => (one === known ? joined : one));
  }
  const union = (a: string[], b: string[]) => [...new Set([...a, ...b])].sort();
  return {
    ...kept,
    formerRefs: union(kept.formerRefs, [other.ref, ...other.formerRefs]),
    formerIds: union(kept.formerIds, [other.id, ...other.formerIds]),
    fullIds: union(kept.fullIds, other.fullIds),
    shortIds: union(kept.shortIds, other.shortIds),
    party: kept.party ?? other.party,
    ddi: kept.ddi ?? other.ddi,
    startTold: least(kept.startTold, other.startTold),
    firstAt: Math.min(kept.firstAt, other.firstAt),
    lastAt: Math.max(kept.lastAt, other.lastAt),
    lastN: Math.max(kept.lastN, other.lastN),
    marks,
    answers: [...kept.answers, ...other.answers],
    closed: [...kept.closed, ...other.closed],
    ended: kept.ended !== null && other.ended !== null ? kept.ended : null,
    vouchedAt: kept.vouchedAt !== null && other.vouchedAt !== null ? Math.max(kept.vouchedAt, other.vouchedAt) : null,
    endSeenAt: null,
    dueAt: kept.dueAt,
    left: kept.left && other.left,
    counted: null,
  };
}
