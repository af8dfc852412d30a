// Saved states of the board. One of another shape is used by no start, so it is dropped instead of read.
import { redactBoard } from '../../lib/board/redact.ts';
import { type BoardState, parseBoardState } from '../../lib/board/state.ts';
import type { Place, PlaceParts, Work } from './place.ts';

export const placeCheckpoints: Place = {
  name: 'checkpoints',
  async find(parts, work) {
    return (await matching(parts, work)).map((row) => row.at);
  },
  async erase(parts, work) {
    const rows = await matching(parts, work);
    for (const { sequence, without } of rows) {
      if (without === null) await parts.db.deleteFrom('checkpoint').where('sequence', '=', sequence).execute();
      else {
        const state = JSON.stringify(without);
        await parts.db.updateTable('checkpoint').set({ state }).where('sequence', '=', sequence).execute();
      }
    }
    return rows.length;
  },
};

/** With the state as it shall be; null = to be dropped. */
async function matching({ db }: PlaceParts, { trace, seen }: Work) {
  const found: { sequence: number; at: number; without: BoardState | null }[] = [];
  const rows = await db.selectFrom('checkpoint').selectAll().execute();
  for (const { sequence, at, state: text } of rows) {
    if (!trace.in(text)) continue;
    const state = parseBoardState(jsonOf(text));
    if (state === null) found.push({ sequence, at, without: null });
    else {
      const { changes, state: without } = redactBoard(state, trace.hideIn);
      if (changes.length > 0) found.push({ sequence, at, without });
    }
  }
  seen(rows.length);
  return found;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // Half a checkpoint: a start passes it over as well.
  }
}
