// One number is found however it is written, and nothing else is taken for it.
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { sameNumber } from '../../lib/dialling/same-number.ts';
import type { RawHook } from '../../lib/pbx/hook.ts';
import { translateHook } from '../../lib/pbx/translate.ts';
import { numberPlans } from '../../server/http/number-plans.ts';
import { readSought } from '../../server/privacy/read-number.ts';
import { createTrace } from '../../server/privacy/trace.ts';

const plans = numberPlans();
const home = { country: 'PT', allow: ['+351', '+34'] };
const sought = (typed: string) => {
  const number = readSought(plans, home, typed);
  if (!number) throw new Error(`no number: ${typed}`);
  return number;
};
const options = { fields: {}, skewMs: 0, timezone: 'Europe/Lisbon' };
const read = (raw: RawHook) => translateHook(raw, 1, options);

const national = fc.stringMatching(/^9[1236][0-9]{7}$/);
const separators = ['', '', '', ' ', '.', '-', '/', '\u00a0', '\u2013', ' - '];
/** The digits of it with separators between groups, behind one of the prefixes. */
const spelling = (digits: string) =>
  fc
    .record({
      prefix: fc.constantFrom('', '+351', '00351', '351', '+ 351', '(+351) ', '00 351 ', '+351 (0)'),
      gaps: fc.array(fc.constantFrom(...separators), { minLength: 8, maxLength: 8 }),
    })
    .map(({ prefix, gaps }) => prefix + [...digits].map((digit, index) => digit + (gaps[index] ?? '')).join(''));

const percent = (text: string) => [...new TextEncoder().encode(text)].map((byte) => `%${byte.toString(16)}`).join('');
const unicode = (text: string) =>
  [...text].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
const id = '1772442000.912345';

/** Ways a webhook may carry a number; `from` is its field. */
const carriers: Readonly<Record<string, (written: string) => Pick<RawHook, 'body' | 'query'>>> = {
  json: (written) => ({ body: JSON.stringify({ full_id: id, estado: 'timbre', caller_id: written }), query: '' }),
  escaped: (written) => ({
    body: `{"full_id":"${id}","estado":"timbre","caller_id":"${unicode(written)}","more":"${written.replaceAll('/', '\\/')}"}`,
    query: '',
  }),
  nested: (written) => ({
    body: JSON.stringify({
      full_id: id,
      estado: 'timbre',
      caller_id: 'x',
      more: JSON.stringify({ a: unicode(written) }),
    }),
    query: '',
  }),
  form: (written) => ({
    body: new URLSearchParams({ full_id: id, estado: 'timbre', caller_id: written }).toString(),
    query: '',
  }),
  percent: (written) => ({ body: `full_id=${id}&estado=timbre&caller_id=${percent(written)}`, query: '' }),
  twice: (written) => ({
    body: `full_id=${id}&estado=timbre&more=${encodeURIComponent(percent(written))}`,
    query: '',
  }),
  query: (written) => ({ body: '', query: `full_id=${id}&estado=timbre&caller_id=${encodeURIComponent(written)}` }),
  words: (written) => ({ body: `a caller ${written}, unknown`, query: '' }),
};

test('[A28] every spelling in every carrier is found, masked, and the event stays the same but for it', () => {
  let cases = 0;
  const one = national.chain((digits) => fc.tuple(fc.constant(digits), spelling(digits)));
  fc.assert(
    fc.property(one, ([digits, written]) => {
      const trace = createTrace(sought(`+351${digits}`));
      for (const [name, carrier] of Object.entries(carriers)) {
        const raw = { method: 'POST' as const, contentType: null, ...carrier(written) };
        expect(trace.in(raw.body) || trace.in(raw.query), `${name}: ${written}`).toBe(true);
        const hidden = { ...raw, body: trace.hideInBody(raw.body), query: trace.hideInForm(raw.query) };
        expect(trace.in(hidden.body) || trace.in(hidden.query), `${name}: ${written}`).toBe(false);
        expect(trace.hideInBody(hidden.body)).toBe(hidden.body);
        const [before, after] = [read(raw), read(hidden)];
        expect([before.ok, after.ok]).toEqual(name === 'words' ? [false, false] : [true, true]);
        cases += 1;
        if (!before.ok || !after.ok) continue;
        expect({ ...after.event, party: null }).toEqual({ ...before.event, party: null });
        // Where the field had it there is the mask now, maybe in a bracket; where it did not, what there was.
        const { party } = before.event;
        if (party === null || party === 'x') expect(after.event.party).toBe(party);
        else expect(sameNumber(after.event.party ?? '', trace.mask)).toBe(true);
      }
    }),
    { numRuns: process.env.FULL ? 150 : 60 },
  );
  console.log(`spellings: ${cases} cases`);
}, 120_000);

