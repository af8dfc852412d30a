// Reads the list of campaigns. Unknown states and types are said to be unknown; the PBX's word for the state is kept.
import * as z from 'zod';
import { fold } from '../fold.ts';
import { canonicalKeys, countOf, isObject, openAnswer, type Reading, textOf, unreadable } from './answer.ts';

export interface CampaignAnswer {
  readonly id: string;
  readonly name: string;
  readonly state: 'active' | 'inactive' | 'unknown';
  readonly type: 'power' | 'preview' | 'unknown';
  readonly word: string;
  /** Names of the form's fields as printed, colons and repeats included. */
  readonly fields: readonly string[];
}

const text = z
  .unknown()
  .optional()
  .transform((value) => textOf(value)?.trim() ?? '');
const Campaign = z.object({
  id: text.refine((id) => id !== ''),
  nombre: text,
  estado: text,
  tipo: text,
  form: z
    .unknown()
    .optional()
    .transform((value) => (Array.isArray(value) ? value.map((item) => textOf(item) ?? '').filter(Boolean) : [])),
});

export function readCampaigns(answerText: string): Reading<readonly CampaignAnswer[]> {
  const answer = openAnswer(answerText, true);
  if (!answer.ok) return answer;
  const outer = isObject(answer.value) ? canonicalKeys(answer.value) : null;
  const list = outer ? outer.get('camp') : answer.value;
  if (list === undefined && countOf(outer?.get('registros')) === 0) return { ok: true, value: [] };
  if (!Array.isArray(list)) return unreadable;
  const campaigns: CampaignAnswer[] = [];
  for (const item of list) {
    const row = isObject(item) ? Campaign.safeParse(Object.fromEntries(canonicalKeys(item))) : null;
    if (!row?.success) return unreadable;
    const { id, nombre, estado, tipo, form } = row.data;
    campaigns.push({ id, name: nombre, state: stateOf(estado), type: typeOf(tipo), word: estado, fields: form });
  }
  return { ok: true, value: campaigns };
}

function stateOf(word: string): CampaignAnswer['state'] {
  const folded = fold(word);
  if (/^inacti?v/.test(folded) || /^inativ/.test(folded)) return 'inactive';
  return /^acti?v/.test(folded) || /^ativ/.test(folded) ? 'active' : 'unknown';
}

function typeOf(word: string): CampaignAnswer['type'] {
  const folded = fold(word);
  if (/^power|^poten/.test(folded)) return 'power';
  return /^preview|^pre-?_?visual|^vista_previa/.test(folded) ? 'preview' : 'unknown';
}
