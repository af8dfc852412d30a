// Finding calls without changing anything: by any of their names, by an event, or because they have been quiet for long.
import type { Call } from '../protocol/board.ts';
import { deriveCall } from './derive-call.ts';
import { startDraft } from './draft.ts';
import type { CallHeard } from './input.ts';
import { keyOf, matchCall } from './keys.ts';
import { DOUBT_RING_MS, DOUBT_WAIT_MS } from './limits.ts';
import { own, shardGet } from './shards.ts';
import type { BoardState } from './state.ts';

/** By our id, our reference or any PBX id; open, on the board, or ended within the last hour. A short id: the first. */
export function findCall(state: BoardState, id: string): Call | null {
  const { board, memory } = state;
  const keyed = () =>
    [keyOf.former(id), keyOf.ref(id), keyOf.fullId(id), keyOf.shortId(id)]
      .map((key) => shardGet(memory.keys, key)?.[0])
      .find((found) => found !== undefined);
  const found = shardGet(memory.calls, id) ? id : keyed();
  if (found === undefined) return null;
  const shown = own(board.calls, found);
  if (shown) return shown;
  const facts = shardGet(memory.calls, found);
  return facts ? deriveCall(facts, startDraft(state).context).call : null;
}

/** The id of the call an event belongs to, asked after the event was applied; null before. */
export function callFor(state: BoardState, event: CallHeard): string | null {
  const { byRef, byId } = matchCall(startDraft(state).lookup, event);
  return byRef ?? byId;
}

/**
 * Open calls worth asking callInfo about, the quietest first: those that ring or wait without a sign of life, and those
 * that talk where a later call does too. Somebody who goes from call to call is never seen free by a poll.
 */
export function doubts(state: BoardState, now: number): string[] {
  const quiet: { id: string; at: number }[] = [];
  for (const [id, call] of Object.entries(state.board.calls)) {
    if (call.state === 'ended' || (call.state === 'talking' && !isOvertaken(state, call))) continue;
    const facts = shardGet(state.memory.calls, id);
    if (!facts) continue;
    const at = Math.max(facts.lastAt, facts.vouchedAt ?? 0);
    if (now - at >= (call.state === 'waiting' ? DOUBT_WAIT_MS : DOUBT_RING_MS)) quiet.push({ id, at });
  }
  return quiet.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).map((one) => one.id);
}

/** Does somebody who talks in this call talk in one that was answered later? */
function isOvertaken(state: BoardState, call: Call): boolean {
  const talking = (of: Call, extension: string) =>
    of.legs.find((leg) => leg.extension === extension && leg.state === 'talking')?.answerAt ?? null;
  return call.legs.some(({ extension }) => {
    const since = talking(call, extension);
    if (since === null) return false;
    const others = own(state.board.agents, extension)?.calls ?? [];
    return others.some((id) => {
      const other = id === call.id ? undefined : own(state.board.calls, id);
      return other !== undefined && (talking(other, extension) ?? since) > since;
    });
  });
}
