// Ranges by name: what costs money or reaches a service, country by country, against the real numbering plans.
import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, test } from 'vitest';
import { checkNumber, type DialRules } from '../../lib/dialling/number.ts';
import { numberPlans } from '../../server/http/number-plans.ts';
import { seededDraw } from '../support/number-oracle.ts';

const plans = numberPlans();
const house: DialRules = {
  allow: ['+351', '+34'],
  format: '00',
  country: '+351',
  isExtension: () => false,
  shortCodes: [],
};
const world: DialRules = { ...house, allow: '*' };
const outcome = (typed: string, rules: DialRules = house) => {
  const verdict = checkNumber(plans, rules, typed);
  return verdict.ok ? verdict.wire : verdict.reason;
};
/** What the library says of one: `none` = there is no such number in its plans. */
const said = (e164: string) => plans.read(e164, '351')?.kind ?? 'none';

describe('Portugal and Spain', () => {
  // The second column is the library's word; where it is `none` or an ordinary kind, only our own table closes the range.
  test.each([
    ['351', '601123456', 'premium'],
    ['351', '607123456', 'premium'],
    ['351', '608123456', 'premium'],
    ['351', '646123456', 'premium'],
    ['351', '648123456', 'premium'],
    ['351', '707123456', 'shared_cost'],
    ['351', '708123456', 'shared_cost'],
    ['351', '760123456', 'premium'],
    ['351', '760823456', 'none'],
    ['351', '761123456', 'none'],
    ['351', '761223456', 'premium'],
    ['351', '762123456', 'premium'],
    ['351', '808123456', 'shared_cost'],
    ['351', '809123456', 'shared_cost'],
    ['351', '809223456', 'none'],
    ['351', '884123456', 'personal'],
    ['34', '700123456', 'personal'],
    ['34', '704123456', 'personal'],
    ['34', '803123456', 'premium'],
    ['34', '806123456', 'premium'],
    ['34', '807123456', 'premium'],
    ['34', '901123456', 'shared_cost'],
    ['34', '902123456', 'shared_cost'],
    ['34', '905123456', 'none'],
    ['34', '907123456', 'none'],
    ['34', '908123456', 'none'],
    ['34', '909123456', 'none'],
    ['34', '511123456', 'shared_cost'],
  ])('[A2] +%s %s is closed in every spelling; the plans say %s', (code, number, kind) => {
    expect(said(`+${code}${number}`)).toBe(kind);
    for (const typed of [number, `+${code}${number}`, `00${code} ${number}`, `tel:+${code}-${number}`]) {
      expect(outcome(typed), typed).toBe('range');
      // Lifting the limit of countries opens no range; with its code nothing is left to doubt.
      if (typed !== number) expect(outcome(typed, world), typed).toBe('range');
    }
  });

  test('[A2] no Portuguese number that begins with 6 or 7 passes with its country code', () => {
    for (let front = 600; front < 800; front++) {
      for (const back of ['000000', '123456', '923456', '935555', '999999']) {
        expect(outcome(`+351${front}${back}`), `${front}${back}`).toBe('range');
      }
    }
  });

  test('[A2] directory enquiries and short services are closed, however they are spelt', () => {
    for (const code of ['11811', '11818', '11822', '11850', '11888', '118500', '1182']) {
      for (const typed of [code, `+34${code}`, `0034${code}`, `+351${code}`])
        expect(outcome(typed), typed).toBe('range');
    }
    for (const code of ['1820', '1414', '16200', '1212', '2255', '7788', '010', '012', '016', '116000', '116117']) {
      expect(outcome(code), code).toMatch(/too_short|no_such_number/);
    }
  });

  test('[A2] what is ordinary stays open', () => {
    for (const typed of [
      '210123456',
      '226123456',
      '289123456',
      '300123456',
      '800123456',
      '+34612345678',
      '+34912345678',
    ]) {
      expect(outcome(typed), typed).toMatch(/^[0-9]+$/);
    }
  });

  test('[A2] a longer prefix lists one range and no other', () => {
    const listed: DialRules = { ...house, allow: ['+351', '+34', '+351761', '+34902'] };
    expect(outcome('761223456', listed)).toBe('761223456');
    expect(outcome('+351761223456', listed)).toBe('761223456');
    expect(outcome('+34902123456', listed)).toBe('0034902123456');
    expect(outcome('762123456', listed)).toBe('range');
    expect(outcome('+34901123456', listed)).toBe('range');
  });
});

