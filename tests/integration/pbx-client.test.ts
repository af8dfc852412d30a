import { pino } from 'pino';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Clock, systemClock } from '../../server/clock.ts';
import { createPbxClient, type PbxClientOptions } from '../../server/pbx/client.ts';
import { type Pbx, PbxReadError } from '../../server/pbx/pbx.ts';
import { manualClock } from '../support/manual-clock.ts';
import { hangs, type IllPbx, illPbx, type Reply, resets, sends } from './pbx-ill-server.ts';

const token = 'global-token-5f3e';
const clientSecret = 'web/pass word+77';
const logged: string[] = [];
const closers: (() => PromiseLike<unknown>)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  logged.length = 0;
  for (const close of closers.splice(0).reverse()) await close();
});

async function setUp(reply: Reply, options: Partial<PbxClientOptions> = {}): Promise<{ server: IllPbx; pbx: Pbx }> {
  const server = await illPbx(reply);
  closers.push(() => server[Symbol.asyncDispose]());
  return { server, pbx: client(server.url, options) };
}
function client(url: string, options: Partial<PbxClientOptions> = {}): Pbx {
  const pbx = createPbxClient({
    url,
    auth: 'global',
    token,
    agent: '100',
    tokenIn: 'both',
    clientId: null,
    clientSecret: null,
    tenant: null,
    dialect: 'es',
    names: {},
    timezone: 'Europe/Madrid',
    clock: systemClock,
    log: pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) }),
    ...options,
  });
  closers.push(() => pbx.close());
  return pbx;
}
const oauth2 = { auth: 'oauth2', token: null, agent: null, clientId: '116', clientSecret, tenant: '007' } as const;
const failure = (promise: Promise<unknown>): Promise<PbxReadError> =>
  promise.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: unknown) => (error instanceof PbxReadError ? error : Promise.reject(error)),
  );
const taken = sends({ numero: '600', agente: '116', estado: 'Llamada' });

