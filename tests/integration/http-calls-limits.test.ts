// The limits, the stop and the settings of dialling over real HTTP.
import { sql } from 'kysely';
import { afterEach, describe, expect, test } from 'vitest';
import { defaultDialSettings } from '../../lib/dialling/settings.ts';
import { createAudit } from '../../server/access/audit.ts';
import { accessTables } from '../../server/access/tables.ts';
import { ApiError } from '../../server/http/api-error.ts';
import type { CallLimiter } from '../../server/http/call-limiter.ts';
import { createOrders } from '../../server/http/orders.ts';
import { callRecord, legRecord } from '../support/call-record.ts';
import { type House, house } from './http-house.ts';

let at: House;
afterEach(() => at.close());
const open = async () => {
  at = await house();
  return at;
};
let drawn = 0;
/** A number of its own each time, so that the guard of repeats says nothing. */
const order = (agent = '116', body: object = {}) =>
  at.ask('POST', '/api/v1/calls', { as: 'token', body: { agent, number: String(912_000_000 + drawn++), ...body } });
const put = (body: object) => at.ask('PUT', '/api/v1/settings/dialling', { as: 'token', body });
const silence = () => at.clock.advance(30_000);

function show(state: 'ringing' | 'ended', extension = '116') {
  const now = at.clock.now();
  const legs = [legRecord({ extension, state, ringAt: now })];
  const endedAt = state === 'ended' ? now : null;
  const call = callRecord({ id: `1.${now}`, direction: 'out', startedAt: now, state, endedAt, legs });
  at.board.publish(['put', 'calls', call.id, call]);
}
const limited = (limit: string, allowed: number) => ({
  error: { code: 'too_many_calls', details: { limit, allowed } },
});

describe('limits', () => {
  test('[A17] one call of an extension at a time, until the board shows its end', async () => {
    const { pbx } = await open();
    expect((await order()).status).toBe(202);
    const second = await order();
    expect(second.status).toBe(429);
    expect(second.json).toMatchObject(limited('active', 1));
    expect(second.headers.get('retry-after')).toBe('10');
    expect((await order('117')).status).toBe(202);
    show('ringing');
    await silence();
    expect((await order()).code).toBe('too_many_calls');
    show('ended');
    at.board.publish(['del', 'calls', `1.${at.clock.now() - 30_000}`]);
    expect((await order()).status).toBe(202);
    expect(pbx.ordered).toHaveLength(3);
  });

  test('[A17] an order nothing is heard of holds its extension for 30 s, and hang-ups are never held', async () => {
    await open();
    expect((await order()).status).toBe(202);
    await at.clock.advance(29_999);
    expect((await order()).code).toBe('too_many_calls');
    expect((await at.ask('POST', '/api/v1/agents/116/hang-up', { as: 'token' })).status).toBe(202);
    await at.clock.advance(1);
    expect((await order()).status).toBe(202);
  });

  test('[A17] of a hundred orders of one extension at once, to a hundred numbers, one is dialled', async () => {
    const { pbx } = await open();
    const answers = await Promise.all(Array.from({ length: 100 }, () => order()));
    expect(answers.filter((answer) => answer.status === 202)).toHaveLength(1);
    expect(answers.filter((answer) => answer.code === 'too_many_calls')).toHaveLength(99);
    expect(pbx.ordered).toHaveLength(1);
  });

  test('[A17] so many a minute, an hour, a day; a restart frees nobody; what is refused does not count', async () => {
    const { pbx } = await open();
    const fill = async (patch: object, limit: string, allowed: number) => {
      expect((await put(patch)).status).toBe(200);
      const answer = await order();
      expect(answer.json, limit).toMatchObject(limited(limit, allowed));
      const before = answer.headers.get('retry-after');
      await at.reopen();
      const again = await order();
      expect(again.json, limit).toMatchObject(limited(limit, allowed));
      expect(again.headers.get('retry-after')).toBe(before);
    };
    pbx.answer = () => ({ outcome: 'refused', words: 'no' });
    for (let n = 0; n < 4; n++) expect((await order()).status).toBe(502);
    pbx.answer = () => ({ outcome: 'not_sent', why: 'breaker_open' });
    for (let n = 0; n < 4; n++) expect((await order()).status).toBe(503);
    pbx.answer = () => ({ outcome: 'unknown', why: 'timeout' });
    for (let n = 0; n < 2; n++) {
      expect((await order()).status).toBe(504);
      show('ended');
    }
    await fill({ perMinute: 2 }, 'perMinute', 2);
    await fill({ perMinute: 6, perHour: 2 }, 'perHour', 2);
    await fill({ perHour: 60, perDay: 2 }, 'perDay', 2);
    await fill({ perDay: 200, housePerMinute: 2 }, 'housePerMinute', 2);
    expect(pbx.ordered).toHaveLength(10);
    await at.clock.advance(60_000);
    expect((await order()).status).toBe(504);
  });

  test('[A17] the limits that hold unless set are 6 a minute and 60 for the house', async () => {
    const { pbx } = await open();
    for (let n = 0; n < 6; n++) {
      expect((await order()).status).toBe(202);
      show('ended');
      await at.clock.advance(3_000);
    }
    expect((await order()).json).toMatchObject(limited('perMinute', 6));
    for (let n = 0; n < 54; n++) expect((await order(String(3000 + n))).status).toBe(202);
    expect((await order('300')).json).toMatchObject(limited('housePerMinute', 60));
    expect(pbx.ordered).toHaveLength(60);
  });

  test('[A17] transits and hand-overs count like calls', async () => {
    const { ask } = await open();
    const transit = { agent: '116', number: '912345678' };
    expect((await ask('POST', '/api/v1/calls/transit', { as: 'token', body: transit })).status).toBe(202);
    expect((await order()).code).toBe('too_many_calls');
    const over = { originExtension: '116', number: '912345677', agent: '117' };
    expect((await ask('POST', '/api/v1/calls/transit-agent', { as: 'token', body: over })).code).toBe('too_many_calls');
  });
});

