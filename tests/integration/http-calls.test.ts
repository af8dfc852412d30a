// Orders over real HTTP: every answer of the table, the guard, and one act per key.
import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import type { PbxOrder } from '../../server/pbx/pbx.ts';
import { callRecord, legRecord } from '../support/call-record.ts';
import { agentRecord } from '../support/hand-board.ts';
import { type House, house, secrets } from './http-house.ts';

let at: House;
afterEach(() => at.close());
const open = async (variables: Readonly<Record<string, string>> = {}) => {
  at = await house(variables);
  return at;
};
const number = '912345678';
const order = (body: object = {}, headers: Record<string, string> = {}) =>
  at.ask('POST', '/api/v1/calls', { as: 'token', body: { agent: '116', number, ...body }, headers });
const hangUp = (extension = '116', headers: Record<string, string> = {}) =>
  at.ask('POST', `/api/v1/agents/${extension}/hang-up`, { as: 'token', headers });

const openCall = callRecord({
  id: '1630045541.7',
  pbxIds: ['1630045541.7', '1630045541'],
  party: '960000000',
  state: 'talking',
  answeredAt: 2,
  legs: [legRecord({ state: 'talking', answerAt: 2 })],
});

/** The board shows that the order's call has ended: the next one is not held back by it. */
function callOver(extension = '116') {
  const now = at.clock.now();
  const leg = { extension, state: 'ended', ringAt: now, answerAt: null, endAt: now, result: 'missed' } as const;
  const call = { ...openCall, id: `over-${extension}-${now}`, direction: 'out', state: 'ended', endedAt: now } as const;
  at.board.publish(['put', 'calls', call.id, { ...call, legs: [{ ...leg, cause: null, transfer: null }] }]);
}

