// The number rules against the real numbering plans.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkNumber, type DialRules } from '../../lib/dialling/number.ts';
import { numberPlans } from '../../server/http/number-plans.ts';

const plans = numberPlans();
const house: DialRules = {
  allow: ['+351', '+34'],
  format: '00',
  country: '+351',
  isExtension: (digits) => ['100', '116', '117', '112'].includes(digits),
  shortCodes: [],
};
const check = (typed: string, rules: Partial<DialRules> = {}) => checkNumber(plans, { ...house, ...rules }, typed);
const outcome = (typed: string, rules: Partial<DialRules> = {}) => {
  const verdict = check(typed, rules);
  return verdict.ok ? verdict.wire : `${verdict.code}:${verdict.reason}`;
};

describe('numbers', () => {
  test.each([
    ['912345678', '912345678'],
    ['+351 912 345 678', '912345678'],
    ['00351912345678', '912345678'],
    ['612345678', '612345678'],
    ['+34 612 34 56 78', '0034612345678'],
    ['800 123 456', '800123456'],
    ['116', '116'],
    ['', 'invalid_number:empty'],
    ['   ', 'invalid_number:empty'],
    ['12', 'invalid_number:too_short'],
    ['1234567', 'invalid_number:no_such_number'],
    ['+351 12', 'invalid_number:too_short'],
    ['+351 012 345 678', 'invalid_number:no_such_number'],
    ['9123456789123456', 'invalid_number:too_long'],
    ['9'.repeat(60), 'invalid_number:too_long'],
    [`9${'-'.repeat(40)}12345678`, 'invalid_number:too_long'],
    ['+44 20 7946 0000', 'number_not_allowed:country'],
    ['760123456', 'number_not_allowed:range'],
    ['707 123 456', 'number_not_allowed:range'],
    ['808123456', 'number_not_allowed:range'],
    ['902 12 34 56', 'number_not_allowed:range'],
    ['+34 806 123 456', 'number_not_allowed:range'],
    ['+881612345678', 'number_not_allowed:country'],
    ['112', 'number_not_allowed:emergency'],
    ['911', 'number_not_allowed:emergency'],
    ['061', 'number_not_allowed:emergency'],
    ['115', 'number_not_allowed:emergency'],
    ['117', '117'],
    ['tel:+351912345678', '912345678'],
    ['TEL:912 345 678', '912345678'],
    ['(+351) 912\u202f345\u00a0678', '912345678'],
    ['+351 (0)912 345 678', '912345678'],
    ['0044 (0) 20 7946 0000', 'number_not_allowed:country'],
    ['()', 'invalid_number:characters'],
    ['tel:', 'invalid_number:empty'],
  ])('[A1] %s → %s', (typed, expected) => {
    expect(outcome(typed)).toBe(expected);
  });

  test('[A1] nothing but digits, one leading plus and separators is a number', () => {
    for (const mark of ['*', '#', ',', ';', 'p', 'w', '@', 'A', '٣', '３', '\n', '\u202e', '%', '&', '+']) {
      for (const text of [`912345678${mark}1`, `91234${mark}5678`]) {
        expect(outcome(text), JSON.stringify(text)).toBe('invalid_number:characters');
      }
    }
    for (const text of [
      'tel:+351912345678;ext=5',
      'tel:tel:912345678',
      'sip:912345678',
      '912345678\n',
      '912\t345678',
    ]) {
      expect(outcome(text), JSON.stringify(text)).toBe('invalid_number:characters');
    }
    expect(outcome('912345678 ext. 5')).toBe('invalid_number:characters');
  });

  test('[A1] a zero in brackets is dropped where the country drops it, and kept where it belongs to the number', () => {
    const italian: Partial<DialRules> = { allow: ['+39', '+44'] };
    // Without its zero this fixed line in Varese would be somebody's mobile.
    expect(outcome('+39 (0)331 123 456', italian)).toBe('00390331123456');
    expect(outcome('+44 (0)20 7946 0000', italian)).toBe('00442079460000');
  });

  test('[A1] an extension has six digits at most, whatever the board was told', () => {
    const lied: Partial<DialRules> = { isExtension: () => true };
    expect(outcome('123456', lied)).toBe('123456');
    expect(outcome('760123456', lied)).toBe('number_not_allowed:range');
    expect(outcome('1234567', lied)).toBe('invalid_number:no_such_number');
  });

  test('[A1] short codes are dialled by list only, and the list opens no emergency number', () => {
    const listed: Partial<DialRules> = { shortCodes: ['1820', '11811', '016', '112', '061', '760123456'] };
    for (const code of ['1820', '11811', '016']) {
      expect(outcome(code), code).toMatch(/too_short|range/);
      expect(outcome(code, listed), code).toBe(code);
    }
    expect(outcome('1 8 2 0', listed)).toBe('1820');
    expect(outcome('+351 1820', listed)).toBe('invalid_number:no_such_number');
    for (const code of ['112', '061']) expect(outcome(code, listed), code).toBe('number_not_allowed:emergency');
    expect(outcome('760123456', listed)).toBe('number_not_allowed:range');
  });

  test('[A2] a star lifts the limit of countries and not that of premium ranges', () => {
    expect(outcome('+442079460000', { allow: '*' })).toBe('00442079460000');
    expect(outcome('+442079460000', { allow: '*', format: '+' })).toBe('+442079460000');
    expect(outcome('+881612345678', { allow: '*' })).toBe('number_not_allowed:range');
    expect(outcome('760123456', { allow: '*' })).toBe('number_not_allowed:range');
    expect(outcome('760123456', { allow: ['*', '+351760'] })).toBe('760123456');
  });

  test('[A2] a longer prefix lists a range, and a prefix longer than a country narrows it', () => {
    expect(outcome('760123456', { allow: ['+351', '+351760'] })).toBe('760123456');
    expect(outcome('808123456', { allow: ['+351', '+351760'] })).toBe('number_not_allowed:range');
    expect(outcome('912345678', { allow: ['+35121'] })).toBe('number_not_allowed:country');
    expect(outcome('+881612345678', { allow: ['+351', '+881'] })).toBe('00881612345678');
  });

  test('[A3] a national number is refused if any allowed country would read it as forbidden', () => {
    // 902 is shared cost in Spain and nothing in Portugal.
    expect(outcome('902123456', { allow: ['+351'] })).toBe('invalid_number:no_such_number');
    expect(outcome('902123456')).toBe('number_not_allowed:range');
    // 808 is shared cost in Portugal; Spain alone has no such number.
    expect(outcome('808123456', { allow: ['+34'], country: 'ES' })).toBe('invalid_number:no_such_number');
  });

  test('[A4] the trunk prefix of the home country is always the same', () => {
    const british: Partial<DialRules> = { allow: ['+44'], country: 'GB' };
    for (const text of ['020 7946 0000', '2079460000', '+44 (0)20 7946 0000', '0044 20 7946 0000']) {
      expect(outcome(text, british)).toBe('02079460000');
    }
  });

  test('[A4] a home number that another allowed country would read as forbidden keeps its country code', () => {
    // 810 000 000 is an ordinary Spanish number, and premium in France.
    const both: Partial<DialRules> = { allow: ['+34', '+33'], country: 'ES' };
    expect(outcome('+34810000000', { allow: ['+34'], country: 'ES' })).toBe('810000000');
    expect(outcome('+34810000000', both)).toBe('0034810000000');
    expect(outcome('810000000', both)).toBe('number_not_allowed:range');
  });

  const prefixes = ['+351', '+34', '+44', '+1', '+33', '+351760', '+881', '*'];
  const anyRules = fc.record({
    allow: fc.oneof(fc.constant('*' as const), fc.uniqueArray(fc.constantFrom(...prefixes), { minLength: 1 })),
    format: fc.constantFrom('00' as const, '+' as const),
    country: fc.constantFrom('PT', '+34', 'GB', 'US'),
  });
  const anyText = fc.oneof(
    fc.string({ maxLength: 45 }),
    fc.stringMatching(/^(\+|00)?[0-9]{0,17}$/),
    fc.stringMatching(/^(\+351|\+34|00351|0034|)(9|6|7|8|80|70|76|90)[0-9]{7,8}$/),
  );

  test('[A1] no forbidden number passes, whatever is typed and whatever is allowed', () => {
    fc.assert(
      fc.property(anyText, anyRules, (typed, rules) => {
        const verdict = check(typed, rules);
        if (!verdict.ok || verdict.kind === 'extension') return;
        expect(verdict.wire).toMatch(rules.format === '+' ? /^\+?[0-9]{5,15}$/ : /^[0-9]{5,17}$/);
        const { allow } = rules;
        const prefixes: readonly string[] = allow === '*' ? ['*'] : allow;
        const home = plans.callingCode(rules.country) ?? '';
        const abroad = /^(\+|00)/.test(verdict.wire);
        const codes = [home, ...prefixes.map((prefix) => plans.callingCode(prefix))].filter((code) => code !== null);
        const readings = abroad
          ? [plans.read(`+${verdict.wire.replace(/^(\+|00)/, '')}`, home)]
          : codes.map((code) => plans.read(verdict.wire, code));
        const valid = readings.filter((read) => read !== null).filter((read) => abroad || read.country !== null);
        expect(valid.length).toBeGreaterThan(0);
        for (const read of valid) {
          const under = prefixes.filter((prefix) => read.e164.startsWith(prefix));
          if (!prefixes.includes('*')) expect(under.length).toBeGreaterThan(0);
          const costs = ['premium', 'shared_cost', 'satellite', 'personal', 'unknown'].includes(read.kind);
          expect(costs && !under.some((prefix) => ['+351760', '+881'].includes(prefix))).toBe(false);
        }
        // What passes, passes again as written: the wire form is a fixed point.
        const again = check(verdict.wire, rules);
        expect(again.ok && again.wire).toBe(verdict.wire);
      }),
      { numRuns: 5000 },
    );
  });

  test('[A4] every spelling of one number gives the same wire form', () => {
    const separator = fc.constantFrom('', ' ', '-', '.', '\u00a0', '/');
    const number = fc.constantFrom('351912345678', '351213456789', '34612345678', '34912345678', '351800123456');
    fc.assert(
      fc.property(
        number,
        fc.array(separator, { minLength: 12, maxLength: 12 }),
        fc.boolean(),
        (digits, marks, plus) => {
          const spelt = [...digits].map((digit, index) => `${digit}${marks[index] ?? ''}`).join('');
          expect(outcome(`${plus ? '+' : '00'}${spelt}`)).toBe(outcome(`+${digits}`));
          if (digits.startsWith('351')) {
            const national = [...digits.slice(3)].map((digit, index) => `${digit}${marks[index] ?? ''}`).join('');
            expect(outcome(national)).toBe(outcome(`+${digits}`));
          }
        },
      ),
    );
  });
});
