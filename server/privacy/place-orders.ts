// Orders given from the board: they hold the last digits and a keyed hash. Who ordered what, and when, stays.
import { inPages, pageRows } from './in-pages.ts';
import type { Place, PlaceParts, Work } from './place.ts';

export const placeOrders: Place = {
  name: 'orders',
  async find(parts, work) {
    return (await matching(parts, work)).map((row) => row.at);
  },
  async erase(parts, work) {
    const rows = await matching(parts, work);
    for (const { id, words, isNumber } of rows) {
      const hidden = isNumber ? { number_hash: null, number_masked: '•••' } : {};
      await parts.access
        .updateTable('wall_action')
        .set({ words: words && work.trace.hide(words), ...hidden })
        .where('id', '=', id)
        .execute();
    }
    return rows.length;
  },
};

async function matching({ access, hashNumber }: PlaceParts, work: Work) {
  const { number, trace } = work;
  const { international, national } = number;
  const whole = international ? international.callingCode + international.rest : null;
  const texts = [number.text, ...national, ...(whole === null ? [] : [whole, `+${whole}`, `00${whole}`])];
  const hashes = new Set(texts.map(hashNumber));
  const found: { id: string; at: number; words: string | null; isNumber: boolean }[] = [];
  let after = '';
  await inPages(work, async () => {
    const rows = await access
      .selectFrom('wall_action')
      .select(['id', 'at', 'number_hash', 'words'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(pageRows)
      .execute();
    for (const { id, at, number_hash, words } of rows) {
      const isNumber = number_hash !== null && hashes.has(number_hash);
      if (isNumber || (words !== null && trace.in(words))) found.push({ id, at: Number(at), words, isNumber });
    }
    after = rows.at(-1)?.id ?? after;
    return rows.length;
  });
  return found;
}
