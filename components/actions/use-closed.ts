// Whether a call would leave outside the hours of the house: the queue called is closed, or all queues of the one who
// calls are. Without hours everything is always open.
'use client';
import { useTimeZone } from 'use-intl/react';
import type { Agent, Queue } from '../../lib/protocol/board.ts';
import { isOpen } from '../../lib/time/opening-hours.ts';
import { useBoardNow } from '../live/connection.tsx';

/** What is looked at of a board. */
interface Part {
  readonly agents: Readonly<Record<string, Pick<Agent, 'queues'>>>;
  readonly queues: Readonly<Record<string, Pick<Queue, 'hours'>>>;
}

/** @param now Unix ms @param zone of the house */
export function isClosed(board: Part, extension: string, number: string, inside: boolean, now: number, zone: string) {
  const called = board.queues[number];
  if (called) return !isOpen(called.hours, now, zone);
  const own = board.agents[extension]?.queues.flatMap((queue) => board.queues[queue] ?? []) ?? [];
  return !inside && own.length > 0 && own.every(({ hours }) => !isOpen(hours, now, zone));
}

export function useClosed(): (extension: string, number: string, inside: boolean, now: number) => boolean {
  const boardNow = useBoardNow();
  const zone = useTimeZone() ?? 'UTC';
  return (extension, number, inside, now) => {
    const board = boardNow();
    return board !== null && isClosed(board, extension, number, inside, now, zone);
  };
}
