// [K] rows of the PBX's records as tickets: both kinds, any language, nothing invented and nothing dropped.

import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { readRecords } from '../../lib/pbx/rest/records.ts';
import { digitsMatch, numberDigits } from '../../lib/records/number-digits.ts';
import { erasedKey, recordKey } from '../../lib/records/record-key.ts';
import { resultOf } from '../../lib/records/result-word.ts';
import { readTicket, type TicketRules } from '../../lib/records/ticket.ts';

const rules: TicketRules = {
  timezone: 'Europe/Madrid',
  queues: new Set(['200']),
  queueOfDdi: new Map([['215002100', '201']]),
};
const ticketOf = (kind: 'calls' | 'queue', row: Record<string, unknown>) => {
  const page = readRecords(JSON.stringify({ registros: 1, CDR: [row] }));
  if (!page.ok) throw new Error(page.why);
  const reading = readTicket(kind, page.value.rows[0] ?? {}, rules);
  if (!reading.ok) throw new Error(reading.why);
  return reading.ticket;
};
const samples = JSON.parse(readFileSync(new URL('../samples/answers.json', import.meta.url), 'utf8'));

describe('[K1] the general ticket', () => {
  it('of the manual is read in its own words', () => {
    expect(ticketOf('calls', samples.cdrPage.CDR[0])).toMatchObject({
      callId: '1645022130.56',
      startedAt: 1_645_022_130_000,
      endedAt: null,
      caller: '300',
      called: '621260068',
      party: '621260068',
      agent: '300',
      queue: null,
      ddi: '935955436',
      direction: 'out',
      status: 'answered',
      word: 'Respondido',
      durationMs: 33_000,
      waitMs: null,
      talkMs: null,
      extra: {},
    });
  });

  it('is the same ticket in the other language', () => {
    const spanish = {
      Identificador: '1645022130.56',
      Llamante: '300',
      Llamado: '621260068',
      Estado: 'Respondido',
      Duracion: '33',
      Direccion: 'Saliente',
      DDI: '935955436',
    };
    expect(ticketOf('calls', spanish)).toEqual(ticketOf('calls', samples.cdrPage.CDR[0]));
  });

  it('keeps what it does not know, as it came', () => {
    const row = {
      Identificador: '1645022130.56',
      Llamante: '912345678',
      Llamado: '116',
      Estado: 'En revisión',
      Zona: 'B',
    };
    const ticket = ticketOf('calls', { ...row, Direccion: 'Lateral', Duracion: 'largo' });
    expect(ticket).toMatchObject({ status: 'unknown', word: 'En revisión', direction: null, durationMs: null });
    expect({ ...ticket.extra }).toEqual({ zona: 'B', direccion: 'Lateral', duracion: 'largo' });
    // Nobody told who called whom, but only one of the two is an outside number.
    expect(ticket).toMatchObject({ party: '912345678', agent: null });
  });

  it('has no party where the number was withheld', () => {
    const row = { Identificador: '1645022130.56', Llamado: '116', Estado: 'Contestada', Direccion: 'Entrante' };
    for (const caller of ['Anonymous', 'oculto', '', '-2', 'Anonymous 00351']) {
      expect(ticketOf('calls', { ...row, Llamante: caller }).party).toBeNull();
    }
  });

  it('holds no text a database could refuse, whatever came', () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 });
    fc.assert(
      fc.property(fc.dictionary(text, text), text, text, (row, caller, word) => {
        const read = readTicket(
          'queue',
          { ...row, identificador: '1645022130.1', llamante: caller, estado: word },
          rules,
        );
        const json = JSON.stringify(read);
        expect(json.isWellFormed()).toBe(true);
        expect(json).not.toMatch(/\\u00[01][0-9a-f]|\\ud[89a-f]/);
      }),
    );
  });

  it('without an id that holds an epoch is no ticket', () => {
    for (const id of ['', 'abc', '12.5', '99999999999.1', '1.6e9']) {
      expect(readTicket('calls', { identificador: id, estado: 'Contestada' }, rules)).toEqual({ ok: false, why: 'id' });
    }
    expect(readTicket('calls', { estado: 'Contestada' }, rules).ok).toBe(false);
  });
});

