import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CallHeard } from '../../lib/board/input.ts';
import { hookVariables } from '../../lib/pbx/aliases.ts';
import type { HookOptions, RawHook } from '../../lib/pbx/hook.ts';
import { translateHook } from '../../lib/pbx/translate.ts';

interface Samples {
  scenarios: { name: string; bodies: Record<string, unknown>[] }[];
  malformed: { says: string; raw: string }[];
}
const samples: Samples = JSON.parse(readFileSync('tests/samples/webhooks.json', 'utf8'));
const receivedAt = Date.UTC(2021, 9, 28, 12, 0, 0);
const plain: HookOptions = { fields: {}, skewMs: 0 };
const json = (body: unknown): RawHook => ({
  method: 'POST',
  contentType: 'application/json',
  query: '',
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const read = (raw: RawHook, options: HookOptions = plain) => translateHook(raw, receivedAt, options);
function heard(raw: RawHook, options: HookOptions = plain): CallHeard {
  const reading = read(raw, options);
  if (!reading.ok) throw new Error(`dead: ${reading.reason} ${reading.detail}`);
  return reading.event;
}
function warned(raw: RawHook, options: HookOptions = plain): readonly string[] {
  const reading = read(raw, options);
  return reading.ok ? reading.warnings : [reading.reason];
}
const bodyOf = (name: string, index = 0) => samples.scenarios.find((one) => one.name === name)?.bodies[index];

const unsaid = { said: 'unsaid' };
/** In short: what the manual's bodies must be read as, in their order. */
const golden: Record<string, Partial<CallHeard>[]> = {
  'outbound-busy': [
    {
      fullId: '1630045541.2270734',
      shortId: '1630045541',
      phase: 'hung_up',
      direction: 'out',
      extension: '200',
      extensionIsQueue: false,
      party: '601620202',
      ddi: null,
      final: null,
      info: 'busy',
      infoWord: 'BUSY',
      startedAt: Date.UTC(2021, 7, 27, 6, 25, 41),
      endedAt: Date.UTC(2021, 7, 27, 6, 26, 5),
      durationMs: 5000,
      ref: null,
    },
  ],
  'outbound-answered': [{ phase: 'hung_up', direction: 'out', info: 'answer', durationMs: 12_000 }],
  'agent-answered': [
    { phase: 'hung_up', direction: 'in', extension: '116', info: 'answer', durationMs: 22_000, endedAt: null },
  ],
  'queue-answered': [
    { fullId: '1630050330.2101', phase: 'answered', extension: '117', extensionIsQueue: false, durationMs: 0 },
    { fullId: '1630050329.2100', phase: 'hung_up', extension: '101', extensionIsQueue: true, info: 'answer' },
  ],
  'inbound-abandoned': [
    {
      fullId: null,
      shortId: '1635412370',
      phase: 'hung_up',
      direction: 'in',
      extension: '117',
      party: '653674191',
      ddi: '935955712',
      final: 'abandoned',
      info: 'no_answer',
      startedAt: Date.UTC(2021, 9, 28, 9, 32, 50),
      durationMs: 12_000,
    },
  ],
  'queue-hops': [
    { phase: 'ringing', extension: '116', final: null, info: null, infoWord: null },
    { phase: 'ring_ended', extension: '116', info: 'no_answer' },
    { phase: 'hung_up', extension: '117', final: 'abandoned', durationMs: 30_000 },
  ],
  'queue-ringall-abandoned': [
    { phase: 'ring_ended', extension: '116', final: 'ring_ended', ddi: '917373812' },
    { phase: 'ring_ended', extension: '117', final: 'ring_ended' },
    { phase: 'hung_up', extension: '117', final: 'abandoned' },
  ],
  'blind-transfer': [
    { phase: 'hung_up', extension: '116', final: 'finished', info: 'answer' },
    { phase: 'ringing', extension: '117', final: null, info: 'transfer' },
    { phase: 'hung_up', extension: '117', final: 'answered', info: 'answer' },
  ],
  'attended-transfer': [
    { phase: 'hung_up', extension: '116', final: 'finished' },
    { phase: 'answered', extension: '117', final: null, info: 'attended_transfer' },
    { phase: 'hung_up', extension: '117', final: 'answered' },
  ],
};

describe('the bodies printed in the manual', () => {
  for (const [name, expected] of Object.entries(golden)) {
    test(`[T1] ${name}`, () => {
      const bodies = samples.scenarios.find((one) => one.name === name)?.bodies ?? [];
      expect(bodies).toHaveLength(expected.length);
      for (const [index, body] of bodies.entries()) {
        expect(heard(json(body))).toMatchObject({ queue: unsaid, at: receivedAt, ...expected[index] });
      }
    });
  }
  test('[T1] no scenario of the samples is left out', () => {
    expect(samples.scenarios.map((one) => one.name).sort()).toEqual([...Object.keys(golden), 'custom-template'].sort());
  });
  test('[T2] a body without id and state is a dead letter that says so', () => {
    expect(read(json(bodyOf('custom-template')))).toMatchObject({ ok: false, reason: 'no_id' });
  });
  test('[T2] bodies cut off at either end are unreadable', () => {
    for (const { raw } of samples.malformed) expect(read(json(raw))).toMatchObject({ reason: 'unreadable_body' });
    expect(samples.malformed).toHaveLength(2);
  });
});

const template = {
  Id_llamada: '1700000000.42',
  Extension: '116',
  Tipo: 'entrante',
  Estado_llamado: 'timbre',
  Final: ' ',
  Info: ' ',
  Telefono_contacto: '+351 210 000 000',
  Ddi: '935955712',
  Cola: '200_Ventas_Norte',
  Duration: '0',
  Datetime_llamada: '2023-11-14T22:13:20.000Z',
  Datetime_fin: ' ',
  wallref: 'c-42',
};

describe('the recommended template', () => {
  const expected: CallHeard = {
    type: 'call_heard',
    at: receivedAt,
    fullId: '1700000000.42',
    shortId: '1700000000',
    ref: 'c-42',
    phase: 'ringing',
    direction: 'in',
    extension: '116',
    extensionIsQueue: false,
    party: '+351 210 000 000',
    ddi: '935955712',
    queue: { said: 'number', number: '200', name: 'Ventas_Norte' },
    final: null,
    info: null,
    infoWord: null,
    startedAt: 1_700_000_000_000,
    endedAt: null,
    durationMs: 0,
  };
  const form = new URLSearchParams(template).toString();
  test('[T3] reads the same as JSON, as a form and as a query', () => {
    expect(heard(json(template))).toEqual(expected);
    const urlencoded = 'application/x-www-form-urlencoded';
    expect(heard({ method: 'PUT', contentType: urlencoded, query: '', body: form })).toEqual(expected);
    expect(heard({ method: 'GET', contentType: null, query: form, body: '' })).toEqual(expected);
    expect(heard({ ...json(template), contentType: urlencoded })).toEqual(expected);
  });
  test('[T3] query parameters fill the fields a body lacks, and no others', () => {
    const { Extension, Cola, ...rest } = template;
    const raw = { ...json({ ...rest, Cola: ' ' }), query: 'Extension=117&Cola=300_Otra&Tipo=saliente' };
    expect(heard(raw)).toMatchObject({ extension: '117', queue: { said: 'none' }, direction: 'in' });
    expect(Extension + Cola).not.toBe('');
  });
  test('[T3] the PBX variable names are field names too, in any case and with accents', () => {
    const body = {
      Estado: 'Descolgada',
      SENTIDO: 'Saliente',
      CALLER_ID: '601',
      EXTENSION: '120',
      FULL_ID: '1700000000.43',
      ID: '1700000000',
      Duración: '7',
      FINAL: 'No atendida',
      INFO: 'NOANSWER',
      DDI: '935',
      QUEUE_NAME: '',
      FECHA_ISO: '2023-11-14T23:13:20+01:00',
    };
    expect(heard(json(body))).toMatchObject({
      fullId: '1700000000.43',
      phase: 'answered',
      direction: 'out',
      party: '601',
      extension: '120',
      durationMs: 7000,
      final: 'missed',
      info: 'no_answer',
      ddi: '935',
      queue: { said: 'none' },
      startedAt: 1_700_000_000_000,
    });
  });
  test('[T3] HOOK_FIELDS finds a third vocabulary, by nested paths', () => {
    const options = {
      ...plain,
      fields: { ESTADO: 'st', EXTENSION: 'who.ext', ID: 'ids[0]', CALLER_ID: 'Who.Number', wallref: 'back' },
    };
    const body = { st: 'colgado', who: { ext: 116, number: '600' }, ids: ['1700000000.9'], back: 'r1' };
    expect(heard(json(body), options)).toMatchObject({
      phase: 'hung_up',
      extension: '116',
      fullId: '1700000000.9',
      party: '600',
      ref: 'r1',
    });
    expect(heard(json({ ...body, ...template }), { ...plain, fields: { EXTENSION: 'who.ext' } }).extension).toBe('116');
  });
});

describe('fields', () => {
  const withField = (fields: Record<string, unknown>) => json({ ...template, ...fields });
  test('[T4] an id that comes as a number keeps its last digits', () => {
    const raw = json('{"id":1630050329.2100,"status":"timbre"}');
    expect(heard(raw).fullId).toBe('1630050329.2100');
    expect(warned(raw)).toEqual(['id_as_number']);
    expect(heard(json('{"id":1630050329,"status":"timbre"}'))).toMatchObject({ fullId: null, shortId: '1630050329' });
  });
  test('[T4] an id whose digits are gone, or that is none, is a dead letter', () => {
    expect(read(json('{"id":1.6300503292e9,"status":"timbre"}'))).toMatchObject({ reason: 'id_lost_digits' });
    for (const id of ['__proto__', 'constructor', '1 2', '<b>', '-5', 'x'.repeat(300)]) {
      expect(read(withField({ Id_llamada: id }))).toMatchObject({ reason: 'no_id' });
    }
  });
  test('[T5] a ring ends by its state or by its FINAL', () => {
    expect(heard(withField({ Estado_llamado: 'fintimbre' })).phase).toBe('ring_ended');
    expect(heard(withField({ Final: 'FinTimbre' })).phase).toBe('ring_ended');
    expect(heard(withField({ Estado_llamado: 'colgado', Final: 'fintimbre' })).phase).toBe('hung_up');
  });
  test('[T5] an unknown state is a dead letter, a missing one too', () => {
    expect(read(withField({ Estado_llamado: 'musica' }))).toEqual({
      ok: false,
      reason: 'unknown_state',
      detail: 'musica',
    });
    // Quoted in part, but never with a part of a number.
    for (let before = 20; before <= 45; before++) {
      const word = `${'x'.repeat(before)} 912345678`;
      const reading = read(withField({ Estado_llamado: word }));
      expect(reading).toMatchObject({ detail: before <= 30 ? word : 'x'.repeat(Math.min(before, 40)) });
    }
    expect(read(withField({ Estado_llamado: ' ' }))).toMatchObject({ reason: 'no_state' });
  });
  test('[T6] a placeholder that was not filled in is absent and told', () => {
    const raw = withField({ Info: '%*INFO*%', Duration: '$*DURACION*$', Cola: '%*QUEUE_NAME*%' });
    expect(heard(raw)).toMatchObject({ info: null, infoWord: null, durationMs: null, queue: unsaid });
    expect([...warned(raw)].sort()).toEqual([
      'not_substituted:DURACION',
      'not_substituted:INFO',
      'not_substituted:QUEUE_NAME',
    ]);
    expect(read(withField({ Estado_llamado: '%*STATUS*%' }))).toMatchObject({ reason: 'not_substituted' });
    expect(read(withField({ Id_llamada: '%*FULL_ID*%' }))).toMatchObject({ reason: 'not_substituted' });
  });
  test('[T6] number placeholders that break the JSON are read all the same', () => {
    const raw = json('{"id":"1700000000.1","status":"colgado","duration": ,"caller_id":$*EXTENSION*$,"from":0034600}');
    expect(heard(raw)).toMatchObject({ durationMs: null, extension: null, party: '0034600' });
    expect(warned(raw)).toEqual(['not_substituted:EXTENSION']);
  });
  test('[T7] a queue: its number and name, none when blank, unsaid when the field is missing', () => {
    expect(heard(withField({ Cola: '200' })).queue).toEqual({ said: 'number', number: '200', name: null });
    expect(heard(withField({ Cola: ' ' })).queue).toEqual({ said: 'none' });
    expect(heard(withField({ Cola: 'Ventas' })).queue).toEqual(unsaid);
    expect(warned(withField({ Cola: 'Ventas' }))).toEqual(['unknown_word:QUEUE_NAME']);
    const { Cola, Extension, ...rest } = template;
    expect(heard(json(rest)).queue).toEqual(unsaid);
    expect(heard(json({ ...rest, ColaAgentes: '101' }))).toMatchObject({ extension: '101', extensionIsQueue: true });
    expect(heard(json({ ...rest, Extension, ColaAgentes: '101' }))).toMatchObject({
      extension: '116',
      extensionIsQueue: false,
      queue: { said: 'number', number: '101' },
    });
    expect(Cola).toBe('200_Ventas_Norte');
  });
  test('[T8] with `from` the caller_id is the extension, without it the outside number', () => {
    const body = { id: '1', status: 'timbre', caller_id: '116', to: '935' };
    expect(heard(json({ ...body, from: '600' }))).toMatchObject({ extension: '116', party: '600', ddi: '935' });
    expect(heard(json(body))).toMatchObject({ extension: null, party: '116', ddi: '935' });
  });
  test('[T8] who withheld the number is nobody', () => {
    for (const party of ['Anonymous', 'anónimo', 'ANONIMA', 'Número oculto', 'privado', 'unknown', 'Restricted', ' ']) {
      const told = heard(withField({ Telefono_contacto: party })).party;
      expect(told, party).toBeNull();
    }
  });
  test('[T9] words nobody knows are absent and told, an unknown INFO is kept', () => {
    const raw = withField({ Tipo: 'lateral', Final: 'quizas', Extension: '__proto__', Info: 'CONGESTION' });
    expect(heard(raw)).toMatchObject({ direction: null, final: null, extension: null, info: null });
    expect(heard(raw).infoWord).toBe('CONGESTION');
    expect([...warned(raw)].sort()).toEqual(['unknown_word:EXTENSION', 'unknown_word:FINAL', 'unknown_word:SENTIDO']);
  });
  test('[T10] times are moved to our clock by the skew', () => {
    const options = { ...plain, skewMs: 1500 };
    const raw = withField({ Datetime_fin: '2023-11-14T22:14:00.250Z' });
    expect(heard(raw, options)).toMatchObject({ startedAt: 1_699_999_998_500, endedAt: 1_700_000_038_750 });
  });
  test('[T10] every way to write an offset, and a form that lost its plus', () => {
    for (const text of ['2023-11-14T23:13:20+01:00', '2023-11-14T23:13:20+0100', '2023-11-14 20:13:20-02:00']) {
      expect(heard(withField({ Datetime_llamada: text })).startedAt, text).toBe(1_700_000_000_000);
    }
    const body = 'id=1&status=timbre&start_time=2023-11-14T23:13:20+01:00';
    expect(heard({ method: 'POST', contentType: null, query: '', body }).startedAt).toBe(1_700_000_000_000);
    for (const text of ['ayer', '2023-02-31T10:00:00Z', '2023-11-14T25:00:00Z', '2023-11-14T23:13:20']) {
      expect(heard(withField({ Datetime_llamada: text })).startedAt, text).toBeNull();
    }
  });
  test('[T10] an offset that is not the zone of the PBX is told, a bare time is read in that zone', () => {
    const options = { ...plain, timezone: 'Europe/Madrid' };
    const at = (text: string) => withField({ Datetime_llamada: text });
    expect(warned(at('2023-11-14T23:13:20+01:00'), options)).toEqual([]);
    expect(warned(at('2023-07-14T23:13:20+02:00'), options)).toEqual([]);
    expect(warned(at('2023-11-14T22:13:20.000Z'), options)).toEqual([]);
    expect(warned(at('2023-11-14T22:13:20+00:00'), options)).toEqual(['offset_differs']);
    expect(heard(at('2023-11-14T23:13:20'), options).startedAt).toBe(1_700_000_000_000);
  });
});

describe('anything at all', () => {
  const fieldName = fc.oneof(
    fc.constantFrom(...hookVariables, 'id', 'from', 'status', 'caller_id', '__proto__', 'wallref'),
    fc.string(),
  );
  const value = fc.oneof(
    fc.constantFrom('timbre', 'colgado', '1.2', ' ', '%*X*%', '2021-08-27T08:25:41+02:00'),
    fc.json(),
  );
  const body = fc.oneof(
    fc
      .dictionary(fieldName, fc.oneof(value, fc.jsonValue()))
      .map((object) => JSON.stringify({ ...object, Id_llamada: '1700000000.1', Estado_llamado: 'timbre' })),
    fc.string({ unit: 'binary' }),
    fc.uint8Array().map((bytes) => new TextDecoder().decode(bytes)),
    fc.dictionary(fieldName, fc.oneof(value, fc.jsonValue())).map((object) => JSON.stringify(object)),
    fc.json().map((text) => text.slice(0, -1)),
    fc.string().map((text) => `{"a":${text},"id":$*ID*$}`),
  );
  test('[T11] no bytes make it throw, and what it reads is of the right kind', () => {
    fc.assert(
      fc.property(body, fc.string({ unit: 'binary' }), fc.dictionary(fieldName, fc.string()), (text, query, fields) => {
        const raw: RawHook = { method: 'POST', contentType: null, query, body: text };
        const reading = translateHook(raw, receivedAt, { fields, skewMs: 0, timezone: 'Europe/Madrid' });
        if (!reading.ok) return reading.detail.length < 200;
        const { event } = reading;
        expect(event.shortId).toMatch(/^[\w-]+$/);
        if (event.extension !== null) expect(event.extension).toMatch(/^\d[\d*#]*$/);
        if (event.startedAt !== null) expect(Number.isFinite(event.startedAt)).toBe(true);
        return true;
      }),
      { numRuns: 500 },
    );
  });
  test('[T11] absurd nesting is unreadable, not fatal', () => {
    expect(read(json('['.repeat(60_000)))).toMatchObject({ ok: false });
    expect(read(json(`${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}`))).toMatchObject({ ok: false });
    expect(read(json(`{${':'.repeat(60_000)}`))).toMatchObject({ reason: 'unreadable_body' });
  });
});
