// How a lost call is drawn: hatched, so that it is told apart without its colour.
import type { CSSProperties } from 'react';

export const abandonedLook: CSSProperties = {
  background:
    'repeating-linear-gradient(135deg, var(--warn) 0 3px, color-mix(in oklab, var(--warn) 55%, var(--bg)) 3px 5px)',
};
