// Where the picture stands so that it does not burn into a screen that shows it for years: seen by nobody, measured in
// shares of the picture's height.

/** One place each 3 minutes. */
const stepMs = 3 * 60_000;
const mirrorMs = 60 * 60_000;
const path: readonly (readonly [number, number])[] = [
  [0, 0],
  [0.4, 0.2],
  [0.2, -0.4],
  [-0.2, 0.4],
  [-0.4, -0.2],
  [0.3, 0.4],
  [-0.3, -0.4],
];

export interface StagePlace {
  /** Per cent of the picture's height, at most 0.4 either way. */
  readonly x: number;
  readonly y: number;
  /** The two sides of the header change places every hour. */
  readonly mirrored: boolean;
}

/** @param now Unix ms */
export function stagePlace(now: number): StagePlace {
  const [x, y] = path[Math.floor(now / stepMs) % path.length] ?? [0, 0];
  return { x, y, mirrored: Math.floor(now / mirrorMs) % 2 === 1 };
}
