// Reads what the PBX tells of one call. The manual shows no answer: whatever comes is kept, and only a plain "no such
// call" or a plain end is taken for one.
import { isRecordedWord, isRunningWord } from '../words.ts';
import { canonicalKeys, countOf, isObject, openAnswer, type Reading, textFields, unreadable } from './answer.ts';

/** Folded keys to text; null = it knows no such call. */
export function readCallInfo(text: string): Reading<Readonly<Record<string, string>> | null> {
  const answer = openAnswer(text, true);
  if (!answer.ok) return answer;
  const value = Array.isArray(answer.value) ? answer.value[0] : answer.value;
  if (!isObject(value)) return unreadable;
  const fields = canonicalKeys(value);
  if (countOf(fields.get('registros')) === 0) return { ok: true, value: null };
  const rows = fields.get('cdr');
  if (!Array.isArray(rows)) return { ok: true, value: textFields(value) };
  if (rows.length === 0) return { ok: true, value: null };
  const read = rows.filter(isObject).map(textFields);
  // A short id may stand for several calls; one that is running counts.
  const row = read.find((one) => isLive(one)) ?? read[0];
  return row ? { ok: true, value: row } : unreadable;
}

const ends = ['fecha_fin_iso', 'fecha_fin', 'datetime_fin', 'hora_fin', 'final'];

/** Is the call still there? null when the answer does not tell. */
export function isLive(info: Readonly<Record<string, unknown>> | null): boolean | null {
  if (info === null) return false;
  const text = (key: string) => (typeof info[key] === 'string' ? info[key].trim() : '');
  const state = text('estado') || text('status');
  // A finished record's word tells an end only where running calls have words of their own; the asker sees to that.
  if (isRecordedWord(state) || ends.some((key) => text(key) !== '')) return false;
  return isRunningWord(state) ? true : null;
}