describe('an order', () => {
  test('[A6] is 202 when the PBX took it, and reaches it once, normalised', async () => {
    const { pbx, clock } = await open();
    const answer = await order({ number: '+351 912-345-678', ddi: '351210000000', timeoutSeconds: 30 });
    expect(answer.status).toBe(202);
    expect(answer.json).toEqual({
      action: {
        id: expect.any(String),
        kind: 'call',
        state: 'accepted',
        at: clock.now(),
        extension: '116',
        number: '912345678',
      },
    });
    expect(pbx.ordered).toEqual([
      { action: 'call', order: { agent: '116', number: '912345678', ddi: '351210000000', timeoutSeconds: 30 } },
    ]);
  });

  test('[A6] transit and transit-agent carry their parts', async () => {
    const { pbx, ask } = await open();
    const transit = { agent: '116', number: '+34612345678', number2: '912345678' };
    expect((await ask('POST', '/api/v1/calls/transit', { as: 'token', body: transit })).status).toBe(202);
    const handOver = { originExtension: '117', number: '912345679', agent: '116' };
    const answer = await ask('POST', '/api/v1/calls/transit-agent', { as: 'token', body: handOver });
    expect(answer.json).toMatchObject({ action: { kind: 'transit-agent', extension: '117' } });
    expect(pbx.ordered).toEqual([
      { action: 'transit', order: { agent: '116', number: '0034612345678', number2: '912345678' } },
      { action: 'transitAgent', order: { originExtension: '117', number: '912345679', agent: '116' } },
    ]);
    const forbidden = { agent: '116', number: '912345671', number2: '760123456' };
    expect((await ask('POST', '/api/v1/calls/transit', { as: 'token', body: forbidden })).code).toBe(
      'number_not_allowed',
    );
    const smuggled = { originExtension: '117', number: '912345672', agent: '760123456' };
    expect((await ask('POST', '/api/v1/calls/transit-agent', { as: 'token', body: smuggled })).code).toBe(
      'invalid_input',
    );
    const emergency = { originExtension: '117', number: '912345672', agent: '112' };
    expect((await ask('POST', '/api/v1/calls/transit-agent', { as: 'token', body: emergency })).code).toBe(
      'number_not_allowed',
    );
    const enquiry = { originExtension: '117', number: '912345672', agent: '11811' };
    expect((await ask('POST', '/api/v1/calls/transit-agent', { as: 'token', body: enquiry })).code).toBe(
      'number_not_allowed',
    );
    for (const extension of ['112', '0112', '999'])
      expect((await order({ agent: extension })).code).toBe('number_not_allowed');
    expect(pbx.ordered).toHaveLength(2);
    // A telephone of that number may act, as any that the board knows; it is never dialled.
    at.board.publish(['put', 'agents', '112', agentRecord('112')]);
    expect((await order({ agent: '112' })).status).toBe(202);
    expect((await order({ number: '112' })).code).toBe('number_not_allowed');
    expect((await ask('POST', '/api/v1/calls/transit-agent', { as: 'token', body: emergency })).code).toBe(
      'number_not_allowed',
    );
    // A dialler is a service, and none of the board's agents.
    const dialler = { originExtension: '190', number: '912345673', agent: '116' };
    expect((await ask('POST', '/api/v1/calls/transit-agent', { as: 'token', body: dialler })).status).toBe(202);
  });

  test.each<[string, PbxOrder, number, string]>([
    ['a refusal', { outcome: 'refused', words: 'Extensión ocupada' }, 502, 'pbx_refused'],
    ['a time-out', { outcome: 'unknown', why: 'timeout' }, 504, 'pbx_timeout'],
    ['an unreadable answer', { outcome: 'unknown', why: 'unreadable' }, 504, 'pbx_timeout'],
    ['an open breaker', { outcome: 'not_sent', why: 'breaker_open' }, 503, 'pbx_down'],
    ['refused credentials', { outcome: 'not_sent', why: 'unauthorized' }, 502, 'pbx_refused'],
  ])('[A6] %s becomes its status, and is never repeated', async (_what, outcome, status, code) => {
    const { pbx } = await open();
    pbx.answer = () => outcome;
    const answer = await order();
    expect([answer.status, answer.code]).toEqual([status, code]);
    if (outcome.outcome === 'refused') expect(answer.text).toContain('Extensión ocupada');
    expect(pbx.ordered).toHaveLength(1);
    expect((await hangUp()).status).toBe(status === 502 && 'words' in outcome ? 409 : status);
  });

  test('[A1] a number that is none is 422, one that is forbidden 403, and the PBX hears of neither', async () => {
    const { pbx } = await open();
    for (const bad of [
      '',
      '12',
      '9123456789',
      'abc',
      '*21*912345678#',
      '912345678,1',
      '912345678;p',
      '９１２３４５６７８',
    ]) {
      expect((await order({ number: bad })).code, bad).toBe('invalid_number');
    }
    for (const bad of ['112', '911', '760123456', '+442079460000', '902123456', '+881612345678']) {
      const answer = await order({ number: bad });
      expect([answer.status, answer.code], bad).toEqual([403, 'number_not_allowed']);
    }
    expect(pbx.ordered).toHaveLength(0);
    expect((await order({ number: '117' })).status).toBe(202);
  });

  test('[A5] the same number from the same extension within 15 s is 409 with the seconds left', async () => {
    const { clock, pbx } = await open();
    expect((await order()).status).toBe(202);
    callOver();
    await clock.advance(4_500);
    const again = await order({ number: '00351 912 345 678' });
    expect([again.status, again.code]).toEqual([409, 'repeat_too_soon']);
    expect(again.json).toMatchObject({ error: { details: { retryAfterSeconds: 11 } } });
    expect(again.headers.get('retry-after')).toBe('11');
    expect((await order({ agent: '117' })).status).toBe(202);
    expect((await order({ number: '912345679' })).status).toBe(202);
    callOver();
    await clock.advance(10_500);
    expect((await order()).status).toBe(202);
    expect(pbx.ordered).toHaveLength(4);
  });

  test('[A5] a refused order does not count, an unknown one does, also after a restart', async () => {
    const { pbx } = await open();
    pbx.answer = () => ({ outcome: 'refused', words: 'no' });
    expect((await order()).status).toBe(502);
    pbx.answer = () => ({ outcome: 'not_sent', why: 'breaker_open' });
    expect((await order()).status).toBe(503);
    pbx.answer = () => ({ outcome: 'unknown', why: 'timeout' });
    expect((await order()).status).toBe(504);
    expect((await order()).status).toBe(409);
    await at.reopen();
    expect((await order()).code).toBe('repeat_too_soon');
    expect(pbx.ordered).toHaveLength(3);
  });

  test('[A5] of a hundred at once, one is dialled', async () => {
    const { pbx } = await open();
    const answers = await Promise.all(Array.from({ length: 100 }, () => order()));
    expect(answers.filter((answer) => answer.status === 202)).toHaveLength(1);
    expect(answers.filter((answer) => answer.code === 'repeat_too_soon')).toHaveLength(99);
    expect(pbx.ordered).toHaveLength(1);
  });

  test('[A6] an intent is on disk before the PBX is asked, and its outcome after', async () => {
    const { pbx, db } = await open();
    const rows = () =>
      db
        .$pickTables<never>()
        .$extendTables<{ wall_action: ActionRow }>()
        .selectFrom('wall_action')
        .selectAll()
        .execute();
    let before: ActionRow[] = [];
    pbx.answer = async () => {
      before = await rows();
      return { outcome: 'unknown', why: 'timeout' };
    };
    await order();
    expect(before).toMatchObject([{ kind: 'call', extension: '116', number_masked: '••• ••• 678', outcome: null }]);
    expect(await rows()).toMatchObject([{ user_key: 'token:api', outcome: 'unknown', words: 'timeout' }]);
  });

  test('[A21] no number is stored with an order, nor in the words it was answered with', async () => {
    const { pbx, db } = await open();
    pbx.answer = () => ({ outcome: 'refused', words: 'El destino 912 345 678 no existe (404)' });
    await order();
    const { rows } = await sql<Record<string, unknown>>`select * from wall_action`.execute(db);
    expect(rows).toMatchObject([{ number_masked: '••• ••• 678', words: 'El destino ••• ••• 678 no existe (404)' }]);
    expect(rows[0]?.number_hash).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(JSON.stringify(rows)).not.toMatch(/912.?345/);
  });

  test('[A6] an order that cannot be stored is not sent', async () => {
    const { pbx, db } = await open();
    await db.schema.dropTable('wall_action').execute();
    const answer = await order();
    expect([answer.status, answer.code]).toEqual([503, 'cannot_store']);
    expect(pbx.ordered).toHaveLength(0);
  });

  test('[A6] a client of the PBX that breaks leaves an unknown outcome, not an error of ours', async () => {
    const { pbx } = await open();
    pbx.answer = () => {
      throw new Error('https://pbx.example.net/?Authorization=made-up-pbx-token-987654');
    };
    const answer = await order();
    expect([answer.status, answer.code]).toEqual([504, 'pbx_timeout']);
    expect(answer.text).not.toContain('made-up-pbx-token');
  });
});

