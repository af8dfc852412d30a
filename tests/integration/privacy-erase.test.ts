// One number is found in everything stored and taken out of it: the figures stay, a start meets it nowhere, and the bytes
// of the embedded database do not hold it in any spelling.
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type BoardState, emptyBoardState } from '../../lib/board/state.ts';
import { step } from '../../lib/board/step.ts';
import { translateHook } from '../../lib/pbx/translate.ts';
import { Call } from '../../lib/protocol/board.ts';
import { createNumberHash } from '../../server/access/number-hash.ts';
import { type AccessDb, openAccessTables } from '../../server/access/tables.ts';
import type { Connection } from '../../server/db/connect.ts';
import { recordDeadLetters, settleDeadLetter } from '../../server/db/dead-letters.ts';
import { saveCalls } from '../../server/db/ended-calls.ts';
import { createInputLog } from '../../server/db/input-log.ts';
import type { InputLog } from '../../server/db/input-log.types.ts';
import { createAnswerSeal, createIdempotency } from '../../server/http/idempotency.ts';
import { createMetrics } from '../../server/http/metrics.ts';
import { numberPlans } from '../../server/http/number-plans.ts';
import { createLiveBoard, type WorkingBoard } from '../../server/live-board.ts';
import { createLog } from '../../server/log.ts';
import { createPrivacy, type Privacy } from '../../server/privacy/privacy.ts';
import { spellingsOf } from '../../server/privacy/spellings.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { type Store, stores } from '../support/stores.ts';

const appSecret = 'made-up-app-secret-of-forty-characters-xx';
const log = createLog({ level: 'silent', secrets: [] });
const hashNumber = createNumberHash(appSecret);
const timezone = 'Europe/Lisbon';
const minuteMs = 60_000;
const options = { fields: {}, skewMs: 0, timezone };
/** Ours to erase, in what spelling a caller's telephone system fancied; and one that only begins alike. */
const mine = '912345678';
const other = '912345670';
const spelt = ['912345678', '+351912345678', '00351912345678', '351 912 345 678', '912-345.678'];

let db: Connection;
let access: AccessDb;
let clock: ManualClock;
let inputLog: InputLog;
let board: WorkingBoard;
let privacy: Privacy;

async function openHouse(on: Connection) {
  db = on;
  access = await openAccessTables(db.kysely);
  await start();
}
async function start() {
  inputLog = await createInputLog({ db: db.kysely, log });
  board = await createLiveBoard({
    inputLog,
    clock,
    log,
    metrics: createMetrics(),
    house: { timezone },
    hookOptions: () => options,
    saveCalls: (calls) => saveCalls(db.kysely, calls),
    deadLetters: {
      record: (letters) => recordDeadLetters(db.kysely, letters),
      settle: (sequence, at) => settleDeadLetter(db.kysely, sequence, at),
    },
  });
  privacy = createPrivacy({
    db: db.kysely,
    access,
    board,
    hashNumber,
    answerSeal: createAnswerSeal(appSecret),
    plans: numberPlans(),
    home: { country: 'PT', allow: ['+351', '+34'] },
    file: 'file' in db && typeof db.file === 'string' ? db.file : null,
    clock,
    log,
  });
}
const sought = () => {
  const number = privacy.read(mine);
  if (!number) throw new Error('no number');
  return number;
};
const erase = async () => {
  const begun = privacy.erase(sought());
  if (!begun) throw new Error('another one is under way');
  await begun.done;
  return privacy.last();
};
const counts = async () => Object.fromEntries((await privacy.find(sought())).map(({ name, count }) => [name, count]));
const nothing = { board: 0, checkpoints: 0, log: 0, dead_letters: 0, calls: 0, records: 0, orders: 0, answers: 0 };

const hook = (fields: object | string) =>
  board.acceptHook(
    {
      method: 'POST',
      contentType: 'application/json',
      query: '',
      body: typeof fields === 'string' ? fields : JSON.stringify(fields),
    },
    clock.now(),
  );
