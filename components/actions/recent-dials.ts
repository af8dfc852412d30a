// When each extension last dialled each number from this page, so that a repetition is asked about.
'use client';
import { createContext, useContext } from 'react';

/** `extension>number` → Unix ms, server's clock. */
export type RecentDials = Map<string, number>;
export const RecentDialsContext = createContext<RecentDials | null>(null);

export function useRecentDials(): RecentDials {
  const recent = useContext(RecentDialsContext);
  if (!recent) throw new Error('ActionsProvider is missing above this component');
  return recent;
}
