import { expect, test } from 'vitest';
import { createSimulator } from '../../server/simulator/create.ts';

async function day(seed: number) {
  const sim = await createSimulator({ seed, clock: 'manual', lively: true });
  await sim.advance(600_000);
  const result = { diary: JSON.stringify(sim.diary()), events: JSON.stringify(sim.events()), read: sim.diary() };
  await sim.close();
  return result;
}

test('the same seed is the same day, another seed another', async () => {
  const [first, again, other] = [await day(7), await day(7), await day(8)];
  expect(again.diary).toBe(first.diary);
  expect(again.events).toBe(first.events);
  expect(other.diary).not.toBe(first.diary);
});

test('a day holds answered, abandoned, transferred and busy calls, and its counters are those of its calls', async () => {
  const { read } = await day(3);
  const results = new Set(read.calls.map((call) => call.result));
  for (const result of ['answered', 'abandoned', 'missed', 'busy']) expect(results).toContain(result);
  expect(read.calls.some((call) => call.legs.some((leg) => leg.result === 'transferred'))).toBe(true);
  for (const [number, queue] of Object.entries(read.queues)) {
    const calls = read.calls.filter((call) => call.queue === number);
    expect(queue.offered).toBe(calls.length);
    expect(queue.abandoned).toBe(calls.filter((call) => call.result === 'abandoned').length);
    expect(queue.answered).toBe(calls.filter((call) => call.answeredAt !== null).length);
    expect(queue.waiting).toHaveLength(queue.offered - queue.answered - queue.abandoned);
  }
});

test('a steady load gives about the events asked for', async () => {
  const sim = await createSimulator({ clock: 'manual', agents: 500, eventsPerSecond: 100 });
  await sim.advance(60_000);
  const before = sim.world.eventCount;
  await sim.advance(10_000);
  const perSecond = (sim.world.eventCount - before) / 10;
  await sim.close();
  expect(perSecond).toBeGreaterThan(90);
  expect(perSecond).toBeLessThan(110);
});