describe('every country', () => {
  test.each([
    [
      'satellites and networks of no country',
      '+870773111632 +881612345678 +881812345678 +882161234567 +883510012345678',
    ],
    ['worldwide freephone, shared cost, premium', '+80012345678 +80812345678 +979112345678'],
    ['France', '+33810123456 +33820123456 +33890123456 +33899123456'],
    ['the United Kingdom', '+449012345678 +449812345678 +448712345678 +448432345678 +447012345678'],
    ['Germany', '+499001234567 +491801234567 +4970012345678'],
    ['Italy', '+39899123456 +39892123 +39848123456 +39199123456'],
    ['Switzerland', '+41900123456 +41901123456 +41906123456 +41840123456'],
    ['Austria', '+43900123456 +43930123456 +43810123456'],
    ['Belgium and the Netherlands', '+3290212345 +3290312345 +319061234567 +319001234567'],
    ['North America', '+19005551234 +12129765551 +15005551234'],
  ])('[A2] %s: nothing costly passes, though all countries may be dialled', (_where, numbers) => {
    for (const number of numbers.split(' ')) expect(outcome(number, world), number).toMatch(/^(range|no_such_number)$/);
  });

  test('[A2] a pay-per-call exchange is closed with the trunk digit of home too', () => {
    const american: DialRules = { ...house, allow: ['+1'], country: 'US' };
    for (const typed of ['2129765551', '1 212 976 5551', '+1 (212) 976-5551', '0012129765551']) {
      expect(outcome(typed, american), typed).toBe('range');
    }
    expect(outcome('1 212 555 2368', american)).toBe('2125552368');
  });

  test('[A2] whatever the plans call costly or do not name is closed everywhere', () => {
    const draw = seededDraw(5);
    const costly = new Set(['PREMIUM_RATE', 'SHARED_COST', 'PERSONAL_NUMBER', 'UAN', 'PAGER', 'VOICEMAIL', undefined]);
    const passed: string[] = [];
    const seen = new Set<string>();
    let count = 0;
    const codes = [...new Set(getCountries().map((country) => String(getCountryCallingCode(country))))];
    for (const code of codes) {
      for (let n = 0; n < (process.env.FULL ? 5_000 : 300); n++) {
        const digits = Array.from({ length: 5 + draw(7) }, () => String(draw(10))).join('');
        const parsed = parsePhoneNumberFromString(`+${code}${draw(3) === 0 ? pick(draw) + digits.slice(2) : digits}`);
        if (!parsed?.isValid() || !costly.has(parsed.getType())) continue;
        count += 1;
        seen.add(parsed.country ?? '');
        if (checkNumber(plans, world, parsed.number).ok) passed.push(parsed.number);
      }
    }
    console.info(`${count} costly numbers of ${seen.size} countries: ${passed.length} passed`);
    expect(count).toBeGreaterThan(100);
    expect(passed).toEqual([]);
  });
});

const pick = (draw: (below: number) => number) => ['900', '80', '90', '70', '89', '118', '0900'][draw(7)] ?? '900';

describe('emergency numbers', () => {
  // From the countries' own plans: rescue, fire, police.
  const known =
    '112 911 999 000 061 062 080 085 088 091 092 100 101 102 103 104 105 106 107 108 110 111 113 114 115 116 117 118 119 120 122 123 125';
  const elsewhere =
    '128 129 131 132 133 144 150 155 156 158 160 166 171 177 180 190 191 192 193 194 195 197 198 199 15 17 18 19 01 02 03 211 333 511 555 901 902 903 922 933 990 991 992 993 994 995 996 997 998 066 065 1122 1669 90000 10111';

  test('[A1] none is dialled, in any spelling, with any prefix', () => {
    const rules: DialRules = { ...world, shortCodes: [...known.split(' '), ...elsewhere.split(' ')] };
    for (const number of `${known} ${elsewhere}`.split(' ')) {
      const spellings = [number, [...number].join(' '), [...number].join('-'), `(${number})`, `tel:${number}`];
      if (number.length === 3)
        spellings.push(`+351${number}`, `0034 ${number}`, `+44${number}`, `+1 ${number}`, `+351 0${number}`);
      for (const typed of spellings) expect(outcome(typed, rules), typed).toBe('emergency');
    }
  });

  test('[A1] those of every country neither after a trunk zero, nor as somebody’s extension', () => {
    const lied: DialRules = { ...house, isExtension: () => true };
    for (const number of ['112', '911', '999', '000']) expect(outcome(number, lied), number).toBe('emergency');
    for (const typed of ['0112', '0911', '00112', '+112', '+911', '0 112', '00 999']) {
      expect(outcome(typed, lied), typed).toBe('emergency');
    }
    for (const other of ['115', '117', '061']) expect(outcome(other, lied), other).toBe(other);
  });

  test('[A3] a foreign number that begins with 112 is not sent without its country code', () => {
    // A network that hears 112 need not wait for the rest.
    const abroad: NonNullable<ReturnType<typeof plans.read>> = {
      e164: '+99911223344',
      callingCode: '34',
      country: 'ES',
      domestic: '112233445',
      national: '112233445',
      international: '+34112233445',
      kind: 'fixed',
    };
    const made = { ...plans, read: (_text: string, code: string) => (code === '34' ? abroad : null) };
    const rules: DialRules = { ...house, allow: ['+999', '+34'] };
    const verdict = checkNumber(made, rules, '112233445');
    expect(verdict).toMatchObject({ ok: false, reason: 'emergency' });
  });
});
