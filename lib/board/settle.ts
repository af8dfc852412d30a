// Inputs that are no calls and no polls: what an operator entered, the answer to a question about one call, the state
// of a source. Decides what each may change; a name or a target never ends a call.
import { isAgent, memoryOf, openCalls, touchAgent } from './agent-record.ts';
import { becameQueue } from './decide.ts';
import type { Draft } from './draft.ts';
import type { CallAsked, SettingsChanged, SourceChanged } from './input.ts';
import { placeCall } from './place-call.ts';
import { writeQueue } from './queue-record.ts';
import { schedule } from './schedule.ts';
import { isUsable } from './usable-name.ts';

export function settleSettings(draft: Draft, input: SettingsChanged): void {
  for (const [extension, settings] of Object.entries(input.agents ?? {})) {
    if (!isUsable(extension)) continue;
    const memory = memoryOf(draft, extension);
    draft.agentMemory.set(extension, { ...memory, settings });
    const known = draft.agents.get(extension);
    // Settings make no agent: it appears with the first poll or event.
    if (known || (isAgent(draft, extension) && (memory.polled !== null || memory.heardAt !== null))) {
      touchAgent(draft, extension, input.at, null);
      if (!known) for (const id of openCalls(draft, extension)) touchAgent(draft, extension, input.at, id);
    }
  }
  let ddisMoved = false;
  for (const [number, settings] of Object.entries(input.queues ?? {})) {
    if (!isUsable(number)) continue;
    if (settings === null && !draft.queues.get(number)) continue;
    ddisMoved = true;
    const copy = settings && {
      ...settings,
      ddis: [...settings.ddis],
      hours: settings.hours,
    };
    if (writeQueue(draft, number, { settings: copy })) becameQueue(draft, number, input.at);
  }
  if (!ddisMoved) return;
  // Targets and DDIs hold for the calls on the board; what was counted before stays counted as it was.
  for (const id of [...draft.calls.keys()]) {
    const facts = draft.facts.get(id);
    if (facts) placeCall(draft, facts, input.at);
  }
}

/** callInfo: once it has answered for a live call, its "no such call" ends one, unless an event came since the question. */
export function settleAsked(draft: Draft, input: CallAsked): void {
  const facts = draft.facts.get(input.callId);
  const call = draft.calls.get(input.callId);
  if (input.live && !draft.memory().askable) draft.setMemory({ askable: true });
  if (!facts || !call || call.state === 'ended') return;
  if (input.live) {
    schedule(draft, call, { ...facts, vouchedAt: Math.max(facts.vouchedAt ?? 0, input.askedAt) });
  } else if (draft.memory().askable && facts.lastAt < input.askedAt) {
    placeCall(draft, { ...facts, ended: { at: input.at, n: draft.memory().heard } }, input.at);
  }
}

export function settleSource(draft: Draft, input: SourceChanged): void {
  const { pbx, hooks } = input;
  if (pbx) {
    draft.setSource({ pbx: pbx.state, pbxWhy: pbx.why, ...(pbx.state === 'live' ? { pbxAt: input.at } : {}) });
  }
  if (hooks) {
    draft.setSource({
      hooks: hooks.state,
      hooksWhy: hooks.why,
      ...(hooks.state === 'live' ? { hooksAt: input.at } : {}),
    });
  }
}