test('[A28] a number that differs in one digit is not touched', () => {
  fc.assert(
    fc.property(national, fc.nat(8), fc.integer({ min: 1, max: 9 }), (digits, place, more) => {
      const other = [...digits].map((d, at) => (at === place ? String((Number(d) + more) % 10) : d)).join('');
      const trace = createTrace(sought(digits));
      for (const text of [`+351${other}`, `"${other}"`, `${other}0`, `1${digits}`, `${digits}1`, `+34${digits}`]) {
        expect(trace.hide(text), text).toBe(text);
      }
    }),
    { numRuns: 60 },
  );
}, 60_000);

describe('[A28] what only looks like it stays', () => {
  const trace = createTrace(sought('912 345 678'));
  it.each([
    '1772442000.912345678',
    'w1772442000-912345678',
    '9123456781772442000',
    '{"id":1772442000.912345678}',
    '00912345678900',
  ])('%s', (text) => {
    expect(trace.hide(text)).toBe(text);
    expect(trace.hideInBody(text)).toBe(text);
  });
  it('the id of a call, even of the very digits, in our own records', () => {
    const call = { id: '912345678', pbxIds: ['912345678'], ref: 'w912345678', party: '912345678' };
    expect(trace.hideIn(call)).toEqual({ ...call, party: trace.mask });
    const untouched = { id: '912345678', legs: [{ extension: '116' }] };
    expect(trace.hideIn(untouched)).toBe(untouched);
  });
  it('a date whose digits would be a number', () => {
    const danish = createTrace({
      text: '+4520261123',
      international: { callingCode: '45', rest: '20261123' },
      national: ['20261123'],
    });
    expect(danish.hide('2026-11-23T10:00:00')).toBe('2026-11-23T10:00:00');
    expect(danish.hide('20 26 11 23')).toBe(danish.mask);
  });
});

it('[A28] a number without quotes leaves JSON that can be read, whole or broken', () => {
  const trace = createTrace(sought('912345678'));
  expect(JSON.parse(trace.hideInBody('{"from": 912345678, "n": [351912345678, 1], "x": 1.5}'))).toEqual({
    from: trace.mask,
    n: [trace.mask, 1],
    x: 1.5,
  });
  const broken = read({
    method: 'POST',
    contentType: null,
    query: '',
    body: trace.hideInBody('{"ID":"1772442000.1","ESTADO":timbre,"CALLER_ID":912345678,"DURACION": }'),
  });
  expect(broken).toMatchObject({ ok: true, event: { party: trace.mask } });
});

it('[A28] two erased numbers with the same last digits are not one', () => {
  const [one, other] = [createTrace(sought('912345678')), createTrace(sought('913000678'))];
  expect(one.mask).not.toBe(other.mask);
  expect(one.mask).toMatch(/^••• ••• 678 [b-z]{5}$/);
});

it('[A28] what is no outside number is none; a country’s own form is looked for where it can stand', () => {
  for (const typed of ['116', '112', '1820', '', 'abc', '+12', '912345678901234567']) {
    expect(readSought(plans, home, typed), typed).toBeNull();
  }
  expect(sought('+351 912 345 678')).toEqual(sought('912345678'));
  expect(sought('+34 912 345 678').national).toEqual([]);
  expect(sought('+34 612 345 678').national).toEqual(['612345678']);
  expect(sought('0034612345678').lastFour).toBe('5678');
});
