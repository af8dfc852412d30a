// How the one area of an alarm looks: filled at first, an outline once it has stood for long, so that it does not burn
// into the screen.
'use client';
import type { Alarm } from '../../lib/board/alarms.ts';
import { useOver } from './use-over.ts';

const filledMs = 10 * 60_000;

export function useAlarmLook(alarms: readonly Alarm[]): 'calm' | 'alarm' | 'standing' {
  const severe = alarms.filter((one) => one.severity === 1);
  const newest = severe.reduce((at, one) => Math.max(at, one.shownAt), 0);
  const long = useOver(newest, severe.length > 0 ? filledMs : null, false);
  if (severe.length === 0) return 'calm';
  return long ? 'standing' : 'alarm';
}
