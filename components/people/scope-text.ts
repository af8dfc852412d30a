// A scope as people type it: numbers of queues, and agents with a plus in front. Empty means everything.
import type { Scope } from '../../lib/protocol/scope.ts';

export function scopeText(scope: Scope): string {
  return scope === null ? '' : [...scope.queues, ...scope.agents.map((agent) => `+${agent}`)].join(' ');
}

/** undefined = it cannot be read. */
export function readScopeText(text: string): Scope | undefined {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  if (words.length === 0) return null;
  if (words.some((word) => !/^\+?[0-9]{2,6}$/.test(word))) return undefined;
  return {
    queues: words.filter((word) => !word.startsWith('+')),
    agents: words.filter((word) => word.startsWith('+')).map((word) => word.slice(1)),
  };
}
