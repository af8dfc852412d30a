// Why nothing can be dialled or cut just now; null = it can.
'use client';
import { useTranslations } from 'use-intl/react';
import { may } from '../../lib/protocol/permissions.ts';
import { useConnection, useSource } from '../live/connection.tsx';
import { useWhoAmI } from './use-who-am-i.ts';

export function useBlocked(): string | null {
  const t = useTranslations('actions.blocked');
  const { phase } = useConnection();
  const source = useSource();
  const user = useWhoAmI();
  if (phase === 'lost' || phase === 'outdated') return t('lost');
  if (phase === 'connecting' || !source) return t('connecting');
  if (source.pbx === 'down') return t('pbxDown');
  if (user && !may(user.role, 'call.place')) return t('notPermitted');
  return null;
}
