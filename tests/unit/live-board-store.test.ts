import { notifyManager, QueryClient, QueryObserver } from '@tanstack/react-query';
import { beforeEach, describe, expect, it } from 'vitest';
import { createBoardStore, idsKey, recordKey, sourceKey } from '../../components/live/board-store.ts';
import { readDelta, readSnapshot } from '../../components/live/read-message.ts';
import type { Agent, Board, Call } from '../../lib/protocol/board.ts';
import { callRecord } from '../support/call-record.ts';

const agent = (extension: string, state: Agent['state'] = 'free'): Agent => ({
  extension,
  name: null,
  team: null,
  state,
  word: 'Libre',
  since: 1,
  queues: [],
  calls: [],
  from: 'poll',
});
const call = (id: string, startedAt = 1) => callRecord({ id, ref: id, startedAt });
const source = { pbx: 'live', pbxAt: 1, pbxWhy: null, hooks: 'live', hooksAt: 1, hooksWhy: null } as const;
const board = (agents: Agent[], calls: Call[] = []): Board => ({
  source,
  agents: Object.fromEntries(agents.map((one) => [one.extension, one])),
  queues: {},
  calls: Object.fromEntries(calls.map((one) => [one.id, one])),
});

/** As the browser does, but at once: one flush per batch. */
beforeEach(() => notifyManager.setScheduler((flush) => flush()));

function house(agents: Agent[], calls: Call[] = []) {
  const store = createBoardStore(new QueryClient());
  store.replace({ epoch: 'e', version: 5, now: 1000, board: board(agents, calls) });
  const renders = (key: readonly unknown[]) => {
    let count = 0;
    const observer = new QueryObserver(store.client, { queryKey: key, enabled: false, notifyOnChangeProps: ['data'] });
    const stop = observer.subscribe(() => {
      count += 1;
    });
    return { count: () => count, value: () => observer.getCurrentResult().data, stop };
  };
  const delta = (ops: unknown[], at: { from?: number; to?: number; epoch?: string } = {}) => {
    const from = at.from ?? store.place()?.version ?? 0;
    const read = readDelta({ epoch: at.epoch ?? 'e', from, to: at.to ?? from + 1, now: 2000, ops });
    if (!read) throw new Error('the delta of this test has the wrong shape');
    return store.apply(read);
  };
  return { store, renders, delta };
}