/** One queue call from ring to end; the template sends short ids alone, so its events meet by their number. */
async function call(id: string, party: string | readonly string[], how: 'answered' | 'abandoned') {
  const spellings = typeof party === 'string' ? [party] : party;
  let told = 0;
  const say = (fields: object) => {
    const caller_id = spellings[told++ % spellings.length];
    return hook({ id, caller_id, sentido: 'entrante', queue_name: '200_Ventas', ddi: '210000000', ...fields });
  };
  await say({ estado: 'timbre', extension: '116' });
  await clock.advance(4_000);
  if (how === 'answered') await say({ estado: 'descolgado', extension: '116' });
  await clock.advance(20_000);
  await say({ estado: 'colgado', extension: '116', final: how === 'answered' ? 'atendida' : 'abandono' });
}

async function folded(): Promise<BoardState> {
  let state = emptyBoardState({ timezone });
  for await (const entry of inputLog.readAfter(0)) {
    const hooked = entry.kind === 'hook' ? entry : entry.kind === 'replay' ? entry.replayed : null;
    const reading = hooked ? translateHook(hooked.raw, hooked.at, options) : null;
    if (reading?.ok) state = step(state, reading.event).state;
    if (entry.kind === 'input') state = step(state, entry.input).state;
  }
  return state;
}
const figures = ({ board: { queues, calls } }: Pick<BoardState, 'board'>) => ({
  queues,
  calls: Object.values(calls).map(({ party: _, ...rest }) => rest),
});

async function aDay() {
  const at = Math.floor(clock.now() / 1000);
  for (const [n, how] of (['answered', 'abandoned', 'answered', 'answered', 'abandoned'] as const).entries()) {
    await call(String(at + n), spelt, how);
    // In the same second, on the same short id: told apart by the number alone.
    await call(String(at + n), other, how);
  }
  // A dead letter that quotes it, a form, a number without quotes, one inside a text inside JSON.
  await hook(`somebody at ${mine} called`);
  await hook({ id: String(at + 50), estado: `${mine}?` });
  await hook(`id=${at + 60}&estado=timbre&extension=117&caller_id=%2B351%20912%20345%20678`);
  await hook(`id=${at + 60}&estado=colgado&extension=117&caller_id=%39%312345678`);
  await hook(`{"id":"${at + 70}","estado":"colgado","extension":"117","caller_id":${mine}}`);
  await hook({
    id: String(at + 80),
    estado: 'colgado',
    caller_id: other,
    more: JSON.stringify({ who: `+351${mine}` }),
  });
  const order = { kind: 'call', user_key: 'u', user_name: 'Inês', extension: '116', at: clock.now(), settled_at: null };
  const rows = [
    {
      ...order,
      id: 'o1',
      number_masked: '••• ••• 678',
      number_hash: hashNumber(`+351${mine}`),
      outcome: null,
      words: null,
    },
    {
      ...order,
      id: 'o2',
      number_masked: '••• ••• 670',
      number_hash: hashNumber(`+351${other}`),
      outcome: null,
      words: null,
    },
    { ...order, id: 'o3', number_masked: null, number_hash: null, outcome: 'refused' as const, words: `no: ${mine}` },
  ];
  await access.insertInto('wall_action').values(rows).execute();
}
const saved = createSaved();
function createSaved() {
  const answers = { mine: 0, other: 0 };
  const give = (number: 'mine' | 'other') => {
    const idempotency = createIdempotency<unknown>({ db: access, clock, log, appSecret, parse: (json) => json });
    const input = { number: number === 'mine' ? mine : other };
    const claim = { userKey: 'u', route: 'POST /calls', key: `key-of-${input.number}`, input };
    return idempotency.once(claim, async () => {
      answers[number] += 1;
      return { ok: true, value: { action: { id: 'a', ...input } } };
    });
  };
  return { give, answers };
}

