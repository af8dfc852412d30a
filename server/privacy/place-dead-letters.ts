// The list of webhooks that could not be read: its notes may quote one. The webhooks themselves are in the log.
import { inPages, pageRows } from './in-pages.ts';
import type { Place, PlaceParts, Work } from './place.ts';

export const placeDeadLetters: Place = {
  name: 'dead_letters',
  async find(parts, work) {
    return (await matching(parts, work)).map((row) => row.at);
  },
  async erase(parts, work) {
    const rows = await matching(parts, work);
    for (const { sequence, detail } of rows) {
      const hidden = work.trace.hide(detail);
      await parts.db.updateTable('dead_letter').set({ detail: hidden }).where('sequence', '=', sequence).execute();
    }
    return rows.length;
  },
};

async function matching({ db }: PlaceParts, work: Work) {
  const found: { sequence: number; at: number; detail: string }[] = [];
  let after = 0;
  await inPages(work, async () => {
    const rows = await db
      .selectFrom('dead_letter')
      .select(['sequence', 'at', 'detail'])
      .where('sequence', '>', after)
      .orderBy('sequence')
      .limit(pageRows)
      .execute();
    found.push(...rows.filter((row) => work.trace.in(row.detail)));
    after = rows.at(-1)?.sequence ?? after;
    return rows.length;
  });
  return found;
}