describe('[K2] the ticket of a queue', () => {
  it('takes no field for granted', () => {
    expect(ticketOf('queue', { Identificador: '1645022130.56' })).toMatchObject({
      kind: 'queue',
      queue: null,
      agent: null,
      waitMs: null,
      status: 'unknown',
      word: '',
    });
  });

  it('names its queue by the field, the called number, or the one queue of the DDI', () => {
    const row = { Identificador: '1645022130.56', Llamante: '912345678', Estado: 'Abandonada' };
    expect(ticketOf('queue', { ...row, Cola: '202_Faturação' })).toMatchObject({ queue: '202', waitMs: null });
    expect(ticketOf('queue', { ...row, Fila: '202' }).queue).toBe('202');
    expect(ticketOf('queue', { ...row, Llamado: '200' }).queue).toBe('200');
    expect(ticketOf('queue', { ...row, DDI: '215002100' }).queue).toBe('201');
    const named = ticketOf('queue', { ...row, Cola: 'Ventas' });
    expect([named.queue, named.extra.cola]).toEqual([null, 'Ventas']);
  });

  it('reads waits as seconds or clock times, and an end in the PBX’s zone', () => {
    const row = { Identificador: '1774746000.1', Cola: '200', Espera: '75' };
    expect(ticketOf('queue', row).waitMs).toBe(75_000);
    expect(ticketOf('queue', { ...row, Espera: '1:15' }).waitMs).toBe(75_000);
    expect(ticketOf('queue', { ...row, Espera: '00:01:15' }).waitMs).toBe(75_000);
    expect(ticketOf('queue', { ...row, Espera: '-3' }).waitMs).toBeNull();
    const end = (text: string) => ticketOf('queue', { ...row, Fecha_fin: text }).endedAt;
    // Madrid turned its clocks at 01:00 UTC of 29 March 2026.
    expect(end('29/03/2026 01:30:00')).toBe(Date.UTC(2026, 2, 29, 0, 30));
    expect(end('29/03/2026 03:30:00')).toBe(Date.UTC(2026, 2, 29, 1, 30));
    expect(end('2026-03-29T03:30:00+02:00')).toBe(Date.UTC(2026, 2, 29, 1, 30));
    expect(end('pronto')).toBeNull();
  });

  it('one call in two queues is two tickets', () => {
    const row = { Identificador: '1645022130.56', Llamante: '912345678', Estado: 'Abandonada' };
    expect(ticketOf('queue', { ...row, Cola: '200' }).key).not.toBe(ticketOf('queue', { ...row, Cola: '201' }).key);
  });
});

describe('[K3] the word of a ticket', () => {
  test.each([
    ['Contestada', 'answered', 'answered'],
    ['Respondido', 'answered', 'answered'],
    ['ANSWERED', 'answered', 'answered'],
    ['No contestada', 'missed', 'abandoned'],
    ['Não respondido', 'missed', 'abandoned'],
    ['NO ANSWER', 'missed', 'abandoned'],
    ['NOANSWER', 'missed', 'abandoned'],
    ['Sin respuesta', 'missed', 'abandoned'],
    ['Llamada perdida', 'missed', 'abandoned'],
    ['Abandonada', 'abandoned', 'abandoned'],
    ['Abandono', 'abandoned', 'abandoned'],
    ['Ocupado', 'busy', 'busy'],
    ['Cancelada', 'cancelled', 'cancelled'],
    ['Falhada', 'failed', 'failed'],
    ['Contestador', 'unknown', 'unknown'],
    ['Contestada y ocupada', 'unknown', 'unknown'],
    ['No abandonada', 'unknown', 'unknown'],
    ['Transferida', 'unknown', 'unknown'],
    ['', 'unknown', 'unknown'],
    ['no', 'unknown', 'unknown'],
  ])('%s is %s, in a queue %s', (word, call, queue) => {
    expect([resultOf(word, 'calls'), resultOf(word, 'queue')]).toEqual([call, queue]);
  });
});

describe('[K4] the key', () => {
  const text = fc.string({ maxLength: 20 });
  it('is a safe whole number, the same for the same ticket and another for another', () => {
    fc.assert(
      fc.property(text, text, text, (id, caller, called) => {
        const key = recordKey('calls', id, caller, called);
        expect(Number.isSafeInteger(key) && key >= 0).toBe(true);
        expect(recordKey('calls', id, caller, called)).toBe(key);
        expect(recordKey('queue', id, caller, called)).not.toBe(key);
        expect(recordKey('calls', id, caller, `${called}1`)).not.toBe(key);
        const erased = erasedKey(key);
        expect(erased < 0 && erased >= -1_048_576 && erasedKey(erased) === erased).toBe(true);
      }),
    );
  });

  it('never meets another among a million tickets', () => {
    const keys = new Set<number>();
    for (let i = 0; i < 1_000_000; i++) keys.add(recordKey('calls', `1645022130.${i}`, `9${i % 1000}`, '116'));
    expect(keys.size).toBe(1_000_000);
  });
});

describe('[K5] a number', () => {
  it('is one in every spelling', () => {
    for (const text of ['912345678', '+351 912 345 678', '00351912345678', '351912345678', '(+351) 912-345-678']) {
      expect(numberDigits(text, '351')).toBe('912345678');
    }
    expect(numberDigits('+34 600 123 456', '351')).toBe('34600123456');
    expect(numberDigits('351234567', '351')).toBe('351234567');
    expect(numberDigits('Anonymous', '351')).toBe('');
  });

  it('is found by itself, by a part of it, and with a country code the PBX left away', () => {
    expect(digitsMatch('912345678', '912345678')).toBe(true);
    expect(digitsMatch('912345678', '3456')).toBe(true);
    expect(digitsMatch('600123456', numberDigits('+34600123456', '351'))).toBe(true);
    expect(digitsMatch('912345678', '3457')).toBe(false);
    expect(digitsMatch('45678', '12345678')).toBe(false);
  });
});