describe('the stop', () => {
  test('[A18] no order leaves while calls are stopped, also after a restart; hang-ups do', async () => {
    const { pbx, ask } = await open();
    expect((await put({ killed: true })).json).toMatchObject({ ...defaultDialSettings, killed: true });
    for (let n = 0; n < 2; n++) {
      const answer = await order();
      expect([answer.status, answer.code]).toEqual([403, 'calling_stopped']);
      const transit = { agent: '116', number: '912345678' };
      expect((await ask('POST', '/api/v1/calls/transit', { as: 'token', body: transit })).code).toBe('calling_stopped');
      const over = { originExtension: '116', number: '912345677', agent: '117' };
      expect((await ask('POST', '/api/v1/calls/transit-agent', { as: 'token', body: over })).code).toBe(
        'calling_stopped',
      );
      expect((await ask('POST', '/api/v1/agents/116/hang-up', { as: 'token' })).status).toBe(202);
      await at.reopen();
    }
    expect(pbx.ordered.filter(({ action }) => action !== 'hangUp')).toEqual([]);
    expect((await put({ killed: false })).status).toBe(200);
    expect((await order()).status).toBe(202);
  });

  test('[A18] an order that was let in before the stop does not leave after it', async () => {
    const { db, clock } = await open();
    let looked = 0;
    let counted = 0;
    const limiter: CallLimiter = {
      stopped: () => (looked++ === 0 ? null : new ApiError('calling_stopped', 'stopped')),
      take: () => {
        counted += 1;
        return null;
      },
      giveBack: () => void counted--,
      recall: () => Promise.resolve(),
    };
    const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const audit = createAudit({ db, clock, log, appSecret: 'made-up-app-secret-of-thirty-two-chars' });
    const orders = createOrders({ hashNumber: (number) => number, db: accessTables(db), clock, log, limiter, audit });
    let sent = 0;
    const send = async () => {
      sent += 1;
      return { outcome: 'accepted', words: null } as const;
    };
    const session = {
      key: 'token:api',
      name: 'api',
      role: 'manager',
      extension: null,
      scope: null,
      screen: null,
      via: 'token',
      sessionId: 's',
      mustChangePassword: false,
      numbers: 'whole',
    } as const;
    const given = {
      kind: 'call',
      extension: '116',
      number: '912345678',
      guardNumber: '+351912345678',
      why: {},
      send,
    } as const;
    expect(await orders.give(session, given)).toMatchObject({ ok: false, error: { code: 'calling_stopped' } });
    expect([sent, counted]).toEqual([0, 0]);
    const rows = await accessTables(db).selectFrom('wall_action').select(['outcome', 'words']).execute();
    expect(rows).toEqual([{ outcome: 'not_sent', words: 'calling_stopped' }]);
  });

  test('[A18] of sixty orders at once with the stop, none leaves after its answer', async () => {
    const { pbx, db } = await open();
    const rows = () => db.$pickTables<never>().$extendTables<{ wall_action: Row }>().selectFrom('wall_action');
    // The stop and sixty orders at once: those that were too late leave no call behind, and say why.
    const extensions = Array.from({ length: 60 }, (_, n) => String(3000 + n));
    let orderedAtStop = -1;
    const stopping = put({ killed: true }).then((answer) => {
      orderedAtStop = pbx.ordered.length;
      return answer;
    });
    const answers = await Promise.all(extensions.map((extension) => order(extension)));
    expect((await stopping).status).toBe(200);
    expect(pbx.ordered).toHaveLength(orderedAtStop);
    expect(answers.filter((answer) => answer.status === 202)).toHaveLength(orderedAtStop);
    for (const row of await rows().selectAll().execute()) expect(row.outcome).not.toBeNull();
  });

  test('[A18] settings that cannot be read stop every call until they are set', async () => {
    const { pbx, db } = await open();
    await put({ perMinute: 3 });
    for (const broken of ['{', '[]', 'null', '{"killed":"no"}', '{"perMinute":0}', '{"shortCodes":["112"]}']) {
      await db.updateTable('meta').set({ value: broken }).where('key', '=', 'dialling').execute();
      await at.reopen();
      expect((await order()).code, broken).toBe('calling_stopped');
    }
    expect(pbx.ordered).toEqual([]);
    await put({ killed: false });
    expect((await order()).status).toBe(202);
  });
});