interface ActionRow {
  kind: string;
  user_key: string;
  extension: string;
  number_masked: string | null;
  outcome: string | null;
  words: string | null;
}

describe('a hang-up', () => {
  test('[A8] is asked of the PBX also when the board knows no call, and is not guarded', async () => {
    const { pbx } = await open();
    expect((await hangUp()).json).toMatchObject({ action: { kind: 'hang-up', extension: '116', number: null } });
    expect((await hangUp()).status).toBe(202);
    expect(pbx.ordered).toEqual(Array(2).fill({ action: 'hangUp', order: { extension: '116' } }));
  });

  test('[A8] refused is 409 without a known call, and 502 with one', async () => {
    const { pbx, board } = await open();
    pbx.answer = () => ({ outcome: 'refused', words: 'no hay llamada' });
    expect((await hangUp()).code).toBe('no_call');
    board.publish(['put', 'calls', openCall.id, openCall]);
    expect((await hangUp()).code).toBe('pbx_refused');
  });

  test('[A8] takes an empty body, with or without a type, and no extension that is none', async () => {
    const { ask } = await open();
    const path = '/api/v1/agents/116/hang-up';
    const headers = { 'content-type': 'application/json' };
    expect((await ask('POST', path, { as: 'token', raw: '', headers })).status).toBe(202);
    expect((await ask('POST', path, { as: 'token', body: {} })).status).toBe(202);
    for (const extension of ['x', '1', '1234567', '116%0a']) {
      expect((await hangUp(extension)).code, extension).toBe('invalid_input');
    }
  });
});

