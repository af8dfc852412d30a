import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod/mini';
import { emptyBoardState } from '../../lib/board/state.ts';
import { translateHook } from '../../lib/pbx/translate.ts';
import { fold, HOUSE } from '../support/board-events.ts';

const Expected = z.object({
  calls: z.array(
    z.looseObject({
      legs: z.optional(z.array(z.looseObject({ extension: z.string() }))),
    }),
  ),
  queues: z.record(z.string(), z.looseObject({})),
});
const Samples = z.object({
  scenarios: z.array(
    z.object({ name: z.string(), bodies: z.array(z.record(z.string(), z.unknown())), expect: Expected }),
  ),
});
const samples = Samples.parse(JSON.parse(readFileSync(new URL('../samples/webhooks.json', import.meta.url), 'utf8')));

const queue101 = (at: number) =>
  fold(
    [{ type: 'state_polled', at, askedAt: at, complete: false, queues: { '101': { name: null, members: [] } } }],
    emptyBoardState(HOUSE),
  );

/** In its day: a few seconds after the printed start. Today: years later, as somebody who tries the bodies by hand would. */
const receipts = { 'in its day': (start: number) => start + 5_000, today: () => Date.UTC(2026, 2, 2, 9) };

describe.each(Object.entries(receipts))('[D1] the printed bodies, received %s', (_when, receipt) => {
  test.each(samples.scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', (_name, scenario) => {
    const first = scenario.bodies[0] ?? {};
    const printed = Date.parse(String(first.start_time ?? first.Datetime_llamada ?? '2021-10-28T10:00:00+02:00'));
    const at = receipt(printed);
    const events = scenario.bodies.flatMap((body, index) => {
      const raw = { method: 'POST', contentType: 'application/json', query: '', body: JSON.stringify(body) } as const;
      const reading = translateHook(raw, at + index * 1000, { fields: {}, skewMs: 0 });
      return reading.ok ? [reading.event] : [];
    });
    const state = fold(events, queue101(at - 60_000));
    const calls = Object.values(state.board.calls);
    expect(calls).toHaveLength(scenario.expect.calls.length);
    scenario.expect.calls.forEach((wanted, index) => {
      const { legs, ...fields } = wanted;
      expect(calls[index]).toMatchObject(fields);
      expect(calls[index]?.legs).toHaveLength(legs?.length ?? 0);
      expect(calls[index]?.legs).toMatchObject(legs ?? []);
    });
    const { '101': expected, ...others } = scenario.expect.queues;
    expect(others).toEqual({});
    expect(state.board.queues['101']?.today).toMatchObject(expected ?? { offered: 0, answered: 0, abandoned: 0 });
  });
});
