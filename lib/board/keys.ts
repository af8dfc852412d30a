// Under which keys a call can be found again, and which calls an event may belong to. Decides identity alone:
// our reference first, then the full id, then the short id with party and called number.
import { sameNumber } from '../dialling/same-number.ts';
import type { CallFacts } from './facts.ts';
import type { CallHeard } from './input.ts';

export interface Lookup {
  ids(key: string): readonly string[];
  facts(id: string): CallFacts | undefined;
}

export const keyOf = {
  fullId: (id: string) => `f:${id}`,
  shortId: (id: string) => `s:${id}`,
  ref: (ref: string) => `r:${ref}`,
  former: (id: string) => `i:${id}`,
  /** All spellings of one number meet under its last digits. */
  party: (party: string) => `p:${party.replace(/\D/g, '').slice(-8) || party}`,
};

/** Every key of a call; each is removed when the call is forgotten. */
export function keysOf(facts: CallFacts): string[] {
  return [
    ...facts.fullIds.map(keyOf.fullId),
    ...facts.shortIds.map(keyOf.shortId),
    ...[facts.ref, ...facts.formerRefs].map(keyOf.ref),
    ...facts.formerIds.map(keyOf.former),
    ...(facts.party === null ? [] : [keyOf.party(facts.party)]),
  ];
}

const fits = (known: string | null, said: string | null) => known === null || said === null || sameNumber(known, said);

export interface Match {
  readonly byRef: string | null;
  readonly byId: string | null;
}

/** byRef and byId may be two calls: then they are one. */
export function matchCall(lookup: Lookup, event: CallHeard): Match {
  const byRef = event.ref === null ? null : (lookup.ids(keyOf.ref(event.ref))[0] ?? null);
  if (event.fullId !== null) {
    const known = lookup.ids(keyOf.fullId(event.fullId))[0];
    if (known !== undefined) return { byRef, byId: known };
  }
  // With a reference the short id has nothing to add: it may be another call of the same second.
  if (byRef !== null) return { byRef, byId: null };
  for (const id of lookup.ids(keyOf.shortId(event.shortId))) {
    const facts = lookup.facts(id);
    if (!facts || !fits(facts.party, event.party) || !fits(facts.ddi, event.ddi)) continue;
    // Another full id of the same second is another call; only one known by its short id may turn out to have it.
    if (event.fullId !== null && facts.fullIds.length > 0) continue;
    return { byRef, byId: id };
  }
  return { byRef, byId: null };
}
