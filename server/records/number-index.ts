// Finds the numbers that hold some digits, among all that ever called or were called. It keeps their digits as one run
// of bytes, read once and searched as such: a million numbers are ten megabytes and a few milliseconds. What is written
// afterwards is told to it; a number that was erased is found in vain, for its records are gone.
import type { Kysely } from 'kysely';
import { digitsOfParty, partyOf, tailsOf } from '../../lib/records/number-digits.ts';
import type { Database } from '../db/schema.ts';
import type { Parties } from './asked-records.ts';
import { breathe } from './spans.ts';

export interface NumberIndex {
  /** `digits` as typed, by `numberDigits`. */
  find(digits: string, signal: AbortSignal): Promise<Exclude<Parties, null>>;
  /** Numbers that were just written; nothing to do while the index was never asked for. */
  add(parties: readonly number[]): void;
  /** All anew at the next question. */
  forget(): void;
}

/** More than these are not listed in a question: each row is looked at instead. */
const mostListed = 5_000;
const pageRows = 20_000;
const lineEnd = 10;

export function createNumberIndex(db: Kysely<Database>): NumberIndex {
  let bytes: Buffer<ArrayBuffer> | null = null;
  let length = 0;
  let loading: Promise<void> | null = null;
  let arrived: number[] = [];

  function append(parties: readonly number[]): void {
    const text = parties.map((party) => `${digitsOfParty(party)}\n`).join('');
    if (!bytes) bytes = Buffer.alloc(1_048_576);
    if (length + text.length > bytes.length) {
      const larger = Buffer.alloc(Math.max(bytes.length * 2, length + text.length));
      bytes.copy(larger, 0, 0, length);
      bytes = larger;
    }
    length += bytes.write(text, length, 'latin1');
  }

  async function load(): Promise<void> {
    bytes = Buffer.alloc(1_048_576);
    length = 1;
    bytes[0] = lineEnd;
    let after = -1;
    const never = new AbortController().signal;
    for (;;) {
      const rows = await db
        .selectFrom('record')
        .select('party')
        .where('party', '>', after)
        .groupBy('party')
        .orderBy('party')
        .limit(pageRows)
        .execute();
      append(rows.flatMap(({ party }) => (party === null ? [] : [party])));
      const last = rows.at(-1)?.party;
      if (last === undefined || last === null) break;
      after = last;
      await breathe(never);
    }
    append(arrived.splice(0));
  }

  return {
    async find(digits, signal) {
      // The load belongs to everybody who asks: one who gives up does not end it.
      loading ??= load().catch((error: unknown) => {
        loading = null;
        throw error;
      });
      await loading;
      signal.throwIfAborted();
      if (!bytes) return [];
      const found = new Set<number>();
      for (const tail of tailsOf(digits)) found.add(partyOf(tail) ?? 0);
      const part = Buffer.from(digits, 'latin1');
      let at = bytes.indexOf(part, 0);
      while (at >= 0 && at < length) {
        const begin = bytes.lastIndexOf(lineEnd, at) + 1;
        const end = bytes.indexOf(lineEnd, at);
        found.add(partyOf(bytes.toString('latin1', begin, end)) ?? 0);
        if (found.size > mostListed) return 'many';
        at = bytes.indexOf(part, end);
      }
      found.delete(0);
      return [...found];
    },
    add(parties) {
      if (!loading) return;
      arrived.push(...parties);
      loading.then(
        () => append(arrived.splice(0)),
        () => {
          arrived = [];
        },
      );
    },
    forget() {
      bytes = null;
      loading = null;
      arrived = [];
    },
  };
}