describe('who stopped calls', () => {
  test('[A18] stands beside the stop, also after a restart; another setting changes nothing of it', async () => {
    const { ask, clock, signIn } = await open();
    const admin = await signIn();
    const set = async (body: object) => (await ask('PUT', '/api/v1/settings/dialling', { as: admin, body })).json;
    const stopChange = { at: clock.now(), by: 'admin' };
    expect(await set({ killed: true })).toMatchObject({ killed: true, stopChange });
    await clock.advance(60_000);
    expect((await put({ perHour: 30 })).json).toMatchObject({ killed: true, stopChange });
    // Whoever stops what is stopped already did not stop it.
    expect((await put({ killed: true })).json).toMatchObject({ stopChange });
    await at.reopen();
    expect((await ask('GET', '/api/v1/settings/dialling', { as: admin })).json).toMatchObject({ stopChange });
    expect(await set({ killed: false })).toMatchObject({ killed: false, stopChange: { at: clock.now(), by: 'admin' } });
  });

  test('[A18] a change that cannot be stored is refused as such, and what stood before stands', async () => {
    const { ask, db } = await open();
    await put({ perHour: 30 });
    const refuse = "begin select raise(abort, 'the disk refuses'); end";
    await sql.raw(`create trigger no_stop before insert on meta when new.key = 'dialling' ${refuse}`).execute(db);
    const refused = await put({ killed: true, perHour: 31 });
    expect([refused.status, refused.code]).toEqual([503, 'cannot_store']);
    const { json } = await ask('GET', '/api/v1/settings/dialling', { as: 'token' });
    expect(json).toMatchObject({ killed: false, perHour: 30, stopChange: null });
    expect((await order()).status).toBe(202);
    await sql.raw('drop trigger no_stop').execute(db);
    expect((await put({ killed: true })).status).toBe(200);
  });
});

