// The pages a screen may be given, as choices with names.
'use client';
import { useTranslations } from 'use-intl/react';
import type { Density } from '../../lib/board/density.ts';

export interface PageChoice {
  readonly path: string;
  readonly label: string;
}
const asked = ['xl', 'l', 'm', 's', 'mosaic', 'bands'] as const satisfies readonly Density[];

/** @param queues number and name */
export function usePageChoices(queues: readonly (readonly [string, string])[]): readonly PageChoice[] {
  const t = useTranslations('screens.kinds');
  return [
    { path: '/wall', label: t('overview') },
    { path: '/wall/agents', label: t('agents') },
    ...asked.map((density) => ({ path: `/wall/agents?density=${density}`, label: t(density) })),
    ...queues.map(([number, name]) => ({ path: `/wall/queues/${number}`, label: t('queue', { name }) })),
    { path: '/wall/calls', label: t('calls') },
  ];
}

/** Which layout of agents a page asks for; null = none, or whatever can be read. */
export const densityOf = (path: string): Density | null => asked.find((one) => path.endsWith(`=${one}`)) ?? null;