describe.each(stores)('[A28] one number on $name', (store: Store) => {
  beforeEach(async () => {
    saved.answers.mine = 0;
    saved.answers.other = 0;
    clock = manualClock(Date.UTC(2026, 5, 1, 9));
    await openHouse(await store.open());
  });
  afterEach(async () => {
    await privacy.stop();
    await board.close();
    await db.close();
  });

  it('is found everywhere, erased everywhere, and the figures stay, also after a start and in a replay of the log', async () => {
    await aDay();
    await saved.give('mine');
    await saved.give('other');
    // A checkpoint in the middle, then what came after it.
    await clock.advance(5 * minuteMs);
    await call(String(Math.floor(clock.now() / 1000)), spelt, 'answered');
    await clock.advance(2 * minuteMs);
    const before = figures({ board: board.board() });
    const whole = figures(await folded());
    // A call that has just ended is stored a moment later.
    await expect.poll(async () => (await counts()).calls).toBe(8);
    const found = await counts();
    console.log(`found: ${JSON.stringify(found)}`);
    expect(found).toMatchObject({ log: 22, dead_letters: 1, calls: 8, orders: 2, answers: 1, board: 8 });
    expect(found.checkpoints).toBeGreaterThan(0);
    const rows = await privacy.find(sought());
    const inLog = rows.find(({ name }) => name === 'log');
    expect(inLog?.oldestAt).toBe(Date.UTC(2026, 5, 1, 9));
    expect(inLog?.newestAt).toBeGreaterThan(inLog?.oldestAt ?? 0);

    const last = await erase();
    expect(last).toMatchObject({ state: 'done', number: '••• ••• 678' });
    expect(last?.file).toBe(store.name === 'SQLite' ? 'clean' : 'server');
    expect(await counts()).toEqual(nothing);
    expect(figures({ board: board.board() })).toEqual(before);
    expect(figures(await folded())).toEqual(whole);

    // The answer is gone, and its key never acts again; another number's is what it was.
    expect(await saved.give('mine')).toMatchObject({ ok: false, error: { code: 'idempotency_mismatch' } });
    expect(await saved.give('other')).toMatchObject({ ok: true, value: { action: { number: other } } });
    expect(saved.answers).toEqual({ mine: 1, other: 1 });
    const orders = await access.selectFrom('wall_action').selectAll().orderBy('id').execute();
    expect(orders.map((row) => [row.number_masked, row.number_hash === null])).toEqual([
      ['•••', true],
      ['••• ••• 670', false],
      [null, true],
    ]);

    await board.close();
    await start();
    expect(figures({ board: board.board() })).toEqual(before);
    expect(await counts()).toEqual(nothing);
    const id = String(Date.UTC(2026, 5, 1, 9) / 1000);
    const ids = [id, `${id}~2`];
    const records = await db.kysely.selectFrom('ended_call').select('record').where('id', 'in', ids).execute();
    const parties = records.map(({ record }) => Call.parse(JSON.parse(record)).party);
    expect(parties.filter((party) => party === other)).toHaveLength(1);
    expect(parties.find((party) => party !== other)).toMatch(/^••• ••• 678 [b-z]{5}$/);
  });

  it('a start in the middle of it, with the board done and the log in part, has the same figures', async () => {
    await aDay();
    // The calls have left the board. No checkpoint: a start reads all of the log, or what the erasure saved.
    await clock.advance(2 * minuteMs);
    await db.kysely.deleteFrom('checkpoint').execute();
    const before = figures({ board: board.board() });
    const rows = await db.kysely.selectFrom('log').select(['sequence', 'payload']).execute();
    expect(await erase()).toMatchObject({ state: 'done' });
    for (const { sequence, payload } of rows.filter((_, index) => index % 2 === 1)) {
      await db.kysely.updateTable('log').set({ payload }).where('sequence', '=', sequence).execute();
    }
    // No board.close(): the process was killed here.
    const killed = board;
    await start();
    expect(figures({ board: board.board() })).toEqual(before);
    // The state that was saved has no number: this start did not meet it.
    expect((await counts()).board).toBe(0);
    expect((await counts()).log).toBeGreaterThan(5);
    expect(await erase()).toMatchObject({ state: 'done' });
    expect(await counts()).toEqual(nothing);
    await killed.close();
  });

  it('while a call with it is shown, and while the settings name it, it stays', async () => {
    expect(await privacy.blocked(sought())).toBeNull();
    await hook({ id: '1780300000', estado: 'timbre', extension: '116', caller_id: `+351 ${mine}` });
    expect(await privacy.blocked(sought())).toBe('number_in_use');
    await hook({ id: '1780300000', estado: 'colgado', extension: '116', caller_id: mine });
    expect(await privacy.blocked(sought())).toBe('number_in_use');
    // Asked a moment before it rang: nothing is changed.
    const stored = await counts();
    expect((await erase())?.state).toBe('failed');
    expect(await counts()).toEqual(stored);
    await clock.advance(2 * minuteMs);
    expect(await privacy.blocked(sought())).toBeNull();
    const queue = { number: '200', name: null, target_seconds: 20, short_abandon_seconds: 5, hours: null };
    await db.kysely
      .insertInto('queue_settings')
      .values({ ...queue, ddis: JSON.stringify([`+351${mine}`]) })
      .execute();
    expect(await privacy.blocked(sought())).toBe('own_number');
  });

  it('one at a time, and told how far it is', async () => {
    await aDay();
    await clock.advance(2 * minuteMs);
    const begun = privacy.erase(sought());
    expect(privacy.last()).toMatchObject({ state: 'running', endedAt: null });
    expect(privacy.erase(sought())).toBe(false);
    if (begun) await begun.done;
    const last = privacy.last();
    expect(last?.places.map(({ name }) => name)).toEqual(Object.keys(nothing));
    expect(last?.seen).toBeGreaterThan(40);
    expect(last?.total).toBeLessThanOrEqual(last?.seen ?? 0);
  });

  it('what cannot be changed is told as failed, and erasing again goes on', async () => {
    await aDay();
    await clock.advance(2 * minuteMs);
    await db.kysely.schema.alterTable('dead_letter').renameTo('elsewhere').execute();
    expect((await erase())?.state).toBe('failed');
    await db.kysely.schema.alterTable('elsewhere').renameTo('dead_letter').execute();
    expect((await erase())?.state).toBe('done');
    expect(await counts()).toEqual(nothing);
  });
});

