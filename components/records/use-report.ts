// What a report asks: the figures of a span by group, and those of the span before it to compare with.
'use client';
import { useQuery } from '@tanstack/react-query';
import { Summary } from '../../lib/protocol/record-shapes.ts';
import type { ReportGroup } from '../../lib/records/report-link.ts';
import { ask } from '../actions/api.ts';

/** @param query as the API takes it; null = not known yet. @param groupBy null = the total alone */
export function useReport(query: string | null, groupBy: ReportGroup | null) {
  return useQuery({
    queryKey: ['records', 'report', query, groupBy],
    enabled: query !== null,
    queryFn: ({ signal }) => {
      const wanted = new URLSearchParams(query ?? '');
      if (groupBy !== null) wanted.set('groupBy', groupBy);
      return ask(Summary, 'GET', `/api/v1/records/summary?${wanted}`, { signal });
    },
    staleTime: 60_000,
  });
}
