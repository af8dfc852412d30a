// Reads pages of call records. Rows keep the PBX's words under folded keys; nothing is concluded from them here, for
// the row of a queue's record was never shown.
import * as z from 'zod';
import { canonicalKeys, countOf, isObject, openAnswer, type Reading, textFields, unreadable } from './answer.ts';

export interface RecordsPage {
  /** What the PBX echoes, null when it does not. */
  readonly page: number | null;
  readonly totalPages: number | null;
  readonly rows: readonly Readonly<Record<string, string>>[];
}

const Page = z.object({
  pagina: z.unknown().optional().transform(countOf),
  tot_paginas: z.unknown().optional().transform(countOf),
  registros: z.unknown().optional().transform(countOf),
  cdr: z
    .array(z.unknown())
    .transform((rows) => rows.filter(isObject).map(textFields))
    .optional(),
});

/** Also the answer about one call: `registros` 0 and no rows when nothing matches. */
export function readRecords(text: string): Reading<RecordsPage> {
  const answer = openAnswer(text, true);
  if (!answer.ok) return answer;
  if (!isObject(answer.value)) return unreadable;
  const page = Page.safeParse(Object.fromEntries(canonicalKeys(answer.value)));
  if (!page.success) return unreadable;
  const { cdr, pagina, registros, tot_paginas } = page.data;
  if (cdr === undefined && registros === null) return unreadable;
  // Rows are announced but not there: half an answer.
  if (cdr === undefined && registros !== 0 && pagina === null) return unreadable;
  return { ok: true, value: { page: pagina, totalPages: tot_paginas, rows: cdr ?? [] } };
}
