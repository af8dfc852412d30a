// A row of the PBX's records read as a ticket: of a call (general) or of an entry into a queue. Decides what each field
// means in either language; what it does not know it keeps as it came. The queue's row was never shown, so none of its
// fields is taken for granted. It concludes no end, no talk and no wait that was not told.
import { readCallId } from '../pbx/call-id.ts';
import { directionOf, isNobody } from '../pbx/words.ts';
import type { RecordKind, RecordStatus } from '../protocol/record-shapes.ts';
import { instantOf } from '../time/zone.ts';
import { recordKey } from './record-key.ts';
import { resultOf } from './result-word.ts';

export interface Ticket {
  readonly kind: RecordKind;
  /** As the PBX writes it, full where it is. */
  readonly callId: string;
  /** The epoch in the id, Unix ms: a row carries no date. */
  readonly startedAt: number;
  /** Told by a field of its own, else null; never worked out from the duration. */
  readonly endedAt: number | null;
  readonly key: number;
  readonly caller: string;
  readonly called: string;
  /** The outside number, null when withheld or not told. */
  readonly party: string | null;
  readonly agent: string | null;
  readonly queue: string | null;
  readonly ddi: string | null;
  readonly direction: 'in' | 'out' | null;
  readonly status: RecordStatus;
  readonly word: string;
  readonly durationMs: number | null;
  readonly waitMs: number | null;
  readonly talkMs: number | null;
  /** Fields we do not know, or could not read, under their folded names. */
  readonly extra: Readonly<Record<string, string>>;
}
export interface TicketRules {
  /** IANA zone of the PBX's local times. */
  readonly timezone: string;
  /** Numbers of queues we know. */
  readonly queues: ReadonlySet<string>;
  /** Called number to the one queue it is set for. */
  readonly queueOfDdi: ReadonlyMap<string, string>;
}
export type TicketReading =
  | { readonly ok: true; readonly ticket: Ticket }
  /** `id`: there is none, or it holds no epoch. Such a row cannot be placed in time. */
  | { readonly ok: false; readonly why: 'id' };

/** Folded names, the surest first; `answerAliases` has brought the languages together before. */
const names = {
  id: ['identificador', 'uniqueid', 'id'],
  caller: ['llamante', 'origen', 'origem'],
  called: ['llamado', 'destino'],
  status: ['estado', 'resultado', 'disposition'],
  duration: ['duracion'],
  direction: ['direccion', 'sentido'],
  ddi: ['ddi'],
  queue: ['cola', 'queue_name', 'nombre_cola'],
  agent: ['agente', 'extension'],
  wait: ['espera', 'tiempo_espera', 'tempo_espera', 'tiempo_de_espera', 'tempo_de_espera', 'wait', 'holdtime'],
  talk: ['conversacion', 'conversa', 'tiempo_conversacion', 'hablado', 'talk', 'talk_time', 'billsec'],
  end: ['fecha_fin', 'data_fim', 'fin', 'fim', 'end', 'datetime_fin'],
} as const satisfies Record<string, readonly string[]>;
type Field = keyof typeof names;

/** Fields nobody knows are kept up to this many, and each text up to this long. */
const mostFields = 40;
const longestText = 200;
/** What no database takes, and no line of a table can show. */
function clean(text: string): string {
  if (plain.test(text)) return text;
  return text
    .toWellFormed()
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, longestText)
    .toWellFormed();
}
const plain = /^[!-~]{0,200}$/;

const isExtension = (text: string) => /^[0-9]{2,6}$/.test(text);

