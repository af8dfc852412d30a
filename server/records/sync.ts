// Reads the PBX's records: every minute the last four hours of both kinds, since a long call's ticket comes late; beside
// that gaps and back-fills, window by window. One question at a time and a pause after each. What was odd is kept and
// told. It decides when to ask what; what pages mean is `lib/records/page-pass.ts`'s affair.
import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { RecordKind, RecordSync } from '../../lib/protocol/record-shapes.ts';
import { recordKinds } from '../../lib/protocol/record-shapes.ts';
import { askedSpan } from '../../lib/records/asked-span.ts';
import { beginPass, isDoubtful, isSettled, type Oddity, type Pass, passAfter } from '../../lib/records/page-pass.ts';
import { readTicket, type Ticket, type TicketRules } from '../../lib/records/ticket.ts';
import type { Clock, Timer } from '../clock.ts';
import type { Database } from '../db/schema.ts';
import { type Pbx, PbxReadError } from '../pbx/pbx.ts';
import type { Stored } from './store-tickets.ts';
import {
  addBackfill,
  addGap,
  changeBackfill,
  nextWindow,
  readLive,
  readSync,
  settleWindow,
  type Window,
  writeLive,
} from './sync-windows.ts';

export interface SyncParts {
  readonly db: Kysely<Database>;
  readonly pbx: Pick<Pbx, 'cdrPage' | 'cdrQueuePage' | 'skewMs'>;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Of the PBX's local times. */
  readonly timezone: string;
  readonly rules: () => Promise<Omit<TicketRules, 'timezone'>>;
  readonly store: (tickets: readonly Ticket[]) => Promise<Stored>;
  /** Told when much is being written, and when that is over. */
  readonly bulk: (on: boolean) => void;
  /** How far back the first start of all reads by itself, ms; 0 = not. */
  readonly firstBackfillMs: number;
  /** Rows asked for a page; the PBX may give fewer. */
  readonly pageRows?: number;
  /** Pause after each question, ms. */
  readonly pauseMs?: number;
}
export interface Sync {
  start(): void;
  /** Ends after the question under way. */
  stop(): Promise<void>;
  status(): Promise<RecordSync>;
  /** @returns the id. Unix ms. */
  backfill(asked: { readonly from: number; readonly to: number; readonly byName: string }): Promise<number>;
  change(id: number, state: 'running' | 'paused' | 'cancelled'): Promise<boolean>;
}

const minuteMs = 60_000;
const overlapMs = 4 * 3_600_000;
const idleMs = 1_000;
const mostTries = 20;
const [firstRetryMs, longestRetryMs] = [10_000, 600_000];
/** A PBX that has no such action is asked again after this long. */
const unknownActionMs = 600_000;

/** One reading of one window. */
interface Reading {
  readonly kind: RecordKind;
  readonly from: number;
  readonly to: number;
  /** null = the last hours, as every minute. */
  readonly window: Window | null;
  pass: Pass;
  readonly met: Set<string>;
  unreadable: number;
  rows: number;
  newRows: number;
  /** Of a window read several times. */
  readonly seen: Set<string>;
  quiet: number;
}

