// What operators enter: stored and told to the board, in that order, or not at all.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BoardInput, defaultAgentSettings, defaultQueueSettings } from '../../lib/board/input.ts';
import type { Connection } from '../../server/db/connect.ts';
import { CannotStore } from '../../server/db/input-log.ts';
import { createSettings } from '../../server/settings.ts';
import type { Settings } from '../../server/settings.types.ts';
import { manualClock } from '../support/manual-clock.ts';
import { stores } from '../support/stores.ts';

describe.each(stores)('settings on $name', (store) => {
  let db: Connection;
  let settings: Settings;
  let told: BoardInput[];
  let full: boolean;
  const clock = manualClock();
  const open = () =>
    createSettings({
      db: db.kysely,
      clock,
      board: {
        async accept(input) {
          if (full) throw new CannotStore(new Error('disk full'));
          told.push(input);
          return { ops: [] };
        },
      },
    });
  beforeEach(async () => {
    db = await store.open();
    told = [];
    full = false;
    settings = open();
  });
  afterEach(() => db.close());

  it('a patch changes its fields alone, survives a restart, and the board hears the whole record', async () => {
    expect(await settings.putAgent('116', { name: ' Inês ', team: 'Vendas' })).toEqual({
      name: 'Inês',
      team: 'Vendas',
      kind: 'agent',
    });
    await settings.putAgent('116', { kind: 'service' });
    await settings.putQueue('200', {
      targetSeconds: 30,
      hours: { mon: [['09:00', '24:00']] },
      ddis: ['+351210000000'],
    });
    await settings.putQueue('200', { name: 'Apoio' });
    const again = open();
    expect(await again.agents()).toEqual({ 116: { name: 'Inês', team: 'Vendas', kind: 'service' } });
    const queue = {
      ...defaultQueueSettings,
      name: 'Apoio',
      targetSeconds: 30,
      hours: { mon: [['09:00', '24:00']] },
      ddis: ['+351210000000'],
    };
    expect(await again.queues()).toEqual({ 200: queue });
    expect(told).toHaveLength(4);
    expect(told[1]).toMatchObject({ type: 'settings_changed', at: clock.now(), agents: await again.agents() });
    expect(told[3]).toMatchObject({ type: 'settings_changed', queues: { 200: queue } });
  });

  it('two patches of one record at once both hold', async () => {
    await Promise.all([settings.putAgent('116', { name: 'Rui' }), settings.putAgent('116', { team: 'Apoio' })]);
    expect(await settings.agents()).toEqual({ 116: { name: 'Rui', team: 'Apoio', kind: 'agent' } });
  });

  it('all rows or none: one that is out of its range stores nothing and is told to nobody', async () => {
    await expect(settings.putAgents({ 116: { name: 'Rui' }, 117: { name: 'x'.repeat(81) } })).rejects.toThrow();
    await expect(settings.putQueues({ 200: { name: 'A' }, 2: { name: 'B' } })).rejects.toThrow(/2 to 10 digits/);
    expect([await settings.agents(), await settings.queues()]).toEqual([{}, {}]);
    expect(told).toEqual([]);
    await settings.putAgents({ 116: { name: 'Rui' }, 117: { name: 'Eva' } });
    expect(told).toHaveLength(1);
    await expect(settings.putAgent('118', { name: 'a\u0000b' })).rejects.toThrow();
  });

  it.each([
    { targetSeconds: -1 },
    { targetSeconds: 3_601 },
    { shortAbandonSeconds: 1.5 },
    { ddis: ['21x'] },
    { ddis: ['12'] },
    { hours: { monday: [] } },
    { hours: { mon: [['18:00', '09:00'] as [string, string]] } },
    { hours: { mon: [['9:00', '18:00'] as [string, string]] } },
    { hours: { mon: [['24:00', '24:00'] as [string, string]] } },
    { name: 'two\nlines' },
  ])('refuses %j for a queue', async (patch) => {
    await expect(settings.putQueue('200', patch)).rejects.toThrow();
    expect(await settings.queues()).toEqual({});
  });

  it('what the board could not be told is not kept: the refusal is true', async () => {
    await settings.putAgent('116', { name: 'Rui' });
    await settings.putQueue('200', { name: 'Apoio' });
    full = true;
    await expect(settings.putAgents({ 116: { name: 'Ana' }, 117: { name: 'Eva' } })).rejects.toThrow(CannotStore);
    await expect(settings.putQueues({ 200: { name: 'X' }, 201: { name: 'Y' } })).rejects.toThrow(CannotStore);
    expect(await settings.agents()).toEqual({ 116: { ...defaultAgentSettings, name: 'Rui' } });
    expect(await settings.queues()).toEqual({ 200: { ...defaultQueueSettings, name: 'Apoio' } });
    full = false;
    expect(await settings.putAgent('116', { name: 'Ana' })).toMatchObject({ name: 'Ana' });
  });
});
