// Asks for the rows of a view, page after page, and for its totals by time. Both are of one filter, so they agree; what
// came in since then waits until somebody asks for it.
'use client';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { RecordsPage, Summary } from '../../lib/protocol/record-shapes.ts';
import type { Bin } from '../../lib/records/histogram.ts';
import { ask } from '../actions/api.ts';

const pageSize = 100;
const noCursor: string | null = null;
/** How often it is asked whether rows came in. */
const newRowsMs = 30_000;
/** From here on a question can be cancelled. */
const slowMs = 2_000;

/** @param query as the API takes it; null = not known yet */
export function useRecordRows(query: string | null, sort: string) {
  return useInfiniteQuery({
    queryKey: ['records', 'rows', query, sort],
    enabled: query !== null,
    initialPageParam: noCursor,
    queryFn: ({ pageParam, signal }) => {
      const wanted = new URLSearchParams(query ?? '');
      wanted.set('sort', sort);
      wanted.set('pageSize', String(pageSize));
      wanted.set('total', 'no');
      if (pageParam !== null) wanted.set('cursor', pageParam);
      return ask(RecordsPage, 'GET', `/api/v1/records?${wanted}`, { signal });
    },
    getNextPageParam: (page) => page.next,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function useRecordTotals(query: string | null, bin: Bin) {
  return useQuery({
    queryKey: ['records', 'totals', query, bin],
    enabled: query !== null,
    queryFn: ({ signal }) => {
      const wanted = new URLSearchParams(query ?? '');
      wanted.set('groupBy', bin);
      return ask(Summary, 'GET', `/api/v1/records/summary?${wanted}`, { signal });
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Rows that came in since the totals were told; 0 while nothing is known. */
export function useNewRows(query: string | null, shown: number | null, running: boolean): number {
  const { data } = useQuery({
    queryKey: ['records', 'count', query],
    enabled: query !== null && shown !== null && running,
    queryFn: ({ signal }) => ask(Summary, 'GET', `/api/v1/records/summary?${query ?? ''}`, { signal }),
    refetchInterval: newRowsMs,
    gcTime: 0,
  });
  return data && shown !== null ? Math.max(0, data.total.count - shown) : 0;
}

/** Begins everything of the records anew. */
export function useFreshRecords(): () => void {
  const client = useQueryClient();
  return () => void client.resetQueries({ queryKey: ['records'] });
}

/** Ends the questions that run. */
export function useCancelRecords(): () => void {
  const client = useQueryClient();
  return () => void client.cancelQueries({ queryKey: ['records'] });
}

/** true when something has been going on for two seconds. */
export function useSlow(going: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!going) return;
    const timer = setTimeout(() => setSlow(true), slowMs);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [going]);
  return going && slow;
}