describe('[T40] what is asked', () => {
  test('reads go by GET with the token in header and query, orders by POST with it in header and body', async () => {
    const { server, pbx } = await setUp(sends({ '116': 'Libre' }));
    expect((await pbx.agentsStatus()).value).toEqual({ '116': { state: 'free', word: 'Libre' } });
    server.reply(taken);
    const order = { agent: '116', number: '600100200', ddi: '935', timeoutSeconds: 20 };
    expect(await pbx.call(order)).toEqual({ outcome: 'accepted', words: 'Llamada' });
    const [read, write] = server.asked;
    expect(read?.method).toBe('GET');
    expect(Object.fromEntries(read?.query ?? [])).toEqual({
      accion: 'estado_agentes',
      agente: '100',
      Authorization: token,
    });
    expect(write?.method).toBe('POST');
    expect([...(write?.query ?? [])]).toEqual([]);
    expect(Object.fromEntries(write?.body ?? [])).toEqual({
      accion: 'llamada',
      agente: '116',
      numero: '600100200',
      ddi: '935',
      time_out: '20',
      Authorization: token,
    });
    expect([read?.headers.authorization, write?.headers.authorization]).toEqual([token, token]);
  });
  test('PBX_TOKEN_IN decides where the token travels', async () => {
    const { server, pbx } = await setUp(sends({ '116': 'Libre' }), { tokenIn: 'header' });
    await pbx.agentsStatus();
    await client(server.url, { tokenIn: 'param' }).agentsStatus();
    expect(server.asked.map((one) => [one.headers.authorization, one.param('Authorization')])).toEqual([
      [token, null],
      [undefined, token],
    ]);
  });
  test('every action carries its parameters under the names of the wire', async () => {
    const { server, pbx } = await setUp(taken);
    await pbx.transit({ agent: '116', number: '1', number2: '2' });
    await pbx.transitAgent({ number: '1', originExtension: '200', agent: '116' });
    await pbx.hangUp({ extension: '116' });
    await pbx.campaignInsert({ campaign: '159', numbers: ['1', '2'] });
    await pbx.campaignAppend({ campaign: '159', numbers: ['3'] });
    await pbx.campaignInsertForm({
      campaign: '159',
      rows: [
        {
          number: '6',
          fields: [
            ['1', 'a'],
            ['Ñ"', 'b'],
          ],
        },
      ],
    });
    server.reply(sends({ registros: 0 }));
    await pbx.cdrPage({ page: 2, records: 25, from: Date.UTC(2026, 2, 29, 0, 30), to: Date.UTC(2026, 2, 29, 1, 30) });
    await pbx.cdrOne('1581048700.217298');
    await pbx.callInfo('1581048700.217298');
    const shared = { Authorization: token };
    const campaign = { ...shared, agente: '100', IDcamp: '159' };
    expect(server.asked.map((one) => Object.fromEntries([...one.query, ...one.body]))).toEqual([
      { ...shared, accion: 'transito', agente: '116', numero: '1', numero2: '2' },
      { ...shared, accion: 'transito-agente', agente: '116', numero: '1', ext_origen: '200' },
      { ...shared, accion: 'colgado', agente: '116', agente_colgar: '116' },
      { ...campaign, accion: 'insertar_numeros_camp', registros: '2', numeros: '1,2' },
      { ...campaign, accion: 'anadir_numeros_camp', registros: '1', numeros: '3' },
      { ...campaign, accion: 'insertar_numeros_camp', form: '{"form":[{"numero":"6","1":"a","Ñ\\"":"b"}]}' },
      {
        ...shared,
        accion: 'cdr_paginado',
        agente: '100',
        pagina: '2',
        registros: '25',
        // The clocks of Madrid are put forward between the two.
        fecha_ini: '29/03/2026',
        hora_ini: '01:30',
        fecha_fin: '29/03/2026',
        hora_fin: '03:30',
      },
      { ...shared, accion: 'cdr_uno', agente: '100', id_cdr: '1581048700.217298' },
      { ...shared, accion: 'estado', agente: '100', id: '1581048700.217298' },
    ]);
  });
  test('all names of a parameter are sent; an action of a read has its names tried, and the good one kept', async () => {
    const unknownBut =
      (name: string): Reply =>
      (asked, response) =>
        sends(asked.param('accion') === name ? { '116': 'Libre' } : { error: 'Acción desconocida' })(asked, response);
    const { server, pbx } = await setUp(unknownBut('c'), {
      names: { 'action.agentsStatus': ['a', 'b', 'c'], 'param.agent': ['agente', 'agent'] },
    });
    await pbx.agentsStatus();
    await pbx.agentsStatus();
    expect(server.asked.map((one) => one.param('accion'))).toEqual(['a', 'b', 'c', 'c']);
    expect(server.asked.every((one) => one.param('agent') === '100' && one.param('agente') === '100')).toBe(true);
    server.reply(unknownBut('z'));
    expect((await failure(pbx.agentsStatus())).why).toBe('unknown_action');
  });
  test('a hang-up has its names tried, a dial never', async () => {
    const { server, pbx } = await setUp(sends({ error: 'La accion no existe' }), {
      names: { 'action.hangup': ['colgado', 'colgar'], 'action.call': ['llamada', 'llamar'] },
    });
    expect(await pbx.hangUp({ extension: '116' })).toEqual({ outcome: 'refused', words: 'La accion no existe' });
    expect(await pbx.call({ agent: '116', number: '600' })).toMatchObject({ outcome: 'refused' });
    expect(server.asked.map((one) => one.param('accion'))).toEqual(['colgado', 'colgar', 'llamada']);
  });
});

