// Why something needs attention, in the words of this page's language.
'use client';
import { useCallback } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Condition } from '../../lib/board/attention.ts';
import type { Board } from '../../lib/protocol/board.ts';

/** `word` is what the PBX calls the agent's state, for the one condition that is about it. */
export function useWhyOf(): (condition: Condition, word: string | null) => string {
  const t = useTranslations('wall.attention');
  return useCallback(({ code }, word) => (code === 'unknown_word' ? `“${word ?? ''}”` : t(code)), [t]);
}

/** What it is about: an agent's short name, or a queue's. */
export function subjectOf(condition: Condition, board: Board, names: ReadonlyMap<string, string>): string {
  const queue = condition.kind === 'queue' ? board.queues[condition.id] : undefined;
  return queue?.name ?? names.get(condition.id) ?? condition.id;
}
