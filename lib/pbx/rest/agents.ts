// Reads who is free, busy or gone. Made for 5,000 extensions a poll: one loop, no schema per entry, and one shared
// object per distinct word.
import type { AgentState } from '../../protocol/board.ts';
import { agentStateOf } from '../words.ts';
import { canonicalKeys, isObject, openAnswer, type Reading, textOf, unreadable } from './answer.ts';

export interface AgentWord {
  readonly state: AgentState;
  /** As the PBX wrote it, at most 64 characters. */
  readonly word: string;
}

const extension = /^\d[\d*#]{0,19}$/;
export const isExtension = (text: string) => extension.test(text);

/** `{"116":"Libre"}`, also inside one outer key, or a list of `{agente, estado}`. */
export function readAgents(text: string): Reading<Readonly<Record<string, AgentWord>>> {
  const answer = openAnswer(text, false);
  if (!answer.ok) return answer;
  const agents: Record<string, AgentWord> = {};
  const words = new Map<string, AgentWord>();
  const add = (number: string, value: unknown) => {
    const raw = textOf(value);
    if (raw === null || !isExtension(number)) return;
    let word = words.get(raw);
    if (!word) {
      const shown = raw.trim().slice(0, 64);
      word = { state: agentStateOf(shown), word: shown };
      words.set(raw, word);
    }
    agents[number] = word;
  };
  const addAll = (value: unknown) => {
    if (Array.isArray(value)) {
      for (const item of value) {
        if (!isObject(item)) continue;
        const fields = canonicalKeys(item);
        add(textOf(fields.get('agente') ?? fields.get('extension'))?.trim() ?? '', fields.get('estado'));
      }
    } else if (isObject(value)) {
      for (const key in value) add(key, value[key]);
    }
  };
  addAll(answer.value);
  if (isObject(answer.value) && words.size === 0) {
    for (const inner of Object.values(answer.value)) if (typeof inner === 'object') addAll(inner);
  }
  return words.size === 0 ? unreadable : { ok: true, value: agents };
}
