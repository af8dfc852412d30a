// What can be read from where somebody stands. The floor is the size at which a letter fills ten minutes of arc, in
// parts of the screen's height; from it follows which layouts name people legibly. Cap height of the typeface: 0.71 em.
import type { Density } from './density.ts';

/** Nothing on a wall is smaller, however near one stands. Percent of the screen's height. */
const leastPercent = 2.2;
/** Size of the names, percent of the height, and most people on one screen. The others show no names. */
const named = [
  ['xl', 4.6, 12],
  ['l', 3.7, 24],
  ['m', 3, 40],
  ['s', 3, 80],
] as const satisfies readonly (readonly [Density, number, number])[];
/** Beyond this many a mosaic has no place either. */
const mosaicUpTo = 300;

/** @returns percent of the screen's height, at least 2.2 */
export function floorPercent(inches: number, metres: number): number {
  return Math.max(leastPercent, (33 * metres) / inches);
}

/** Most agents on one screen whose names can be read; 0 = none can. */
export function legibleCount(inches: number, metres: number): number {
  const floor = floorPercent(inches, metres);
  return Math.max(0, ...named.filter(([, size]) => size >= floor).map(([, , count]) => count));
}

/** The smallest whole diagonal at which the names of so many can be read; null = so many are never named. */
export function inchesFor(count: number, metres: number): number | null {
  const roomy = named.find(([, , most]) => count <= most);
  return roomy ? Math.ceil((33 * metres) / roomy[1]) : null;
}

/**
 * The layout for so many on a screen nobody scrolls: as many as fit, but never names nobody can read.
 * @param wanted what the count alone asks for
 */
export function legibleDensity(wanted: Density, count: number, inches: number, metres: number): Density {
  if (wanted === 'grid') return count <= mosaicUpTo ? 'mosaic' : 'bands';
  const floor = floorPercent(inches, metres);
  const from = named.findIndex(([density]) => density === wanted);
  return named.slice(0, from + 1).findLast(([, size]) => size >= floor)?.[0] ?? 'xl';
}

/** Of one layout: how many it names, and whether they can be read; null = it shows no names. */
export function namesIn(density: Density): { readonly count: number; readonly percent: number } | null {
  const row = named.find(([one]) => one === density);
  return row ? { count: row[2], percent: row[1] } : null;
}
