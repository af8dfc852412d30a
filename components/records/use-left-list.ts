// Which list somebody came from, so that the way back finds it as it was left.
'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';

const key = ['left-list'] as const;

/** The address behind the page's own, with its question mark; '' = none. */
export function useLeftList(): string {
  return useQueryClient().getQueryData<string>(key) ?? '';
}

/** Remembers the present address. */
export function useLeaveList(): () => void {
  const client = useQueryClient();
  return useCallback(() => void client.setQueryData(key, window.location.search), [client]);
}
