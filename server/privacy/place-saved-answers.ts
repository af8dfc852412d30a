// Answers saved for an `Idempotency-Key`, sealed. Without its number an answer is no answer any more: the row stays, so
// that the same key never acts twice, and from then on fits no body.
import { answerOf } from '../http/idempotency.ts';
import type { Place, PlaceParts, Work } from './place.ts';

export const placeSavedAnswers: Place = {
  name: 'answers',
  async find(parts, work) {
    return (await matching(parts, work)).map((row) => row.at);
  },
  async erase(parts, work) {
    const rows = await matching(parts, work);
    for (const { user_key, route, idem_key } of rows) {
      await parts.access
        .updateTable('wall_idempotency')
        .set({ body_hash: 'erased', answer: null })
        .where('user_key', '=', user_key)
        .where('route', '=', route)
        .where('idem_key', '=', idem_key)
        .execute();
    }
    return rows.length;
  },
};

/** A day of orders at most: read at once. */
async function matching({ access, answerSeal }: PlaceParts, { trace, seen }: Work) {
  const rows = await access
    .selectFrom('wall_idempotency')
    .select(['user_key', 'route', 'idem_key', 'answer', 'at'])
    .where('answer', 'is not', null)
    .execute();
  seen(rows.length);
  return rows.flatMap((row) => {
    const answer = answerOf(answerSeal, row);
    return answer !== null && trace.hideIn(answer) !== answer ? [{ ...row, at: Number(row.at) }] : [];
  });
}
