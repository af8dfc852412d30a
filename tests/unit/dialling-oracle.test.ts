// 200,000 numbers (2,000 in the short run) against a table written apart from the policy.
import { expect, test } from 'vitest';
import { checkNumber, type DialRules } from '../../lib/dialling/number.ts';
import { numberPlans } from '../../server/http/number-plans.ts';
import { contradictions, seededDraw, specimen } from '../support/number-oracle.ts';

const count = process.env.FULL ? 200_000 : 2_000;
const seed = Number(process.env.SEED ?? 1);
const rules: DialRules = {
  allow: ['+351', '+34'],
  format: '00',
  country: '+351',
  isExtension: (digits) => digits === '116' || digits === '117',
  shortCodes: ['1820'],
};

test(`[A1] [A2] [A3] [A4] ${count} numbers: none that is forbidden passes, none that is allowed is refused`, () => {
  expect(contradictions()).toEqual([]);
  const plans = numberPlans();
  const draw = seededDraw(seed);
  const passed: string[] = [];
  const refused: string[] = [];
  const otherwise: string[] = [];
  let allowed = 0;
  for (let n = 0; n < count; n++) {
    const { typed, wire, why } = specimen(draw);
    const verdict = checkNumber(plans, rules, typed);
    const said = `${why}: ${JSON.stringify(typed)} → ${verdict.ok ? verdict.wire : verdict.reason}`;
    if (wire !== null) allowed++;
    if (wire === null && verdict.ok) passed.push(said);
    if (wire !== null && !verdict.ok) refused.push(said);
    if (wire !== null && verdict.ok && verdict.wire !== wire) otherwise.push(said);
  }
  console.info(
    `seed ${seed}: ${count} numbers, ${allowed} allowed, ${count - allowed} forbidden; forbidden that passed ${passed.length}, allowed that were refused ${refused.length}, written otherwise ${otherwise.length}`,
  );
  expect(allowed).toBeGreaterThan(count / 10);
  expect(passed.slice(0, 20)).toEqual([]);
  expect(refused.slice(0, 20)).toEqual([]);
  expect(otherwise.slice(0, 20)).toEqual([]);
});
