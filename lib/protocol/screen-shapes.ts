// What is said about screens: how one asks to be paired, what it was given to show, and how it says it is well.
import * as z from 'zod/mini';
import { locales } from '../i18n/locale.ts';

/** A wall page a screen may be given: one that fits its screen, so never the scrolling grid. */
const wallPath = z
  .string()
  .check(z.regex(/^\/wall(\/calls|\/queues\/[0-9]{2,6}|\/agents(\?density=(xl|l|m|s|mosaic|bands))?)?$/));
/** How long one page stays before the next, seconds. */
export const pageSeconds = { least: 12, most: 3_600, usual: 30 } as const;
export const mostPages = 6;

export const ScreenPage = z.strictObject({
  path: wallPath,
  seconds: z.int().check(z.gte(pageSeconds.least), z.lte(pageSeconds.most)),
});
const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(60), z.regex(/^\P{Cc}*$/u));

const settings = {
  name,
  /** Shown in turn; one alone stays. */
  pages: z.array(ScreenPage).check(z.minLength(1), z.maxLength(mostPages)),
  /** Diagonal of the screen. */
  inches: z.number().check(z.gte(7), z.lte(300)),
  /** From the eye to the screen. */
  metres: z.number().check(z.gte(0.3), z.lte(50)),
  theme: z.enum(['dark', 'light']),
  locale: z.enum(locales),
};
export const ScreenSettings = z.strictObject(settings);
export type ScreenSettings = z.infer<typeof ScreenSettings>;

/** Eight consonants; people may type small letters and leave the dash out. */
export const PairingCode = z
  .string()
  .check(z.regex(/^[B-DF-HJ-NP-TV-XZb-df-hj-np-tv-xz]{4}-?[B-DF-HJ-NP-TV-XZb-df-hj-np-tv-xz]{4}$/));
const pixels = z.int().check(z.gte(1), z.lte(20_000));

export const AskPairing = z.strictObject({ width: pixels, height: pixels });
export const PairingAsked = z.object({
  /** `WDJB-MJHT`, to be read out. */
  code: z.string(),
  /** Known to this screen alone: with it the screen asks whether it was let in. */
  secret: z.string(),
  /** Unix ms, by the server's clock. */
  expiresAt: z.number(),
  now: z.number(),
});
export const ClaimPairing = z.strictObject({ secret: z.string().check(z.regex(/^[A-Za-z0-9_-]{43}$/)) });
export const PairingClaimed = z.object({
  /** `expired`: ask anew. `paired`: the answer set the screen's cookie. */
  state: z.enum(['waiting', 'expired', 'paired']),
  /** What the screen was named; only when paired. */
  name: z.optional(z.string()),
});

/** For whoever compares the code and lets the screen in. */
export const PairingRequest = z.object({
  code: z.string(),
  askedAt: z.number(),
  expiresAt: z.number(),
  address: z.string(),
  browser: z.nullable(z.string()),
  width: z.number(),
  height: z.number(),
});

/** What a screen says of itself, on its socket. */
export const ScreenReport = z.strictObject({
  width: pixels,
  height: pixels,
  /** Which build of the pages it runs. */
  build: z.string().check(z.maxLength(40)),
  /** When the server told it the newest of what it shows, Unix ms; null = nothing yet. */
  dataAt: z.nullable(z.number()),
});
export type ScreenReport = z.infer<typeof ScreenReport>;

export const Screen = z.object({
  id: z.string(),
  ...settings,
  createdAt: z.number(),
  pairedBy: z.string(),
  /** A socket of it is open now. */
  connected: z.boolean(),
  /** When it last said anything, to the minute once it is gone; null = never came. */
  seenAt: z.nullable(z.number()),
  report: z.nullable(ScreenReport),
});
export type Screen = z.infer<typeof Screen>;
export const Screens = z.object({
  screens: z.array(Screen),
  /** What the server runs: a screen with another build reloads by itself. */
  build: z.string(),
  now: z.number(),
});
export const ScreenChanged = z.object({ screen: Screen });

/** For the screen itself. */
export const OwnScreen = z.object({ screen: z.object({ id: z.string(), ...settings }), build: z.string() });
