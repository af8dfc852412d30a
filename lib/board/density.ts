// Which layout of the agents' wall fits so many people, without flapping when one comes or goes.

export const densities = ['xl', 'l', 'm', 's', 'mosaic', 'bands', 'grid'] as const;
export type Density = (typeof densities)[number];

/** Most agents of each layout that names them all on one screen; above the last one the grid scrolls. */
const upTo: readonly (readonly [Density, number])[] = [
  ['xl', 12],
  ['l', 24],
  ['m', 40],
  ['s', 80],
];
const hysteresisAgents = 2;
const hysteresisMs = 60_000;

export interface DensityChoice {
  readonly density: Density;
  /** Since when the count has been just outside of what fits; null while it fits. */
  readonly outsideSince: number | null;
}

export function densityFor(count: number): Density {
  for (const [density, most] of upTo) if (count <= most) return density;
  return 'grid';
}

/**
 * Keeps the layout while the count strays by up to 2 agents for up to 60 s. Never keeps one that cannot hold them all.
 * @param now Unix ms
 */
export function chooseDensity(previous: DensityChoice | null, count: number, now: number): DensityChoice {
  const best = densityFor(count);
  if (!previous || best === previous.density) return { density: best, outsideSince: null };
  const larger = count > (upTo.find(([density]) => density === previous.density)?.[1] ?? Number.POSITIVE_INFINITY);
  const near = densityFor(count + hysteresisAgents) === previous.density;
  const since = previous.outsideSince ?? now;
  if (larger || !near || now - since >= hysteresisMs) return { density: best, outsideSince: null };
  return { density: previous.density, outsideSince: since };
}
