// Who is signed in here, asked once per page.
'use client';
import { useQuery } from '@tanstack/react-query';
import { WhoAmI } from '../../lib/protocol/endpoint-shapes.ts';
import { type Action, may } from '../../lib/protocol/permissions.ts';
import { ask } from './api.ts';

export function useWhoAmI() {
  const { data } = useQuery({
    queryKey: ['who-am-i'],
    queryFn: () => ask(WhoAmI, 'GET', '/api/v1/session'),
    staleTime: 5 * 60_000,
  });
  return data?.user ?? null;
}

/** false while it is not known. */
export function useMay(action: Action): boolean {
  const user = useWhoAmI();
  return user !== null && may(user.role, action);
}