describe('the settings of dialling', () => {
  test('[A18] are read and set by managers; fields left out stay; nothing out of bounds is kept', async () => {
    const { ask, signIn } = await open();
    const get = (as?: string) => ask('GET', '/api/v1/settings/dialling', as === undefined ? {} : { as });
    expect((await get()).status).toBe(401);
    expect((await get('token')).json).toEqual({ ...defaultDialSettings, stopChange: null });
    const admin = await signIn();
    expect((await ask('PUT', '/api/v1/settings/dialling', { as: admin, body: { perHour: 30 } })).status).toBe(200);
    const wanted = { ...defaultDialSettings, perHour: 30, shortCodes: ['1820'], stopChange: null };
    expect((await put({ shortCodes: ['1820'] })).json).toEqual(wanted);
    for (const bad of [
      { perMinute: 0 },
      { perDay: 1e9 },
      { killed: 'yes' },
      { shortCodes: ['112'] },
      { shortCodes: ['061'] },
      { shortCodes: ['00351'] },
      { shortCodes: ['760123456'] },
      { ddis: ['*'] },
      { misspelt: 1 },
    ]) {
      expect((await put(bad)).code, JSON.stringify(bad)).toBe('invalid_input');
    }
    await at.reopen();
    expect((await get('token')).json).toEqual(wanted);
    // One who supervises sees and sets nothing of it.
    expect((await ask('PUT', '/api/v1/settings/dialling', { body: { killed: false } })).code).toBe('unauthorized');
    await accessTables(at.db).updateTable('wall_user').set({ role: 'supervisor' }).execute();
    for (const method of ['GET', 'PUT']) {
      const body = method === 'PUT' ? { body: { killed: true } } : {};
      expect((await ask(method, '/api/v1/settings/dialling', { as: admin, ...body })).code).toBe('not_permitted');
    }
    const paths = (await ask('GET', '/api/v1/openapi.json', { as: 'token' })).text;
    expect(paths).toContain('/api/v1/settings/dialling');
    expect(paths).toContain('too_many_calls');
  });

  test('[A19] listed short codes are dialled, and the preview agrees', async () => {
    const { pbx, ask } = await open();
    expect((await order('116', { number: '1820' })).code).toBe('invalid_number');
    await put({ shortCodes: ['1820'] });
    const preview = await ask('POST', '/api/v1/numbers/check', { as: 'token', body: { number: '1820' } });
    expect(preview.json).toMatchObject({ allowed: true, kind: 'short_code', wire: '1820' });
    expect((await order('116', { number: '1820' })).status).toBe(202);
    expect(pbx.ordered).toMatchObject([{ order: { number: '1820' } }]);
  });

  test('[A19] a list of caller ids is all that may be presented; without one the PBX decides', async () => {
    const { pbx } = await open();
    expect((await order('116', { ddi: '' })).status).toBe(202);
    expect((await order('117', { ddi: '351210000009' })).status).toBe(202);
    await put({ ddis: ['351210000000'] });
    expect((await order('200', { ddi: '+351210000000' })).status).toBe(202);
    const answer = await order('201', { ddi: '351210000009' });
    expect(answer.json).toMatchObject({ error: { code: 'number_not_allowed', details: { reason: 'caller_id' } } });
    expect((await order('202')).status).toBe(202);
    const shown = pbx.ordered.map(({ order }) => ('ddi' in order ? order.ddi : 'absent'));
    expect(shown).toEqual([undefined, '351210000009', '+351210000000', undefined]);
  });
});

interface Row {
  outcome: string | null;
}
