// What the PBX's word for the end of a call means, as one of our results. It reads whole words: "No contestada" holds
// "contestada" and is not answered. A word that is not here means `unknown` and is kept beside it as it came.
import { fold } from '../pbx/fold.ts';
import type { RecordKind, RecordStatus } from '../protocol/record-shapes.ts';

const negations = new Set(['no', 'nao', 'not', 'sin', 'sem', 'without', 'never']);
/** Words that say nothing of the outcome by themselves. */
const fillers = new Set(['llamada', 'chamada', 'call', 'la', 'a', 'the', 'fue', 'foi', 'was', 'por', 'by', 'cliente']);
const stems: readonly (readonly [RegExp, RecordStatus])[] = [
  [/^(contestad|respondid|atendid)[ao]$|^(respuesta|resposta|answer|answered)$/, 'answered'],
  [/^(no|nao)(contestad|respondid|atendid)[ao]$|^(noanswer|unanswered|missed)$|^perdid[ao]$/, 'missed'],
  [/^abandon(o|ad[ao]|ed)?$/, 'abandoned'],
  [/^ocupad[ao]$|^busy$/, 'busy'],
  [/^cancelad[ao]$|^cancell?ed$|^cancel$/, 'cancelled'],
  [/^(fallid|fallad|falhad)[ao]$|^(failed|fallo|falha|error|erro|congestion|chanunavail)$/, 'failed'],
];

/**
 * The result of a ticket. An entry into a queue that nobody took was abandoned, as on the board (D2); two outcomes in
 * one text, or the denial of anything but an answer, are `unknown`.
 */
export function resultOf(word: string, kind: RecordKind): RecordStatus {
  const read = plainResult(word);
  return read === 'missed' && kind === 'queue' ? 'abandoned' : read;
}

function plainResult(word: string): RecordStatus {
  let denied = false;
  let found: RecordStatus | null = null;
  for (const part of fold(word).split(/[^a-z0-9]+/)) {
    if (part === '' || fillers.has(part)) continue;
    if (negations.has(part)) {
      denied = true;
      continue;
    }
    const meaning = stems.find(([stem]) => stem.test(part))?.[1];
    if (meaning === undefined || (found !== null && found !== meaning)) return 'unknown';
    found = meaning;
  }
  if (found === null) return 'unknown';
  if (!denied) return found;
  return found === 'answered' ? 'missed' : 'unknown';
}