const sqlite = stores.filter(({ name }) => name === 'SQLite');
describe.each([
  { secure: 'on', file: 'clean' },
  { secure: 'off', file: 'rewritten' },
])('[A28] with SQLite’s own wiping $secure', ({ secure, file: how }) => {
  it.each(sqlite)('the bytes of the files hold it in no spelling', async (store: Store) => {
    clock = manualClock(Date.UTC(2026, 5, 1, 9));
    await openHouse(await store.open());
    await sql.raw(`pragma secure_delete = ${secure}`).execute(db.kysely);
    if (!('file' in db) || typeof db.file !== 'string') throw new Error('no file');
    const file = db.file;
    const inBytes = () =>
      ['', '-wal'].reduce((sum, end) => {
        const text = readFileSync(`${file}${end}`).toString('latin1');
        return sum + [...text.matchAll(new RegExp(spellingsOf(sought(), 'anywhere'), 'g'))].length;
      }, 0);
    // Enough that pages are split, moved and freed; and what was stored before is there in the journal as well.
    for (let round = 0; round < 6; round++) {
      await aDay();
      await access.deleteFrom('wall_action').execute();
      await clock.advance(6 * minuteMs);
    }
    await clock.advance(2 * minuteMs);
    const before = inBytes();
    expect(before).toBeGreaterThan(100);
    const last = await erase();
    const after = inBytes();
    console.log(`bytes on the disk: ${before} times before, ${after} after (${last?.file})`);
    expect(after).toBe(0);
    expect(last?.file).toBe(how);
    await privacy.stop();
    await board.close();
    await db.close();
  });
});

it.each(sqlite)('[A28] digits that stand where no place looks are told of, not passed over', async (store: Store) => {
  clock = manualClock(Date.UTC(2026, 5, 1, 9));
  await openHouse(await store.open());
  const note = { key: 'note of tomorrow', value: `call ${mine} back` };
  await db.kysely.insertInto('meta').values(note).execute();
  expect(await erase()).toMatchObject({ state: 'done', file: 'left' });
  await db.kysely.deleteFrom('meta').where('key', '=', note.key).execute();
  expect(await erase()).toMatchObject({ state: 'done', file: 'clean' });
  await privacy.stop();
  await board.close();
  await db.close();
});