describe('an idempotency key', () => {
  const key = { 'idempotency-key': 'k-1' };

  test('[A6] 1,000 at once with one key are one call, and all get the same answer', async () => {
    const { pbx } = await open();
    const answers = await Promise.all(Array.from({ length: 1000 }, () => order({}, key)));
    expect(new Set(answers.map((answer) => `${answer.status} ${answer.text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(202);
    expect(pbx.ordered).toHaveLength(1);
  });

  test('[A6] while the first waits for the PBX its twins wait with it, and another person’s order goes its own way', async () => {
    const { pbx, signIn, ask } = await open();
    const as = await signIn();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    pbx.answer = async () => {
      await held;
      return { outcome: 'accepted', words: null };
    };
    const first = order({}, key);
    await expect.poll(() => pbx.ordered.length).toBe(1);
    const twins = Array.from({ length: 20 }, () => order({}, key));
    const other = order({ agent: '117' }, key);
    const theirs = ask('POST', '/api/v1/calls', { as, body: { agent: '116', number }, headers: key });
    // A key in use does not shield another person from the guard, nor hand them the answer to come.
    expect((await theirs).code).toBe('repeat_too_soon');
    expect((await other).code).toBe('idempotency_mismatch');
    release();
    const answer = await first;
    expect(answer.status).toBe(202);
    for (const twin of await Promise.all(twins)) expect(twin.text).toBe(answer.text);
    expect(pbx.ordered).toHaveLength(1);
  });

  test('[A6] same body = the saved answer for 24 h, also after a restart; another body = 422', async () => {
    const { pbx, clock } = await open();
    const first = await order({}, key);
    await at.reopen();
    expect((await order({}, key)).text).toBe(first.text);
    const other = await order({ number: '912345679' }, key);
    expect([other.status, other.code]).toEqual([422, 'idempotency_mismatch']);
    expect(pbx.ordered).toHaveLength(1);
    await clock.advance(86_400_000);
    expect((await order({}, key)).text).not.toBe(first.text);
    expect(pbx.ordered).toHaveLength(2);
  });

  test.each<[PbxOrder, number]>([
    [{ outcome: 'refused', words: 'ocupado' }, 502],
    [{ outcome: 'unknown', why: 'timeout' }, 504],
  ])('[A6] an order that failed at the PBX is not given again under its key: %j', async (outcome, status) => {
    const { pbx } = await open();
    pbx.answer = () => outcome;
    const first = await order({}, key);
    expect(first.status).toBe(status);
    pbx.answer = () => ({ outcome: 'accepted', words: null });
    expect((await order({}, key)).text).toBe(first.text);
    expect(pbx.ordered).toHaveLength(1);
  });

  test('[A6] an order that never left frees its key', async () => {
    const { pbx } = await open();
    pbx.answer = () => ({ outcome: 'not_sent', why: 'breaker_open' });
    expect((await order({}, key)).status).toBe(503);
    pbx.answer = () => ({ outcome: 'accepted', words: null });
    expect((await order({}, key)).status).toBe(202);
  });

  test('[A6] an order whose end nobody saw is unknown for its key, not given again', async () => {
    const { pbx, db, clock } = await open();
    await order({}, key);
    const tables = db.$pickTables<never>().$extendTables<{ wall_idempotency: { answer: string | null } }>();
    await tables.updateTable('wall_idempotency').set({ answer: null }).execute();
    await at.reopen();
    await clock.advance(20_000);
    expect((await order({}, key)).code).toBe('pbx_timeout');
    expect(pbx.ordered).toHaveLength(1);
  });

  test('[A6] a key is one person’s and one route’s: nobody meets another’s answer', async () => {
    const { pbx, ask, signIn } = await open();
    const mine = await order({}, key);
    const as = await signIn();
    const theirs = await ask('POST', '/api/v1/calls', { as, body: { agent: '117', number }, headers: key });
    expect(theirs.status).toBe(202);
    expect(theirs.text).not.toBe(mine.text);
    await at.reopen();
    expect((await order({}, key)).text).toBe(mine.text);
    const again = await ask('POST', '/api/v1/calls', { as, body: { agent: '117', number }, headers: key });
    expect(again.text).toBe(theirs.text);
    expect((await hangUp('116', key)).status).toBe(202);
    expect((await hangUp('117', key)).status).toBe(202);
    expect(pbx.ordered).toHaveLength(4);
    const stranger = await ask('POST', '/api/v1/calls', { body: { agent: '116', number }, headers: key });
    expect(stranger.code).toBe('unauthorized');
  });

  test('[A6] a key that is no key is refused', async () => {
    await open();
    for (const bad of ['', 'x'.repeat(201), 'a b']) {
      expect((await order({}, { 'idempotency-key': bad })).code, bad).toBe('invalid_input');
    }
  });
});

test('[A6] one call is told from the board, from our log and from the PBX', async () => {
  const { ask, calls, pbx, db } = await open();
  const read = (id: string) => ask('GET', `/api/v1/calls/${id}`, { as: 'token' });
  expect((await read('1630045541.7')).code).toBe('not_found');
  calls.set(openCall.id, openCall);
  const payload = JSON.stringify({
    raw: { method: 'POST', contentType: 'application/json', query: '', body: '{"id":"1630045541.7"}' },
  });
  await db.insertInto('log').values({ sequence: 1, at: 5, kind: 'hook', payload, short_id: '1630045541' }).execute();
  pbx.info = { estado: 'Contestada' };
  const events = [{ at: 5, method: 'POST', contentType: 'application/json', query: '', body: '{"id":"1630045541.7"}' }];
  expect((await read(openCall.id)).json).toEqual({ call: openCall, events, pbx: { estado: 'Contestada' } });
  pbx.info = 'ill';
  expect((await read(openCall.id)).json).toEqual({ call: openCall, events, pbx: null });
  expect((await read('../../etc')).status).toBe(404);
  expect((await read('x;y')).status).toBe(422);
});

test('[A14] no answer and no line of the log holds a secret', async () => {
  const { ask, lines, signIn, pbx } = await open();
  const as = await signIn();
  pbx.answer = () => ({ outcome: 'unknown', why: 'timeout' });
  const answers = [
    await order(),
    await ask('GET', '/api/v1/settings/connection', { as }),
    await ask('GET', '/api/v1/session', { as }),
    await ask('GET', '/api/v1/board', { as }),
    await ask('GET', '/api/v1/openapi.json', { as }),
    await ask('POST', '/api/v1/session', { body: { username: 'x', password: 'made-up-typed' } }),
    await ask('POST', '/api/v1/calls', { as, raw: '{"agent":"made-up' }),
  ];
  const told = `${answers.map((answer) => answer.text).join('\n')}\n${lines.join('')}`;
  for (const secret of [...Object.values(secrets), 'made-up-hook-password', 'made-up-typed', as.split('=')[1] ?? '-']) {
    expect(told).not.toContain(secret);
  }
});
