// Everything there is about one call: the PBX's tickets, our own log of it, and, while it runs, the live board.
'use client';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Board, Call } from '../../lib/protocol/board.ts';
import { CallAnswer } from '../../lib/protocol/endpoint-shapes.ts';
import { RelatedRecords } from '../../lib/protocol/record-shapes.ts';
import { callStory } from '../../lib/records/call-story.ts';
import { ask, failureOf } from '../actions/api.ts';
import { useBoardSelector } from '../live/connection.tsx';

/** What is not found is nothing, and no failure. */
async function orNothing<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    const { code } = failureOf(error);
    if (code === 'not_found' || code === 'invalid_input') return null;
    throw error;
  }
}

const sameCall = (a: Call | null, b: Call | null) => a === b;

/**
 * @param id any PBX id of the call, or the key of one of its records
 * @param withLog asks our own log and the PBX too; else the tickets and the live board alone, for a glance
 */
export function useCallStory(id: string, withLog: boolean) {
  const tickets = useQuery({
    queryKey: ['records', 'call', id],
    queryFn: ({ signal }) =>
      orNothing(ask(RelatedRecords, 'GET', `/api/v1/records/${encodeURIComponent(id)}`, { signal })),
  });
  const rows = useMemo(() => tickets.data?.rows ?? [], [tickets.data]);
  /** A key of ours is no id of the PBX. */
  const pbxId = rows[0]?.id ?? id;
  const log = useQuery({
    queryKey: ['call-facts', pbxId],
    enabled: withLog && !tickets.isPending,
    queryFn: ({ signal }) =>
      orNothing(ask(CallAnswer, 'GET', `/api/v1/calls/${encodeURIComponent(pbxId)}`, { signal })),
  });
  const select = useCallback(
    (board: Board): Call | null =>
      Object.values(board.calls).find((call) => call.id === pbxId || call.pbxIds.includes(pbxId)) ?? null,
    [pbxId],
  );
  const live = useBoardSelector(select, sameCall);
  const call = live ?? log.data?.call ?? null;
  const story = useMemo(() => callStory(rows, call), [rows, call]);
  return {
    rows,
    call,
    story,
    events: log.data?.events ?? [],
    pbx: log.data?.pbx ?? null,
    /** The log was asked and has answered, whatever it knew. */
    complete: !log.isPending,
    pending: tickets.isPending || (withLog && rows.length === 0 && log.isPending),
    error: tickets.error,
    retry: () => void tickets.refetch(),
  } as const;
}
