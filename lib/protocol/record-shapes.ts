// What goes into and comes out of the endpoints about call records. A filter that makes no sense is refused with the
// field's name; what is left out limits nothing.
import * as z from 'zod/mini';
import { fewestDigits } from '../records/number-digits.ts';
import { instantOf } from './audit.ts';
import { callResults } from './board.ts';

export const recordKinds = ['calls', 'queue'] as const;
export type RecordKind = (typeof recordKinds)[number];
export const recordStatuses = callResults;
export type RecordStatus = (typeof recordStatuses)[number];
export const recordSorts = ['startedAt', 'durationMs', 'waitMs', 'talkMs'] as const;
export type RecordSort = (typeof recordSorts)[number];
export const recordGroups = ['hour', 'weekday_hour', 'day', 'agent', 'queue', 'ddi', 'status', 'quarter_hour'] as const;
export type RecordGroup = (typeof recordGroups)[number];

const at = z.number();
const orNull = <T extends z.ZodMiniType>(schema: T) => z.nullable(schema);
const instant = z.string().check(
  z.maxLength(40),
  z.refine((text) => instantOf(text) !== null, 'an instant: ISO 8601 or Unix ms'),
);
const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .check(
      z.refine(
        (text) => /^[0-9]{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most,
        `a whole number from ${least} to ${most}`,
      ),
    );
const seconds = wholeNumber(0, 604_800);
/** One or several, by commas. */
const listOf = (item: RegExp, words: string) =>
  z.string().check(
    z.maxLength(2_000),
    z.refine((text) => text.split(',').every((part) => item.test(part)), words),
  );
const extensions = listOf(/^[0-9]{2,6}$/, 'extensions of two to six digits, separated by commas');

/** What a set of records is asked for by. Durations and waits are seconds, instants ISO 8601 or Unix ms. */
export const recordFilterFields = {
  /** From this instant on. */
  from: z.optional(instant),
  /** Before this instant. */
  to: z.optional(instant),
  kind: z.optional(z.enum(recordKinds)),
  agent: z.optional(extensions),
  queue: z.optional(extensions),
  ddi: z.optional(listOf(/^\+?[0-9]{3,15}$/, 'called numbers, separated by commas')),
  /** In any spelling, or a part of it. */
  number: z.optional(
    z.string().check(
      z.maxLength(40),
      z.refine(
        (text) => /^[0-9+\s().\-/]*$/.test(text) && text.replace(/[^0-9]/g, '').length >= fewestDigits,
        `${fewestDigits} digits or more, with separators only`,
      ),
    ),
  ),
  direction: z.optional(z.enum(['in', 'out'])),
  /** One or several values of `result`, by commas. */
  status: z.optional(
    z
      .string()
      .check(
        z.refine(
          (text) => text.split(',').every((part) => recordStatuses.some((status) => status === part)),
          `one or several of ${recordStatuses.join(', ')}`,
        ),
      ),
  ),
  /** `no`: without those abandoned sooner than the queue's short limit; `yes`: those alone. */
  short: z.optional(z.enum(['yes', 'no'])),
  minDuration: z.optional(seconds),
  maxDuration: z.optional(seconds),
  minWait: z.optional(seconds),
  maxWait: z.optional(seconds),
  /** 1 = Monday to 7, of the house's zone. */
  weekday: z.optional(listOf(/^[1-7]$/, 'weekdays from 1 (Monday) to 7, separated by commas')),
  /** Hours of the day of the house's zone. */
  hour: z.optional(listOf(/^(1?[0-9]|2[0-3])$/, 'hours from 0 to 23, separated by commas')),
  /** Codes of outcomes, by commas. */
  outcome: z.optional(listOf(/^[a-z0-9_-]{1,40}$/, 'codes of outcomes, separated by commas')),
  /** Those of the caller's own extension alone; an agent sees no others. */
  mine: z.optional(z.enum(['true', 'false'])),
} as const;

const before = (from: string | undefined, to: string | undefined) =>
  from === undefined || to === undefined || (instantOf(from) ?? 0) < (instantOf(to) ?? 0);
const inOrder = (low: string | undefined, high: string | undefined) =>
  low === undefined || high === undefined || Number(low) <= Number(high);
type Bounds = { [K in 'from' | 'to' | 'minDuration' | 'maxDuration' | 'minWait' | 'maxWait']?: string | undefined };
const sensible = [
  z.refine<Bounds>(({ from, to }) => before(from, to), { path: ['to'], error: 'must be after `from`' }),
  z.refine<Bounds>(({ minDuration, maxDuration }) => inOrder(minDuration, maxDuration), {
    path: ['maxDuration'],
    error: 'must not be below `minDuration`',
  }),
  z.refine<Bounds>(({ minWait, maxWait }) => inOrder(minWait, maxWait), {
    path: ['maxWait'],
    error: 'must not be below `minWait`',
  }),
] as const;

const [defaultPage, defaultPageSize, lastRow] = [1, 50, 10_000];
type Paging = { page?: string | undefined; pageSize?: string | undefined; cursor?: string | undefined };
export const RecordsQuery = z
  .strictObject({
    ...recordFilterFields,
    page: z.optional(wholeNumber(1, lastRow)),
    pageSize: z.optional(wholeNumber(1, 200)),
    /** `next` of the page before, under the same filter and sort. */
    cursor: z.optional(z.string().check(z.regex(/^[A-Za-z0-9_-]{1,200}$/))),
    /** A field's name, `-` in front for descending. */
    sort: z.optional(
      z
        .string()
        .check(
          z.refine(
            (text) => recordSorts.some((sort) => sort === text.replace(/^-/, '')),
            `one of ${recordSorts.join(', ')}, \`-\` in front for descending`,
          ),
        ),
    ),
    /** `no`: rows come without waiting for the count; `total` is null. */
    total: z.optional(z.enum(['yes', 'no'])),
  })
  .check(
    ...sensible,
    z.refine(
      ({ page, pageSize }: Paging) => Number(page ?? defaultPage) * Number(pageSize ?? defaultPageSize) <= lastRow,
      { path: ['page'], error: `page × pageSize is at most ${lastRow}: go on by \`cursor\`` },
    ),
    z.refine(({ page, cursor }: Paging) => page === undefined || cursor === undefined, {
      path: ['cursor'],
      error: 'either `page` or `cursor`',
    }),
  );
export type RecordsQuery = z.infer<typeof RecordsQuery>;
export const recordPaging = { page: defaultPage, pageSize: defaultPageSize };

export const SummaryQuery = z
  .strictObject({
    ...recordFilterFields,
    /** One, or `hour,queue` and the like: two make keys of both. Left out: the total alone. */
    groupBy: z.optional(
      z.string().check(
        z.refine(
          (text) => {
            const parts = text.split(',');
            const known = parts.every((part) => recordGroups.some((group) => group === part));
            return known && parts.length <= 2 && new Set(parts).size === parts.length;
          },
          `one or two of ${recordGroups.join(', ')}`,
        ),
      ),
    ),
  })
  .check(...sensible);
export type SummaryQuery = z.infer<typeof SummaryQuery>;

export const ExportQuery = z
  .strictObject({ ...recordFilterFields, format: z.enum(['csv', 'xlsx']), locale: z.optional(z.string()) })
  .check(...sensible);
export type ExportQuery = z.infer<typeof ExportQuery>;

export const RecordNote = z.object({ text: orNull(z.string()), outcome: orNull(z.string()), byName: z.string(), at });
export const CallRecord = z.object({
  /** The PBX's; legs may share it. */
  id: z.string(),
  /** Of this row alone: a note is kept under it. */
  key: z.string(),
  kind: z.enum(recordKinds),
  startedAt: at,
  /** null where not told, like every field below that may be null. */
  endedAt: orNull(at),
  durationMs: orNull(z.number()),
  direction: orNull(z.enum(['in', 'out'])),
  caller: orNull(z.string()),
  called: orNull(z.string()),
  party: orNull(z.string()),
  agent: orNull(z.string()),
  queue: orNull(z.string()),
  ddi: orNull(z.string()),
  status: z.enum(recordStatuses),
  /** As the PBX put it. */
  word: z.string(),
  waitMs: orNull(z.number()),
  talkMs: orNull(z.number()),
  /** Abandoned sooner than the queue's short limit. */
  short: z.boolean(),
  /** Fields of the ticket that we do not know, as they came. */
  extra: z.record(z.string(), z.string()),
  note: orNull(RecordNote),
});
export type CallRecord = z.infer<typeof CallRecord>;
export const RecordsPage = z.object({
  rows: z.array(CallRecord),
  /** null when it was not asked for. */
  total: orNull(z.number()),
  page: orNull(z.number()),
  pageSize: z.number(),
  next: orNull(z.string()),
});
export const RelatedRecords = z.object({ rows: z.array(CallRecord) });

/** Counts and figures of one group; `lib/records/figures.ts` has the formulas. */
export const Figures = z.object({
  count: z.number(),
  offered: z.number(),
  answered: z.number(),
  abandoned: z.number(),
  shortAbandoned: z.number(),
  withinTarget: z.number(),
  /** 0 to 1; null below ten decided calls. */
  serviceLevel: orNull(z.number()),
  asaMs: orNull(z.number()),
  ahtMs: orNull(z.number()),
  longestWaitMs: orNull(z.number()),
  waitMsTotal: z.number(),
  talkMsTotal: z.number(),
});
export type Figures = z.infer<typeof Figures>;
export const Summary = z.object({
  /** In the order of their keys; an hour is its first instant in Unix ms, a day `2026-03-29`, `2-09` Tuesday at nine. */
  groups: z.array(z.extend(Figures, { key: z.string() })),
  total: Figures,
  timezone: z.string(),
});

export const NoteInput = z.strictObject({
  text: z.optional(z.nullable(z.string().check(z.maxLength(2_000)))),
  outcome: z.optional(z.nullable(z.string().check(z.regex(/^[a-z0-9_-]{1,40}$/)))),
});
export const RecordKey = z.string().check(z.regex(/^[0-9]{9,10}--?[0-9a-z]{1,11}$/));
export const RecordId = z.string().check(z.regex(/^[0-9A-Za-z.-]{1,64}$/));

export const OutcomeCodes = z.object({
  codes: z
    .array(
      z.strictObject({
        code: z.string().check(z.regex(/^[a-z0-9_-]{1,40}$/)),
        name: z.string().check(z.trim(), z.minLength(1), z.maxLength(80), z.regex(/^\P{Cc}*$/u)),
        /** No longer offered; records that bear it keep it. */
        retired: z.boolean(),
      }),
    )
    .check(
      z.maxLength(100),
      z.refine((codes) => new Set(codes.map(({ code }) => code)).size === codes.length, 'a code is there twice'),
    ),
});
export type OutcomeCodes = z.infer<typeof OutcomeCodes>;

const syncKind = z.object({
  /** Everything before this instant was read. */
  readTo: orNull(at),
  /** Of the last pass: when it ended, the rows it saw, those that were new. */
  at: orNull(at),
  rows: z.number(),
  newRows: z.number(),
  /** What was odd about its pages, and why it failed. */
  said: z.array(z.string()),
  failed: orNull(z.string()),
});
export const backfillStates = ['running', 'paused', 'done', 'cancelled'] as const;
export const Backfill = z.object({
  id: z.number(),
  from: at,
  to: at,
  state: z.enum(backfillStates),
  byName: z.string(),
  createdAt: at,
  endedAt: orNull(at),
  /** Windows of a quarter of a day for each kind: all, read, and given up after many tries. */
  windows: z.number(),
  done: z.number(),
  givenUp: z.number(),
  rows: z.number(),
  newRows: z.number(),
});
export const RecordSync = z.object({
  calls: syncKind,
  queue: syncKind,
  /** Spans that were found missing: waiting to be read again, and given up. */
  gaps: z.object({ waiting: z.number(), givenUp: z.number() }),
  /** Newest first, at most 20. */
  backfills: z.array(Backfill),
});
export type RecordSync = z.infer<typeof RecordSync>;
/** At most three years. */
export const NewBackfill = z.strictObject({ from: z.int().check(z.minimum(0)), to: z.int().check(z.minimum(0)) }).check(
  z.refine(({ from, to }) => from < to && to - from <= 1_096 * 86_400_000, {
    path: ['to'],
    error: 'must be after `from`, by three years at most',
  }),
);
export const BackfillPatch = z.strictObject({ state: z.enum(['running', 'paused', 'cancelled']) });

export const NoteAnswer = z.object({ note: RecordNote });
export const BackfillStarted = z.object({ id: z.number() });
export const ByNumber = z.object({ id: z.string().check(z.regex(/^[0-9]{1,9}$/)) });

export const ledgerStates = ['open', 'called_back', 'called_again', 'closed'] as const;
export const LedgerQuery = z.strictObject({
  state: z.optional(z.enum(ledgerStates)),
  queue: z.optional(extensions),
  /** From this instant on, and before this one: of the abandoned call. */
  from: z.optional(instant),
  to: z.optional(instant),
});
export const LedgerLine = z.object({
  /** Of the abandoned record. */
  key: z.string(),
  id: z.string(),
  startedAt: at,
  queue: orNull(z.string()),
  party: orNull(z.string()),
  waitMs: orNull(z.number()),
  deadlineAt: at,
  state: z.enum(ledgerStates),
  settledAt: orNull(at),
  /** Id of the call that settled it, or the name of who closed it. */
  settledBy: orNull(z.string()),
  /** Who means to call back, until when; one claim holds for every open line of the number. */
  claim: orNull(z.object({ byName: z.string(), until: at, mine: z.boolean() })),
});
/** Open ones by their deadline, settled ones newest first; at most 500. */
export const Ledger = z.object({ lines: z.array(LedgerLine) });