describe('[T41] an ill PBX', () => {
  const ills: [string, Reply, string][] = [
    ['500', sends('oops', 500), 'server_error'],
    ['a web page', sends('<!DOCTYPE html><p>login', 200, 'text/html'), 'unreadable'],
    ['no bytes', sends(''), 'empty'],
    ['half an answer', sends('{"116":"Lib'), 'unreadable'],
    [
      'an answer that breaks off',
      (_asked, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{"116":', () => response.destroy());
      },
      'unreadable',
    ],
    ['a reset', resets, 'unreachable'],
    ['a redirect', (_asked, response) => response.writeHead(302, { location: '/elsewhere' }).end(), 'server_error'],
    [
      'an endless answer',
      (_asked, response) => {
        const block = ' '.repeat(1024 * 1024);
        const more = () => {
          while (response.write(block));
        };
        response.on('drain', more);
        more();
      },
      'unreadable',
    ],
  ];
  for (const [name, reply, why] of ills) {
    test(`${name}: a read fails as ${why} after one more try, an order is unknown after none`, async () => {
      const { server, pbx } = await setUp(reply);
      expect((await failure(pbx.agentsStatus())).why).toBe(why);
      expect(server.asked).toHaveLength(2);
      expect(await pbx.call({ agent: '116', number: '600' })).toMatchObject({ outcome: 'unknown' });
      expect(server.asked).toHaveLength(3);
    });
  }
  test('an answer under another content type and behind a byte order mark is read', async () => {
    const { pbx } = await setUp(sends('\uFEFF {"116":"Ocupada","117":"En pausa"}', 200, 'text/html'));
    expect((await pbx.agentsStatus()).value).toEqual({
      '116': { state: 'busy', word: 'Ocupada' },
      '117': { state: 'unknown', word: 'En pausa' },
    });
  });
  test('a hanging read ends after its time and is not asked twice; a hanging order is unknown', async () => {
    const clock = manualClock();
    const { server, pbx } = await setUp(hangs, { clock });
    const reading = failure(pbx.agentsStatus());
    await server.nextAsked();
    await clock.advance(5000);
    expect((await reading).why).toBe('timeout');
    const ordering = pbx.call({ agent: '116', number: '600' });
    await server.nextAsked();
    await clock.advance(10_000);
    expect(await ordering).toEqual({ outcome: 'unknown', why: 'timeout' });
    expect(server.asked).toHaveLength(2);
  });
  test('an order to nobody was not sent', async () => {
    const { server, pbx } = await setUp(taken);
    await server[Symbol.asyncDispose]();
    expect(await pbx.call({ agent: '116', number: '600' })).toEqual({ outcome: 'not_sent', why: 'unreachable' });
  });
  test('the breaker holds orders back, and lets them go again by itself', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { server, pbx } = await setUp(sends('', 503));
    for (let round = 0; round < 3; round += 1) await failure(pbx.agentsStatus());
    const before = server.asked.length;
    expect(await pbx.call({ agent: '116', number: '600' })).toEqual({ outcome: 'not_sent', why: 'breaker_open' });
    expect((await failure(pbx.agentsStatus())).why).toBe('server_error');
    expect(server.asked).toHaveLength(before);
    vi.setSystemTime(Date.now() + 6000);
    server.reply((asked, response) => (asked.method === 'GET' ? sends({ '116': 'Libre' }) : taken)(asked, response));
    expect(await pbx.call({ agent: '116', number: '600' })).toMatchObject({ outcome: 'accepted' });
    expect(server.asked.slice(before).map((one) => one.method)).toEqual(['GET', 'POST']);
  });
  test('a question it does not understand is no illness: orders still go', async () => {
    const { server, pbx } = await setUp(sends({ error: 'Accion desconocida' }));
    for (let round = 0; round < 8; round += 1) await failure(pbx.queueAgentsStatus());
    server.reply(taken);
    expect(await pbx.call({ agent: '116', number: '600' })).toMatchObject({ outcome: 'accepted' });
  });
  test('a refusal by status is a refusal, by words too', async () => {
    const { server, pbx } = await setUp(sends({ error: 'Destino no permitido' }, 400));
    const order = { agent: '116', number: '600' };
    expect(await pbx.call(order)).toEqual({ outcome: 'refused', words: 'Destino no permitido' });
    server.reply(sends({ mensaje: 'Ya hay una llamada' }));
    expect(await pbx.call(order)).toEqual({ outcome: 'refused', words: 'Ya hay una llamada' });
    server.reply(sends('<p>forbidden', 403));
    expect(await pbx.call(order)).toEqual({ outcome: 'refused', words: 'HTTP 403' });
    server.reply(sends({}));
    expect(await pbx.call(order)).toEqual({ outcome: 'unknown', why: 'empty' });
    server.reply(sends('{"IDcamp":"159","JSON_form":"JSON "form" OK"}'));
    expect(await pbx.call(order)).toEqual({ outcome: 'unknown', why: 'unreadable' });
  });
});