/** `row` as `readRecords` gives it: folded names to trimmed text. Never throws. */
export function readTicket(kind: RecordKind, row: Readonly<Record<string, string>>, rules: TicketRules): TicketReading {
  const extra: Record<string, string> = Object.create(null);
  const known = new Map<Field, string>();
  const taken = new Set<string>();
  let field: Field;
  for (field in names) {
    const name = names[field].find((candidate) => row[candidate] !== undefined);
    if (name === undefined) continue;
    taken.add(name);
    known.set(field, row[name] ?? '');
  }
  for (const name in row) {
    if (taken.has(name)) continue;
    const kept = clean(row[name] ?? '');
    if (kept !== '' && Object.keys(extra).length < mostFields) extra[clean(name)] = kept;
  }
  const text = (wanted: Field) => clean(known.get(wanted) ?? '');
  /** What cannot be read is kept under its field's first name. */
  const read = <T>(wanted: Field, reader: (text: string) => T | null): T | null => {
    const value = text(wanted);
    if (value === '') return null;
    const result = reader(value);
    if (result === null) extra[names[wanted][0]] = value;
    return result;
  };

  const callId = readCallId(text('id'));
  const startedAt = callId && epochOf(callId.short);
  if (!callId || startedAt === null) return { ok: false, why: 'id' };
  const id = callId.full ?? callId.short;
  const [caller, word] = [text('caller'), text('status')];
  const called = text('called');
  const direction = read('direction', directionOf) ?? (kind === 'queue' ? 'in' : null);
  const party = partyOf(direction, caller, called);
  const queue = read('queue', queueNumber) ?? (kind === 'queue' ? queueBehind(called, text('ddi'), rules) : null);
  return {
    ok: true,
    ticket: {
      kind,
      callId: id,
      startedAt,
      endedAt: read('end', (value) => instantIn(value, rules.timezone)),
      // One call may enter two queues, and a queue's ticket names nobody who was called.
      key: recordKey(kind, id, caller, called || (kind === 'queue' ? text('queue') : '')),
      caller,
      called,
      party,
      agent: agentOf(kind, direction, text('agent'), caller, called, rules),
      queue,
      ddi: text('ddi') || null,
      direction,
      status: resultOf(word, kind),
      word,
      durationMs: read('duration', secondsOf),
      waitMs: read('wait', secondsOf),
      talkMs: read('talk', secondsOf),
      extra,
    },
  };
}

/** Seconds since 1970 as text, perhaps behind a system's name; between 2000 and 2100 or it is none of ours. */
function epochOf(short: string): number | null {
  const seconds = Number(short.slice(short.indexOf('-') + 1));
  return seconds >= 946_684_800 && seconds < 4_102_444_800 ? seconds * 1000 : null;
}

/** `200_Ventas` or `200`; null for a name alone. */
function queueNumber(text: string): string | null {
  const end = text.indexOf('_');
  const number = (end < 0 ? text : text.slice(0, end)).trim();
  return isExtension(number) ? number : null;
}

function queueBehind(called: string, ddi: string, rules: TicketRules): string | null {
  if (rules.queues.has(called)) return called;
  return rules.queueOfDdi.get(ddi) ?? null;
}

/** Whose number the call is about. Without a direction: the one of the two that is no extension, if only one is. */
function partyOf(direction: 'in' | 'out' | null, caller: string, called: string): string | null {
  const outside = (text: string) => text !== '' && !isNobody(text) && !isExtension(text) && /[0-9]{3}/.test(text);
  if (direction !== null) {
    const party = direction === 'in' ? caller : called;
    return outside(party) ? party : null;
  }
  const found = [caller, called].filter(outside);
  return found.length === 1 ? (found[0] ?? null) : null;
}

function agentOf(
  kind: RecordKind,
  direction: 'in' | 'out' | null,
  told: string,
  caller: string,
  called: string,
  { queues }: TicketRules,
) {
  if (isExtension(told)) return told;
  if (kind === 'queue' || direction === null) return null;
  const own = direction === 'in' ? called : caller;
  // A queue that exists as an extension is nobody.
  return isExtension(own) && !queues.has(own) ? own : null;
}

/** `33`, `0:33`, `00:00:33`: ms. At most a week; null for anything else. */
function secondsOf(text: string): number | null {
  const parts = text.split(':');
  if (parts.length > 3 || !parts.every((part) => /^\d{1,6}$/.test(part))) return null;
  const seconds = parts.reduce((sum, part) => sum * 60 + Number(part), 0);
  return seconds <= 604_800 ? seconds * 1000 : null;
}

/** ISO 8601 with an offset, or the PBX's local date and time. A repeated hour is its first occurrence. */
function instantIn(text: string, timezone: string): number | null {
  if (/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:?\d\d)$/.test(text)) {
    const at = Date.parse(text);
    return Number.isFinite(at) ? at : null;
  }
  const day = /^(\d{2})\/(\d{2})\/(\d{4})[ T](\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  const iso = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2})(?::(\d{2}))?$/.exec(text);
  const [y, m, d] = day ? [day[3], day[2], day[1]] : [iso?.[1], iso?.[2], iso?.[3]];
  const clock = day ?? iso;
  if (!clock) return null;
  const [year, month, date, hour, minute, second] = [y, m, d, clock[4], clock[5], clock[6] ?? '0'].map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  if (month < 1 || month > 12 || date < 1 || date > 31 || (hour ?? 0) > 23 || (minute ?? 0) > 59) return null;
  return instantOf(timezone, year, month, date, hour, minute) + (second ?? 0) * 1000;
}
