// PBX words to our events: the only file that knows both. Decides what one webhook says, from its bytes alone; it must
// never throw, never ask for the time, and never put in what was not said.
import type { CallHeard } from '../board/input.ts';
import { zoneOffset } from '../time/zone.ts';
import type { HookVariable } from './aliases.ts';
import { hasLostDigits, readCallId } from './call-id.ts';
import type { DeadReason, HookOptions, HookReading, TranslateHook } from './hook.ts';
import { type HookFields, readHookFields } from './hook-fields.ts';
import { parseIsoTime } from './iso-time.ts';
import { directionOf, finalOf, infoOf, isNobody, phaseOf } from './words.ts';

export const translateHook: TranslateHook = (raw, at, options) => {
  const fields = readHookFields(raw, options.fields);
  if (!fields) return dead('unreadable_body', 'the body is neither JSON nor a form');
  const warnings = fields.unsubstituted.map((variable) => `not_substituted:${variable}`);
  const filled = (variable: HookVariable) => fields.values[variable]?.text || null;
  const missing = (variables: readonly HookVariable[], reason: DeadReason, what: string) =>
    variables.some((variable) => fields.unsubstituted.includes(variable))
      ? dead('not_substituted', `the placeholder of ${what} was not filled in`)
      : dead(reason, `no field with ${what}`);

  const idField = [fields.values.FULL_ID, fields.values.ID].find((value) => value && value.text !== '');
  if (!idField) return missing(['FULL_ID', 'ID'], 'no_id', 'the id of the call');
  if (hasLostDigits(idField.text)) return dead('id_lost_digits', 'send the id as text: "%*FULL_ID*%"');
  const id = readCallId(idField.text);
  if (!id) return dead('no_id', 'what stands for the id of the call is no id');
  // A trailing zero may be gone, and nobody could tell.
  if (idField.number && id.full !== null) warnings.push('id_as_number');

  const stateWord = filled('ESTADO');
  if (stateWord === null) return missing(['ESTADO'], 'no_state', 'the state of the call');
  const phase = phaseOf(stateWord);
  if (phase === null) return dead('unknown_state', quoted(stateWord));

  const known = <T>(variable: HookVariable, read: (word: string) => T | null): T | null => {
    const word = filled(variable);
    const value = word === null ? null : read(word);
    if (word !== null && value === null) warnings.push(`unknown_word:${variable}`);
    return value;
  };
  const final = known('FINAL', finalOf);
  const ownExtension = known('EXTENSION', readExtension);
  const queueExtension = known('COLA_AGENTES', readExtension);
  const event: CallHeard = {
    type: 'call_heard',
    at,
    fullId: id.full,
    shortId: id.short,
    ref: known('REF', (text) => (/^[\w~.:-]{1,64}$/.test(text) ? text : null)),
    phase: phase === 'ringing' && final === 'ring_ended' ? 'ring_ended' : phase,
    direction: known('SENTIDO', directionOf),
    extension: ownExtension ?? queueExtension,
    extensionIsQueue: ownExtension === null && queueExtension !== null,
    party: partyOf(filled('CALLER_ID')),
    ddi: partyOf(filled('DDI')),
    queue: queueOf(fields, ownExtension === null ? null : queueExtension, warnings),
    final,
    info: infoOf(filled('INFO') ?? ''),
    infoWord: filled('INFO'),
    startedAt: timeOf('FECHA_ISO', filled('FECHA_ISO'), options, warnings),
    endedAt: timeOf('FECHA_FIN_ISO', filled('FECHA_FIN_ISO'), options, warnings),
    durationMs: known('DURACION', readDuration),
  };
  return { ok: true, event, warnings: [...new Set(warnings)] };
};

const dead = (reason: DeadReason, detail: string): HookReading => ({ ok: false, reason, detail });

/** Of a word nobody knows, its beginning: never a part of a number, which nobody could find again to erase it. */
function quoted(word: string): string {
  if (word.length <= longestQuote) return word;
  return word.slice(0, longestQuote).replace(/[^\p{L}]*$/u, '');
}
const longestQuote = 40;

/** Digits; phones may add star and hash codes. `101_Ventas` is extension 101. What was erased stays what it was. */
function readExtension(text: string): string | null {
  return /^(\d[\d*#]{0,19}|•[•\da-z ]{2,29})(_|$)/.exec(text)?.[1] ?? null;
}

function partyOf(text: string | null): string | null {
  return text === null || isNobody(text) ? null : text.slice(0, 64);
}

/** A field that is there but blank speaks: the call is not from a queue. One that is not there says nothing. */
function queueOf(fields: HookFields, namedAsQueue: string | null, warnings: string[]): CallHeard['queue'] {
  const field = fields.values.QUEUE_NAME;
  if (field?.text === '') return { said: 'none' };
  if (!field) return namedAsQueue === null ? { said: 'unsaid' } : { said: 'number', number: namedAsQueue, name: null };
  const split = field.text.indexOf('_');
  const number = (split < 0 ? field.text : field.text.slice(0, split)).trim();
  const name = split < 0 ? '' : field.text.slice(split + 1).trim();
  if (/^\d{1,20}$/.test(number)) return { said: 'number', number, name: name === '' ? null : name };
  // A queue, but nobody can tell which: saying nothing leaves the other ways to find it open.
  warnings.push('unknown_word:QUEUE_NAME');
  return { said: 'unsaid' };
}

/** Seconds, sometimes with a stray blank inside the digits. At most a week. */
function readDuration(text: string): number | null {
  const digits = text.replace(/\s+/g, '');
  const seconds = /^\d{1,6}(\.\d+)?$/.test(digits) ? Math.floor(Number(digits)) : Number.NaN;
  return seconds <= 604_800 ? seconds * 1000 : null;
}

/** On our clock. An offset that is not the zone's is told: one of the two is wrongly set. */
function timeOf(name: string, text: string | null, options: HookOptions, warnings: string[]): number | null {
  if (text === null) return null;
  const zone = options.timezone ?? null;
  const time = parseIsoTime(text, zone);
  if (!time) {
    warnings.push(`unknown_word:${name}`);
    return null;
  }
  if (time.offsetMinutes !== null && zone !== null && zoneOffset(time.at, zone) !== time.offsetMinutes * 60_000) {
    warnings.push('offset_differs');
  }
  return time.at - options.skewMs;
}
