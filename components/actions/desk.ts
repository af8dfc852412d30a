// What stands above the sheets of one page: every order's feedback by the place it was given at, what is typed in each
// extension's number box, and until when a number is guarded. It is forgotten with the page and sent nowhere.
'use client';
import { createContext, useContext, useSyncExternalStore } from 'react';
import { type CallFeedback, idle } from './call-feedback.ts';
import { type CutFeedback, uncut } from './cut-feedback.ts';
import { createKept, type Kept } from './kept.ts';

export interface Draft {
  readonly text: string;
  /** What Enter was pressed on last, or what is to be called back: looked up at once, not when typing rests. */
  readonly entered: string;
  /** The call is asked for, and no button has taken it up yet. */
  readonly wanted: boolean;
}
export interface Dial {
  /** When it was dialled last, server's clock; null = only refused. */
  readonly at: number | null;
  /** Until when the same is refused, server's clock. Unix ms. */
  readonly until: number;
}
export const untyped: Draft = { text: '', entered: '', wanted: false };
const undialled: Dial = { at: null, until: 0 };

export interface Desk {
  /** By the place of the button. */
  readonly calls: Kept<CallFeedback>;
  /** By extension. */
  readonly cuts: Kept<CutFeedback>;
  /** By extension. */
  readonly drafts: Kept<Draft>;
  /** By {@link dialKey}. */
  readonly dials: Kept<Dial>;
}
/** @param number as the PBX gets it, where that is known */
export const dialKey = (extension: string, number: string): string => `${extension}>${number}`;

export function createDesk(): Desk {
  return {
    calls: createKept(idle),
    cuts: createKept(uncut),
    drafts: createKept(untyped),
    dials: createKept(undialled),
  };
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error('The action sheet is missing above this component');
  return desk;
}

export function useKept<T>(kept: Kept<T>, key: string): T {
  return useSyncExternalStore(
    kept.subscribe,
    () => kept.get(key),
    () => kept.get(key),
  );
}
