// Reads which agents stand in which queue. The manual shows no answer, so three shapes are taken.

import { isExtension } from './agents.ts';
import { canonicalKeys, isObject, openAnswer, type Reading, textOf, unreadable } from './answer.ts';

export interface QueueMembership {
  readonly name: string | null;
  /** Extensions, each once, in the PBX's order. */
  readonly members: readonly string[];
}

export function readQueues(text: string): Reading<Readonly<Record<string, QueueMembership>>> {
  const answer = openAnswer(text, false);
  if (!answer.ok) return answer;
  const queues: Record<string, QueueMembership> = {};
  let count = readInto(queues, answer.value);
  if (count === 0 && isObject(answer.value)) {
    // `{"colas": …}`: one wrapping key.
    for (const inner of Object.values(answer.value)) count += readInto(queues, inner);
  }
  return count === 0 ? unreadable : { ok: true, value: queues };
}

function readInto(queues: Record<string, QueueMembership>, value: unknown): number {
  let count = 0;
  const add = (key: string, name: string | null, agents: unknown) => {
    const split = key.indexOf('_');
    const number = (split < 0 ? key : key.slice(0, split)).trim();
    if (!isExtension(number) || typeof agents !== 'object') return;
    const inKey = split < 0 ? '' : key.slice(split + 1).trim();
    const own = (name?.trim() || inKey).slice(0, 80);
    queues[number] = { name: own === '' ? null : own, members: membersOf(agents) };
    count += 1;
  };
  if (Array.isArray(value)) {
    for (const item of value) {
      if (!isObject(item)) continue;
      const fields = canonicalKeys(item);
      add(textOf(fields.get('cola')) ?? '', textOf(fields.get('nombre')), fields.get('agentes') ?? []);
    }
  } else if (isObject(value)) {
    for (const [key, agents] of Object.entries(value)) add(key, null, agents);
  }
  return count;
}

function membersOf(agents: unknown): readonly string[] {
  const named = Array.isArray(agents) ? agents.map(memberOf) : isObject(agents) ? Object.keys(agents) : [];
  return [...new Set(named.map((number) => number.trim()).filter(isExtension))];
}

function memberOf(item: unknown): string {
  if (!isObject(item)) return textOf(item) ?? '';
  const fields = canonicalKeys(item);
  return textOf(fields.get('agente') ?? fields.get('extension')) ?? '';
}
