// The board, every screen, and what truly happened must come to the same, whatever was doubled, late, reordered or
// lost on the way. A failure prints its seed; the same seed gives the same day.
import { afterEach, describe, expect, it } from 'vitest';
import type { Agent, Board } from '../../lib/protocol/board.ts';
import type { Diary } from '../../server/simulator/world/diary.ts';
import { type ConvergingHouse, convergingHouse } from '../support/converging-house.ts';

const minute = 60_000;
const seeds = process.env.FULL ? Array.from({ length: 25 }, (_, i) => i + 1) : [1, 2];
let house: ConvergingHouse | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

/** What an agent's state may be while the PBX's own word is this. */
const fits: Readonly<Record<string, readonly Agent['state'][]>> = {
  Libre: ['free'],
  Ocupada: ['busy', 'talking', 'ringing'],
  Desconectada: ['disconnected'],
};

function wrongAgents(board: Board, diary: Diary): string[] {
  return Object.values(board.agents).flatMap((agent) => {
    const word = diary.agents[agent.extension] ?? 'absent';
    const ringing = diary.calls.some((call) =>
      call.legs.some((leg) => leg.extension === agent.extension && leg.state === 'ringing'),
    );
    const may = ringing ? [...(fits[word] ?? []), 'ringing'] : (fits[word] ?? []);
    return may.includes(agent.state) ? [] : [`${agent.extension}: board ${agent.state}, truth ${word}`];
  });
}

const counts = (board: Board) =>
  Object.fromEntries(
    Object.values(board.queues).map(({ number, today }) => [
      number,
      { offered: today.offered, answered: today.answered, abandoned: today.abandoned + today.shortAbandoned },
    ]),
  );
const trueCounts = (diary: Diary) =>
  Object.fromEntries(
    Object.entries(diary.queues).map(([number, { offered, answered, abandoned }]) => [
      number,
      { offered, answered, abandoned },
    ]),
  );
const openCalls = (board: Board) => Object.values(board.calls).filter((call) => call.state !== 'ended');
const records = ({ agents, queues, calls }: Board) => ({ agents, queues, calls });

describe.each(seeds)('a day of seed %i', (seed) => {
  it('[D1] doubled, late and reordered events, a restart, screens that come and go: exactly what happened', {
    timeout: 120_000,
  }, async () => {
    house = await convergingHouse({ seed, agents: 14, queuesRing: seed % 2 === 0 });
    const { simulator } = house;
    await house.pass(2_000);
    const steady = house.screen();
    simulator.day.start();
    await house.pass(minute);
    simulator.control('faults/hooks', { doubled: 0.2, late: 0.15, reordered: 0.2, lateSeconds: 4 });
    await house.pass(minute);
    const brief = house.screen();
    await house.pass(30_000);
    brief.close();
    await house.restart();
    const after = house.screen();
    await house.pass(90_000);
    simulator.control('faults/clear', {});
    simulator.day.stop();
    // Everybody who talks hangs up in time, and the last doubts are settled.
    await house.pass(14 * minute, 1_000);
    const board = house.board();
    const diary = simulator.diary();
    expect(diary.calls.length).toBeGreaterThan(25);
    expect(diary.calls.filter((call) => call.endedAt === null)).toEqual([]);
    expect(openCalls(board)).toEqual([]);
    expect(wrongAgents(board, diary)).toEqual([]);
    expect(counts(board)).toEqual(trueCounts(diary));
    expect(records(after.board() ?? board)).toEqual(records(board));
    expect(after.gaps).toEqual([]);
    expect(steady.gaps).toEqual([]);
  });

  it('[R2] lost events and an ill PBX: no ghost, nobody free on a call, no counter above the truth', {
    timeout: 120_000,
  }, async () => {
    house = await convergingHouse({ seed, agents: 14 });
    const { simulator } = house;
    await house.pass(2_000);
    const screen = house.screen();
    simulator.day.start();
    await house.pass(45_000);
    simulator.control('faults/hooks', { lost: 0.25, doubled: 0.1 });
    for (const kind of ['500', 'html', 'empty', '401']) {
      simulator.control('faults/rest', { kind });
      await house.pass(20_000);
      // Fourteen people and the dialler, which nobody called a service here.
      expect(Object.keys(house.board().agents)).toHaveLength(15);
      simulator.control('faults/clear', { what: 'rest' });
      await house.pass(15_000);
    }
    simulator.control('faults/clear', {});
    simulator.day.stop();
    await house.recover();
    // A caller whose end was lost while nobody rang may be believed to wait for half an hour.
    await house.pass(32 * minute, 1_000);
    const board = house.board();
    const diary = simulator.diary();
    expect(diary.calls.length).toBeGreaterThan(20);
    expect(openCalls(board)).toEqual([]);
    expect(wrongAgents(board, diary)).toEqual([]);
    for (const [number, truth] of Object.entries(trueCounts(diary))) {
      const told = counts(board)[number];
      expect(told?.offered, `offered in ${number}`).toBeLessThanOrEqual(truth.offered);
      expect(told?.answered, `answered in ${number}`).toBeLessThanOrEqual(truth.answered);
    }
    expect(board.source.pbx).toBe('live');
    expect(records(screen.board() ?? board)).toEqual(records(board));
    expect(screen.gaps).toEqual([]);
  });
});