describe('the board in the page', () => {
  it('[P] a tile wakes only for its own record', () => {
    const { renders, delta } = house([agent('116'), agent('117')]);
    const mine = renders(recordKey('agents', '116'));
    const other = renders(recordKey('agents', '117'));
    const ids = renders(idsKey('agents'));
    delta([['patch', 'agents', '116', { state: 'talking', since: 2 }]]);
    expect(mine.count()).toBe(1);
    expect(mine.value()).toMatchObject({ state: 'talking', since: 2, word: 'Libre' });
    expect(other.count()).toBe(0);
    expect(ids.count()).toBe(0);
  });

  it('[P] several ops on one record wake its tile once', () => {
    const { renders, delta } = house([agent('116')]);
    const mine = renders(recordKey('agents', '116'));
    delta([
      ['patch', 'agents', '116', { state: 'ringing' }],
      ['patch', 'agents', '116', { state: 'talking' }],
    ]);
    expect(mine.count()).toBe(1);
  });

  it('[P] a whole delta wakes those who look at the board once', () => {
    const { store, delta } = house([agent('116'), agent('117')]);
    let beats = 0;
    store.subscribe(() => {
      beats += 1;
    });
    delta([
      ['patch', 'agents', '116', { state: 'busy' }],
      ['patch', 'agents', '117', { state: 'busy' }],
    ]);
    expect(beats).toBe(1);
  });

  it('[P] a list changes when a record comes or goes, in order of number', () => {
    const { renders, delta } = house([agent('116'), agent('1000')]);
    const ids = renders(idsKey('agents'));
    delta([['put', 'agents', '99', agent('99')]]);
    expect(ids.value()).toEqual(['99', '116', '1000']);
    delta([['del', 'agents', '116']]);
    expect(ids.value()).toEqual(['99', '1000']);
    expect(ids.count()).toBe(2);
  });

  it('[P] calls are listed by their start', () => {
    const { renders, delta } = house([], [call('b', 20)]);
    const ids = renders(idsKey('calls'));
    delta([['put', 'calls', 'a', call('a', 30)]]);
    delta([['put', 'calls', 'c', call('c', 10)]]);
    expect(ids.value()).toEqual(['c', 'b', 'a']);
  });

  it('[P] a record that is gone reads null while it is looked at, and then leaves the cache', () => {
    const { store, renders, delta } = house([], [call('1')]);
    const mine = renders(recordKey('calls', '1'));
    delta([['del', 'calls', '1']]);
    expect(mine.value()).toBe(null);
    mine.stop();
    delta([['put', 'calls', '2', call('2')]]);
    expect(store.client.getQueryCache().find({ queryKey: recordKey('calls', '1') })).toBeUndefined();
  });

  it('[P] a gap, another epoch and a patch of an unknown record are refused and change nothing', () => {
    const { store, delta } = house([agent('116')]);
    const before = store.board();
    expect(delta([['del', 'agents', '116']], { from: 7 })).toBe(false);
    expect(delta([['del', 'agents', '116']], { epoch: 'other' })).toBe(false);
    expect(
      delta([
        ['patch', 'agents', '116', { state: 'busy' }],
        ['patch', 'agents', '404', { state: 'busy' }],
      ]),
    ).toBe(false);
    expect(store.board()).toBe(before);
    expect(store.place()?.version).toBe(5);
    expect(store.client.getQueryData(recordKey('agents', '116'))).toMatchObject({ state: 'free' });
  });

  it('[P] a snapshot wakes only the tiles of records that differ', () => {
    const { store, renders } = house([agent('116'), agent('117'), agent('118')]);
    const same = renders(recordKey('agents', '116'));
    const changed = renders(recordKey('agents', '117'));
    const gone = renders(recordKey('agents', '118'));
    store.replace({ epoch: 'f', version: 1, now: 9, board: board([agent('116'), agent('117', 'busy')]) });
    expect([same.count(), changed.count(), gone.count()]).toEqual([0, 1, 1]);
    expect(gone.value()).toBe(null);
  });

  it('[P] an empty delta moves the version and wakes nobody', () => {
    const { store, delta } = house([agent('116')]);
    let beats = 0;
    store.subscribe(() => {
      beats += 1;
    });
    expect(delta([], { from: 5, to: 5 })).toBe(true);
    expect(beats).toBe(0);
    expect(store.place()).toEqual({ epoch: 'e', version: 5, now: 2000 });
  });

  it('[P] a change of the source wakes those who watch it, and no tile', () => {
    const { store, renders } = house([agent('116')]);
    const tile = renders(recordKey('agents', '116'));
    const watch = renders(sourceKey);
    store.setSource({ ...source, pbx: 'stale' }, 3000);
    expect(tile.count()).toBe(0);
    expect(watch.count()).toBe(1);
    expect(store.board()?.source.pbx).toBe('stale');
  });

  it('[P] 500 tiles: an event wakes one or two of them, never the floor', () => {
    const floor = Array.from({ length: 500 }, (_, index) => agent(String(1000 + index)));
    const { renders, delta } = house(floor);
    const tiles = floor.map((one) => renders(recordKey('agents', one.extension)));
    for (let event = 0; event < 100; event += 1) {
      delta([['patch', 'agents', String(1000 + event), { state: 'talking', since: event }]]);
    }
    expect(tiles.reduce((sum, tile) => sum + tile.count(), 0)).toBe(100);
  });
});

describe('what is trusted of a message', () => {
  it('[P] a record of another shape makes the whole delta doubtful', () => {
    const envelope = { epoch: 'e', from: 1, to: 2, now: 3 };
    expect(readDelta({ ...envelope, ops: [['put', 'agents', '1', { extension: '1' }]] })).toBe(null);
    expect(readDelta({ ...envelope, ops: [['patch', 'agents', '1', { state: 'flying' }]] })).toBe(null);
    expect(readDelta({ ...envelope, ops: [['put', 'ghosts', '1', {}]] })).toBe(null);
    expect(readDelta({ ...envelope, ops: [['burn', 'agents', '1', {}]] })).toBe(null);
    expect(readDelta({ ...envelope, to: 'x', ops: [] })).toBe(null);
    expect(readDelta('nonsense')).toBe(null);
  });

  it('[P] a snapshot is read whole or not at all', () => {
    const good = { epoch: 'e', version: 1, now: 2, board: board([agent('1')], [call('c')]) };
    expect(readSnapshot(good)).toEqual(good);
    expect(readSnapshot({ ...good, board: { ...good.board, calls: { c: { id: 'c' } } } })).toBe(null);
    expect(readSnapshot({ ...good, board: { ...good.board, source: { pbx: 'fine' } } })).toBe(null);
  });
});
