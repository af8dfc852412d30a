// Orders over real HTTP, through the real client, to a simulated PBX: what reached it is asked of it, not of us.
import { afterEach, expect, test } from 'vitest';
import * as z from 'zod';
import { seededDraw, specimen } from '../support/number-oracle.ts';
import { type SimulatedHouse, simulatedHouse } from '../support/simulated-house.ts';

const numbers = process.env.FULL ? 2_000 : 200;
const Refusal = z.object({ error: z.object({ code: z.string() }) });
let at: SimulatedHouse;
afterEach(() => at.close());

test(`[A1] [A2] [A3] [A4] ${numbers} numbers as orders: what is forbidden reaches no PBX, what is allowed does as written`, async () => {
  at = await simulatedHouse(numbers);
  const extensions = at.simulator.office.agents.map((agent) => agent.extension);
  const { agents, queues, services } = at.simulator.office;
  const telephones = new Set([
    ...[...agents, ...services].map(({ extension }) => extension),
    ...queues.map((queue) => queue.number),
  ]);
  const draw = seededDraw(3);
  const expected: string[] = [];
  const wrong: string[] = [];
  for (const [n, agent] of extensions.slice(0, numbers).entries()) {
    const { typed, wire, why } = specimen(draw);
    // Here it is somebody's telephone.
    if (telephones.has(typed.replace(/[^0-9]/g, ''))) continue;
    const answer = await at.ask('POST', '/api/v1/calls', { agent, number: typed });
    const text = await answer.text();
    if (wire !== null) expected.push(wire);
    const code = answer.status === 202 ? null : Refusal.parse(JSON.parse(text)).error.code;
    const fits = wire === null ? code === 'invalid_number' || code === 'number_not_allowed' : code === null;
    if (!fits) wrong.push(`${n} ${why}: ${JSON.stringify(typed)} → ${answer.status} ${code}`);
  }
  const dialled = at.dialled();
  const forbidden = dialled.filter((number) => !expected.includes(number)).length;
  console.info(
    `${numbers} orders over HTTP, ${expected.length} allowed: reached the simulator ${dialled.length}, forbidden ones ${forbidden}, allowed that were refused ${expected.length - dialled.length + forbidden}`,
  );
  expect(wrong).toEqual([]);
  expect(dialled).toEqual(expected);
  expect(dialled.length).toBeGreaterThan(numbers / 10);
});

test('[A6] 1,000 parallel requests with one key are one call at the PBX', async () => {
  at = await simulatedHouse(20);
  const agent = at.simulator.office.agents[3]?.extension ?? '';
  const order = () => at.ask('POST', '/api/v1/calls', { agent, number: '912345678' }, { 'idempotency-key': 'k-1' });
  const answers = await Promise.all(
    Array.from({ length: 1_000 }, () => order().then(async (answer) => `${answer.status} ${await answer.text()}`)),
  );
  console.info(`1,000 requests with one key: ${at.dialled().length} call at the simulator`);
  expect(new Set(answers).size).toBe(1);
  expect(answers[0]).toMatch(/^202 /);
  expect(at.dialled()).toEqual(['912345678']);
});

test.each(['500', 'reset'] as const)(
  '[A6] an answer lost by %s is unknown, and neither we nor its key repeat it',
  async (kind) => {
    at = await simulatedHouse(20);
    const agent = at.simulator.office.agents[4]?.extension ?? '';
    const order = () => at.ask('POST', '/api/v1/calls', { agent, number: '912345678' }, { 'idempotency-key': 'k-1' });
    at.simulator.control('faults/rest', { action: 'call', kind, times: 1, carriedOut: true });
    const first = await order();
    expect(first.status).toBe(504);
    const text = await first.text();
    for (let n = 0; n < 3; n++) expect(await (await order()).text()).toBe(text);
    expect(at.dialled()).toEqual(['912345678']);
  },
);

test('[A18] once calls are stopped, none of a running stream reaches the PBX', async () => {
  at = await simulatedHouse(120);
  const extensions = at.simulator.office.agents.map((agent) => agent.extension);
  const orders = extensions.map((agent) => at.ask('POST', '/api/v1/calls', { agent, number: '912345678' }));
  const stop = await at.ask('PUT', '/api/v1/settings/dialling', { killed: true });
  expect(stop.status).toBe(200);
  const answers = await Promise.all(orders.map((order) => order.then((answer) => answer.status)));
  const late = await at.ask('POST', '/api/v1/calls', { agent: extensions[0] ?? '', number: '912345679' });
  expect(late.status).toBe(403);
  expect(at.dialled()).toHaveLength(answers.filter((status) => status === 202).length);
  expect(at.dialled()).not.toContain('912345679');
});
