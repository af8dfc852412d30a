// Calls that left the board. The ids they are found by are no numbers of people and stay.
import { inPages, pageRows } from './in-pages.ts';
import type { Place, PlaceParts, Work } from './place.ts';

export const placeEndedCalls: Place = {
  name: 'calls',
  async find(parts, work) {
    return (await matching(parts, work)).map((row) => row.at);
  },
  async erase(parts, work) {
    const rows = await matching(parts, work);
    for (const { id, record } of rows) {
      await parts.db.updateTable('ended_call').set({ record }).where('id', '=', id).execute();
    }
    return rows.length;
  },
};

/** With their records as they shall be. */
async function matching({ db }: PlaceParts, { trace, ...work }: Work) {
  const found: { id: string; at: number; record: string }[] = [];
  let after = '';
  await inPages(work, async () => {
    const rows = await db
      .selectFrom('ended_call')
      .select(['id', 'started_at', 'record'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(pageRows)
      .execute();
    for (const row of rows) {
      if (!trace.in(row.record)) continue;
      const record = JSON.stringify(trace.hideIn(JSON.parse(row.record)));
      if (record !== row.record) found.push({ id: row.id, at: row.started_at, record });
    }
    after = rows.at(-1)?.id ?? after;
    return rows.length;
  });
  return found;
}
