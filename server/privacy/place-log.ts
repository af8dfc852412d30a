// The log of inputs: bodies and queries of webhooks, and what polls and operators said. Entries are changed where they
// stand: read again, they are the same calls with the same ids, and add up to the same counters.
import { readEntry } from '../db/log-entry.ts';
import type { Database } from '../db/schema.ts';
import { inPages, pageRows } from './in-pages.ts';
import type { Place, PlaceParts, Work } from './place.ts';
import type { Trace } from './trace.ts';

type Row = Database['log'];

export const placeLog: Place = {
  name: 'log',
  async find(parts, work) {
    const ats: number[] = [];
    await walk(parts, work, async (rows) => {
      for (const row of rows) if (redacted(row, work.trace) !== null) ats.push(row.at);
    });
    return ats;
  },
  async erase(parts, work) {
    let changed = 0;
    await walk(parts, work, async (rows) => {
      const next = rows.flatMap((row) => {
        const payload = redacted(row, work.trace);
        return payload === null ? [] : [{ sequence: row.sequence, payload }];
      });
      if (next.length === 0) return;
      await parts.db.transaction().execute(async (trx) => {
        for (const { sequence, payload } of next) {
          await trx.updateTable('log').set({ payload }).where('sequence', '=', sequence).execute();
        }
      });
      changed += next.length;
    });
    return changed;
  },
};

async function walk({ db }: PlaceParts, work: Work, each: (rows: readonly Row[]) => Promise<void>): Promise<void> {
  let after = 0;
  await inPages(work, async () => {
    const rows = await db
      .selectFrom('log')
      .selectAll()
      .where('sequence', '>', after)
      .orderBy('sequence')
      .limit(pageRows)
      .execute();
    await each(rows);
    after = rows.at(-1)?.sequence ?? after;
    return rows.length;
  });
}

/** The payload without the number; null = it is not in it. */
function redacted(row: Row, trace: Trace): string | null {
  if (!trace.in(row.payload)) return null;
  const entry = readEntry(row);
  let payload = row.payload;
  if (entry === null) payload = trace.hide(row.payload);
  else if (entry.kind === 'hook') {
    const { method, contentType, query, body } = entry.raw;
    const raw = {
      method,
      contentType: contentType && trace.hide(contentType),
      query: trace.hideInForm(query),
      body: trace.hideInBody(body),
    };
    payload = JSON.stringify({ raw, ...(entry.skewMs === undefined ? {} : { skewMs: entry.skewMs }) });
  } else if (entry.kind === 'input') payload = JSON.stringify({ input: trace.hideIn(entry.input) });
  return payload === row.payload ? null : payload;
}
