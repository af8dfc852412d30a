// What goes into and comes out of the endpoints about privacy: one number found and erased, and how long things are kept.
import * as z from 'zod/mini';

/** Every place where an outside number may be stored. */
export const placeNames = [
  'board',
  'checkpoints',
  'log',
  'dead_letters',
  'calls',
  'records',
  'orders',
  'answers',
] as const;
export type PlaceName = (typeof placeNames)[number];

const atOrNull = z.nullable(z.number());
const number = z.string().check(z.minLength(1), z.maxLength(64));

export const NumberAsked = z.strictObject({ number });
export const EraseAsked = z.strictObject({
  number,
  /** Its last four digits, typed by whoever wants it gone. */
  confirm: z.string().check(z.regex(/^[0-9]{4}$/)),
});

/** Why it cannot be erased now. */
export const blocks = ['number_in_use', 'own_number'] as const;

export const NumberFound = z.object({
  /** As it was read: `+351912345678`, or digits when nobody can tell the country. */
  number: z.string(),
  places: z.array(
    z.object({
      name: z.enum(placeNames),
      /** Rows or calls that have it. */
      count: z.number(),
      /** Unix ms. */
      oldestAt: atOrNull,
      newestAt: atOrNull,
    }),
  ),
  /** null = it can be erased. */
  blocked: z.nullable(z.enum(blocks)),
});
export type NumberFound = z.infer<typeof NumberFound>;

/** The last one since the start of the server. */
export const Erasure = z.object({
  state: z.enum(['running', 'done', 'failed']),
  /** Masked. */
  number: z.string(),
  startedAt: z.number(),
  endedAt: atOrNull,
  /** Rows looked at, of so many. */
  seen: z.number(),
  total: z.number(),
  /** What was changed so far. */
  places: z.array(z.object({ name: z.enum(placeNames), changed: z.number() })),
  /**
   * The bytes on the disk. `clean`: they hold it no longer. `rewritten`: the file was written anew for that. `left`: it
   * was, and its digits are still there, within a longer number or where nobody looks. `failed`: the rows are changed,
   * but not every byte could be. `server`: a database server's files are its operator's affair.
   */
  file: z.nullable(z.enum(['clean', 'rewritten', 'left', 'failed', 'server'])),
});
export type Erasure = z.infer<typeof Erasure>;
export const ErasureAnswer = z.object({ erasure: Erasure });
export const LastErasure = z.object({ erasure: z.nullable(Erasure) });