export function createSync(parts: SyncParts): Sync {
  const { db, pbx, clock, log } = parts;
  const pageRows = parts.pageRows ?? 200;
  const pauseMs = parts.pauseMs ?? 250;
  let timer: Timer | null = null;
  let running = false;
  let turning: Promise<void> = Promise.resolve();
  let live: Reading | null = null;
  let liveQueue: RecordKind[] = [];
  let liveDueAt = Number.NEGATIVE_INFINITY;
  let background: Reading | null = null;
  let busy = false;
  const notBefore = new Map<RecordKind, number>();
  /** Oddities of the last pass of each kind: the same again is the PBX's habit and no doubt. */
  const habits = new Map<RecordKind, string>();
  const largest = new Map<RecordKind, number>();

  const begin = (kind: RecordKind, from: number, to: number, window: Window | null): Reading => ({
    ...{ kind, from, to, window, pass: beginPass(largest.get(kind) ?? 0), met: new Set() },
    ...{ unreadable: 0, rows: 0, newRows: 0, seen: new Set(), quiet: 0 },
  });

  /** One question at most; false = there is nothing to do now. */
  async function turn(): Promise<boolean> {
    const now = clock.now();
    if (!live && liveQueue.length === 0 && now >= liveDueAt) {
      liveQueue = recordKinds.filter((kind) => now >= (notBefore.get(kind) ?? 0));
      liveDueAt = Math.floor(now / minuteMs) * minuteMs + minuteMs;
    }
    if (!live) {
      const kind = liveQueue.shift();
      if (kind) {
        // The minute before the last whole one: nothing that is still being written shifts the pages.
        const to = Math.floor((now + (pbx.skewMs() ?? 0)) / minuteMs) * minuteMs - minuteMs;
        live = begin(kind, to - overlapMs, to, null);
      }
    }
    if (live) {
      const reading = live;
      if (await askOne(reading)) live = null;
      return true;
    }
    if (!background) {
      const window = await nextWindow(db, now);
      if (window) background = begin(window.kind, window.from_at, window.to_at, window);
      setBusy(background !== null);
      if (!background) return false;
    }
    if (await askOne(background)) background = null;
    return true;
  }

  function setBusy(on: boolean) {
    if (on !== busy) parts.bulk(on);
    busy = on;
  }

  /** true = this reading is over, well or badly. */
  async function askOne(reading: Reading): Promise<boolean> {
    const span = askedSpan(reading.from, reading.to, parts.timezone);
    const query = { page: reading.pass.page, records: pageRows, ...span };
    let page: Awaited<ReturnType<Pbx['cdrPage']>>['value'];
    try {
      page = (await (reading.kind === 'calls' ? pbx.cdrPage(query) : pbx.cdrQueuePage(query))).value;
    } catch (error) {
      if (!(error instanceof PbxReadError)) throw error;
      await failed(reading, error.why);
      return true;
    }
    const rules = { timezone: parts.timezone, ...(await parts.rules()) };
    const tickets: Ticket[] = [];
    let fresh = 0;
    for (const row of page.rows) {
      const read = readTicket(reading.kind, row, rules);
      if (!read.ok) {
        reading.unreadable++;
        continue;
      }
      const key = `${read.ticket.startedAt} ${read.ticket.key}`;
      if (!reading.met.has(key)) fresh++;
      reading.met.add(key);
      reading.seen.add(key);
      tickets.push(read.ticket);
    }
    const { added } = await parts.store(tickets);
    reading.rows += fresh;
    reading.newRows += added;
    const rows = page.rows.length;
    largest.set(reading.kind, Math.max(largest.get(reading.kind) ?? 0, Math.min(rows, pageRows)));
    reading.pass = passAfter(reading.pass, { page: reading.pass.page, rows, fresh, totalPages: page.totalPages });
    return reading.pass.done && over(reading);
  }

  const oddOf = ({ pass, unreadable }: Reading): Oddity[] =>
    unreadable > 0 ? [...pass.odd, 'unreadable_rows'] : [...pass.odd];

  async function over(reading: Reading): Promise<boolean> {
    const { kind, from, to, window, pass, rows, newRows } = reading;
    const now = clock.now();
    const said = oddOf(reading);
    if (window === null) {
      const before = await readLive(db, kind);
      const habit = said.join();
      const trusted = !isDoubtful(pass) || habits.get(kind) === habit;
      habits.set(kind, habit);
      const readTo = trusted ? to : before.readTo;
      await writeLive(db, kind, { readTo, at: now, rows, newRows, said, failed: null });
      if (!trusted) return true;
      if (before.readTo !== null && before.readTo < from) {
        log.warn({ kind, from: before.readTo, to: from }, 'records of this time were missed and will be read');
        await addGap(db, kind, before.readTo, from, parts.timezone, now);
      }
      if (before.readTo === null && kind === 'calls' && parts.firstBackfillMs > 0) await fillFirst(from, now);
      return true;
    }
    reading.quiet = newRows === 0 ? reading.quiet + 1 : 0;
    const sums = { rows: reading.seen.size, new_rows: window.new_rows + newRows, said: JSON.stringify(said) };
    if (!isSettled(pass, reading.seen.size, reading.quiet)) {
      // Once more from its first page; what was seen so far stays known.
      const { seen, quiet } = reading;
      if (background !== reading) return true;
      background = { ...begin(kind, from, to, { ...window, ...sums }), seen, quiet };
      return false;
    }
    await settleWindow(db, { ...window, ...sums, state: 'done' }, now);
    return true;
  }

  /** Once in the life of a database. */
  async function fillFirst(to: number, now: number): Promise<void> {
    const known = await db.selectFrom('record_backfill').select('id').limit(1).executeTakeFirst();
    if (known) return;
    await addBackfill(db, { from: to - parts.firstBackfillMs, to, byName: '' }, parts.timezone, now);
    log.info('the first start reads the records of the past');
  }

  async function failed({ kind, window }: Reading, why: string): Promise<void> {
    const now = clock.now();
    if (why === 'unknown_action') notBefore.set(kind, now + unknownActionMs);
    if (window === null) {
      await writeLive(db, kind, { ...(await readLive(db, kind)), at: now, failed: why });
      return;
    }
    const tries = window.tries + 1;
    const waitMs = Math.min(longestRetryMs, firstRetryMs * 2 ** Math.min(tries - 1, 10));
    const state = tries >= mostTries ? 'given_up' : 'waiting';
    await settleWindow(db, { ...window, tries, state, said: JSON.stringify([why]), due_at: now + waitMs }, now);
  }

  function schedule(afterMs: number) {
    if (!running) return;
    timer = clock.after(afterMs, () => {
      turning = turn().then(
        (asked) => schedule(asked ? pauseMs : idleMs),
        (error: unknown) => {
          // A disk that refuses, or a fault of ours: what was under way is read again from its window.
          log.error({ err: error }, 'records could not be read; tried again');
          [live, background] = [null, null];
          schedule(firstRetryMs);
        },
      );
    });
  }

  return {
    start() {
      if (running) return;
      running = true;
      schedule(0);
    },
    async stop() {
      running = false;
      timer?.cancel();
      await turning;
      setBusy(false);
    },
    status: () => readSync(db),
    backfill: (asked) => addBackfill(db, asked, parts.timezone, clock.now()),
    async change(id, state) {
      const changed = await changeBackfill(db, id, state, clock.now());
      // A window under way is left where it is; resumed, it is read from its first page.
      if (changed && state !== 'running' && background?.window?.backfill_id === id) background = null;
      return changed;
    },
  };
}