/** Answers token requests with t1, t2 …; other requests by `accepts`. */
function tokenServer(accepts: (bearer: string) => boolean, refusesRefresh = false) {
  const grants: string[] = [];
  const reply: Reply = (asked, response) => {
    const grant = asked.param('grant_type');
    if (grant === null) {
      const bearer = asked.headers.authorization?.replace('Bearer ', '') ?? '';
      const answer = asked.method === 'GET' ? { '116': 'Libre' } : { estado: 'Llamada' };
      return (accepts(bearer) ? sends(answer) : sends('No está autorizado', 401, 'text/html'))(asked, response);
    }
    grants.push(grant);
    if (grant === 'refresh_token' && refusesRefresh) return sends({ error: 'invalid_grant' }, 400)(asked, response);
    const number = grants.length;
    sends({ access_token: `access-t${number}`, refresh_token: `refresh-${number}`, expires_in: '3600' })(
      asked,
      response,
    );
  };
  return { reply, grants };
}

describe('[T42] who we are', () => {
  test('OAuth2: client credentials with the tenant as scope, one request for all who wait', async () => {
    const { reply, grants } = tokenServer(() => true);
    const { server, pbx } = await setUp(reply, oauth2);
    await Promise.all(Array.from({ length: 8 }, () => pbx.agentsStatus()));
    expect(grants).toEqual(['client_credentials']);
    expect(server.asked[0]?.param('scope')).toBe('007');
    expect(server.asked[1]?.headers.authorization).toBe('Bearer access-t1');
    expect(server.asked[1]?.param('Authorization')).toBe('access-t1');
    const basic = server.asked[0]?.headers.authorization?.replace('Basic ', '') ?? '';
    expect(Buffer.from(basic, 'base64').toString()).toBe(`116:${clientSecret}`);
  });
  test('a 401 renews once for all waiting requests, and repeats even an order once', async () => {
    let good = 'access-t1';
    const { reply, grants } = tokenServer((bearer) => bearer === good);
    const { server, pbx } = await setUp(reply, oauth2);
    await pbx.agentsStatus();
    good = 'access-t2';
    const orders = Array.from({ length: 5 }, () => pbx.call({ agent: '116', number: '600' }));
    for (const outcome of await Promise.all(orders)) expect(outcome).toMatchObject({ outcome: 'accepted' });
    expect(grants).toEqual(['client_credentials', 'refresh_token']);
    const dialled = server.asked.filter(
      (one) => one.param('accion') === 'llamada' && one.headers.authorization === `Bearer ${good}`,
    );
    expect(dialled).toHaveLength(5);
  });
  test('a rejected refresh token falls back to client credentials; a second 401 is final', async () => {
    const { reply, grants } = tokenServer(() => false, true);
    const { server, pbx } = await setUp(reply, oauth2);
    expect((await failure(pbx.agentsStatus())).why).toBe('unauthorized');
    expect(grants).toEqual(['client_credentials', 'refresh_token', 'client_credentials']);
    const before = server.asked.length;
    expect(await pbx.call({ agent: '116', number: '600' })).toEqual({ outcome: 'not_sent', why: 'unauthorized' });
    const dials = server.asked.slice(before).filter((one) => one.param('accion') === 'llamada');
    expect(dials).toHaveLength(2);
  });
  test('a token is renewed by the clock before it ends', async () => {
    const clock = manualClock();
    const { reply, grants } = tokenServer(() => true);
    const { pbx } = await setUp(reply, { ...oauth2, clock });
    await pbx.agentsStatus();
    await clock.advance(3_500_000);
    await pbx.agentsStatus();
    expect(grants).toEqual(['client_credentials']);
    await clock.advance(80_000);
    await pbx.agentsStatus();
    expect(grants).toEqual(['client_credentials', 'refresh_token']);
  });
  test('with a fixed token a 401 is final at once, for orders too', async () => {
    const { server, pbx } = await setUp(sends('No está autorizado', 401));
    expect((await failure(pbx.agentsStatus())).why).toBe('unauthorized');
    expect(await pbx.hangUp({ extension: '116' })).toEqual({ outcome: 'not_sent', why: 'unauthorized' });
    expect(server.asked).toHaveLength(2);
  });
  test('no secret reaches a log, an error or the words of a refusal', async () => {
    const seen: unknown[] = [];
    const collect = async (pbx: Pbx) => {
      for (const read of [pbx.agentsStatus(), pbx.callInfo('1.2'), pbx.campaigns()]) {
        seen.push(
          await read.then(
            () => null,
            (error: unknown) => error,
          ),
        );
      }
      seen.push(await pbx.call({ agent: '116', number: '600' }), await pbx.hangUp({ extension: '116' }));
    };
    const echo: Reply = (asked, response) => {
      const all = `${asked.query} ${asked.body} ${asked.headers.authorization} ${new URLSearchParams({ clientSecret })}`;
      const known = asked.headers.authorization?.startsWith('Bearer') ? ' access-t1 refresh-1' : '';
      const refusal = { error: `bad ${all} ${encodeURIComponent(clientSecret)}${known}` };
      sends(asked.param('grant_type') ? { access_token: 'access-t1', refresh_token: 'refresh-1' } : refusal)(
        asked,
        response,
      );
    };
    for (const reply of [echo, resets, sends('<p>', 500), sends('no', 401)]) {
      for (const options of [{ clientSecret }, oauth2]) await collect((await setUp(reply, options)).pbx);
    }
    const texts = [...logged, ...seen.flatMap((one) => [String(one), JSON.stringify(one), String(Object(one).stack)])];
    const told = texts.join('\n');
    expect(logged.length).toBeGreaterThan(10);
    const basic = Buffer.from(`116:${clientSecret}`).toString('base64');
    for (const secret of [token, clientSecret, encodeURIComponent(clientSecret), basic, 'access-t1', 'refresh-1']) {
      expect(told.includes(secret), secret.slice(0, 3)).toBe(false);
    }
    expect(told).not.toContain('rest.php');
  });
});

describe('[T43] clocks', () => {
  test('the skew is read from Date headers, and is nothing when nothing contradicts that', async () => {
    const clock: Clock = manualClock(Date.UTC(2026, 2, 2, 9, 0, 0, 400));
    let date = 'Mon, 02 Mar 2026 09:00:00 GMT';
    const { pbx } = await setUp(
      (asked, response) => {
        response.setHeader('date', date);
        sends({ '116': 'Libre' })(asked, response);
      },
      { clock },
    );
    expect(pbx.skewMs()).toBeNull();
    await pbx.agentsStatus();
    expect(pbx.skewMs()).toBe(0);
    date = 'Mon, 02 Mar 2026 09:00:07 GMT';
    await pbx.agentsStatus();
    expect(pbx.skewMs()).toBe(6600);
    expect(pbx.latencyMs()).toBe(0);
  });
});
