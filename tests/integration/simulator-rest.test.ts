import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createSimulator, type Simulator } from '../../server/simulator/create.ts';

const Json = z.record(z.string(), z.unknown());
const answers = Json.parse(JSON.parse(readFileSync(new URL('../samples/answers.json', import.meta.url), 'utf8')));
let sim: Simulator;
beforeEach(async () => {
  sim = await createSimulator({ clock: 'manual', agents: 10 });
});
afterEach(async () => {
  await sim.close();
});

const ask = async (parameters: Record<string, string>, init: RequestInit = {}) => {
  const url = new URL(sim.url);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, text, headers: response.headers };
};
const asked = async (parameters: Record<string, string>) => {
  const { text } = await ask({ Authorization: sim.keys.globalToken, agente: '110', ...parameters });
  return Json.parse(JSON.parse(text));
};
const token = (fields: Record<string, string>, user = '110', password = sim.keys.webPassword('110')) =>
  ask(
    {},
    {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { authorization: `Basic ${btoa(`${user}:${password}`)}` },
    },
  );
const keysOf = (value: unknown) => Object.keys(Json.parse(value));

describe('who may ask', () => {
  test.each([
    ['no key at all', {}, 401],
    ['a wrong key', { Authorization: 'wrong' }, 401],
    ['the misprinted name', { Autorization: 'GLOBAL' }, 200],
    ['the translated name', { autorizacao: 'GLOBAL' }, 200],
  ])('%s', async (_name, parameters, status) => {
    const given = Object.fromEntries(
      Object.entries(parameters).map(([name, value]) => [name, value === 'GLOBAL' ? sim.keys.globalToken : value]),
    );
    const answer = await ask({ accion: 'estado_agentes', agente: '110', ...given });
    expect(answer.status).toBe(status);
    if (status === 401) expect(answer.text).toBe('No está autorizado');
  });

  test('a header without scheme and a form body work as well; a bare GET tells whose key it is', async () => {
    const headers = { authorization: sim.keys.agentToken('111') };
    expect(JSON.parse((await ask({}, { headers })).text)).toMatchObject({ agente: '111' });
    const body = new URLSearchParams({ accion: 'estado_agentes', agente: '110', Authorization: sim.keys.globalToken });
    expect((await ask({}, { method: 'POST', body })).text).toContain('"110":"Libre"');
  });

  test('the global key has to name somebody; an agent key may be held to its own agent', async () => {
    expect((await ask({ accion: 'estado_agentes', Authorization: sim.keys.globalToken })).text).toContain('error');
    sim.control('settings', { actForOthers: false });
    const own = { accion: 'estado_agentes', Authorization: sim.keys.agentToken('111') };
    expect((await ask(own)).text).toContain('Libre');
    expect((await ask({ ...own, agente: '110' })).text).toContain('error');
  });

  test('OAuth2: granted for the tenant, expires by the clock, renewed once by its refresh token', async () => {
    const scope = sim.keys.tenant;
    const Grant = z.object({
      access_token: z.string(),
      refresh_token: z.string(),
      expires_in: z.literal(3600),
      token_type: z.literal('Bearer'),
    });
    const grant = Grant.parse(JSON.parse((await token({ grant_type: 'client_credentials', scope })).text));
    const read = (access: string) =>
      ask({ accion: 'estado_agentes' }, { headers: { authorization: `Bearer ${access}` } });
    expect((await read(grant.access_token)).status).toBe(200);
    await sim.advance(3_600_000);
    expect((await read(grant.access_token)).status).toBe(401);
    const refresh = { grant_type: 'refresh_token', refresh_token: grant.refresh_token };
    const next = Grant.parse(JSON.parse((await token(refresh)).text));
    expect((await read(next.access_token)).status).toBe(200);
    expect((await token(refresh)).status).toBe(401);
    expect((await token({ grant_type: 'client_credentials', scope: '000' })).status).toBe(401);
    expect((await token({ grant_type: 'client_credentials', scope }, '110', 'wrong')).status).toBe(401);
  });
});

describe('answers', () => {
  test('in the translated dialect they have the keys the manual prints', async () => {
    sim.control('settings', { strictness: 'pt' });
    const of = (name: string) => Json.parse(answers[name]);
    const first = (value: Record<string, unknown>) => z.array(Json).parse(value.CDR ?? value.Campo)[0];
    const pt = (parameters: Record<string, string>) => asked({ ...parameters });
    expect(keysOf(await pt({ acao: 'chamada', numero: '976123123' }))).toEqual(keysOf(of('call')));
    const page = await pt({
      acao: 'cdr_paginado',
      data_ini: '23/02/2026',
      data_final: '01/03/2026',
      site: '2',
      registos: '25',
    });
    expect(keysOf(page)).toEqual(keysOf(of('cdrPage')));
    expect(page).toMatchObject({ página: '2', registos: '25', env_records: 25 });
    expect(keysOf(first(page)).sort()).toEqual(keysOf(first(of('cdrPage'))).sort());
    const one = await pt({ acao: 'cdr_um', id_cdr: String(first(page)?.Identificador) });
    expect(keysOf(one)).toEqual(keysOf(of('cdrOne')));
    expect(keysOf(await pt({ acao: 'lista_campo' }))).toEqual(keysOf(of('campaigns')));
    const numbers = { idcamp: '159', registos: '3', numeros: '611222333,611222334,611222335' };
    expect(keysOf(await pt({ acao: 'inserir_numeros_camp', ...numbers }))).toEqual(keysOf(of('campaignInsert')));
    expect(keysOf(await pt({ acao: 'adicionar_numeros_do_campo', ...numbers }))).toEqual(keysOf(of('campaignAppend')));
    expect(await pt({ accion: 'estado_agentes' })).not.toHaveProperty('110');
  });

  test('states: the three words; a queue extension reads as disconnected; queues as NUMBER_NAME', async () => {
    sim.control('agent', { extension: '112', registered: false });
    sim.control('agent', { extension: '113', occupied: true });
    expect(await asked({ accion: 'estado_agentes' })).toMatchObject({
      '110': 'Libre',
      '112': 'Desconectada',
      '113': 'Ocupada',
      '200': 'Desconectada',
    });
    expect(keysOf(await asked({ accion: 'estado_agentes_cola' }))).toContain('200_Faturação');
  });

  test('a month of records is the same each time it is asked for, and both kinds differ', async () => {
    const query = { fecha_ini: '02/02/2026', fecha_fin: '28/02/2026', pagina: '3', registros: '50' };
    const calls = await asked({ accion: 'cdr_paginado', ...query });
    expect(await asked({ accion: 'cdr_paginado', ...query })).toEqual(calls);
    expect(z.array(Json).parse(calls.CDR)).toHaveLength(50);
    const queue = z.array(Json).parse((await asked({ accion: 'cdr_cola_paginado', ...query })).CDR)[0];
    expect(queue).toHaveProperty('Cola');
    expect(queue).not.toHaveProperty('Llamado');
    expect(await asked({ accion: 'cdr_uno', id_cdr: '1.1' })).toEqual({ registros: 0, CDR: [] });
    expect(await asked({ accion: 'estado', id: '1.1' })).toEqual({ registros: 0 });
  });

  test('the answer to a form can be as malformed as printed', async () => {
    const form = JSON.stringify({ form: [{ numero: '666123456', 'Nombre empresa': 'Norte', email: 'a@example.com' }] });
    const parameters = { accion: 'insertar_numeros_camp', IDcamp: '159', form };
    expect(await asked(parameters)).toMatchObject({ IDcamp: '159', JSON_form: 'JSON "form" OK' });
    sim.control('settings', { malformedForm: true });
    const { text } = await ask({ Authorization: sim.keys.globalToken, agente: '110', ...parameters });
    expect(() => JSON.parse(text)).toThrow();
  });

  test('the date of an answer is the simulated one; what is not emulated is 501', async () => {
    const answer = await ask({ Authorization: sim.keys.globalToken });
    expect(Date.parse(answer.headers.get('date') ?? '')).toBe(sim.clock.now());
    expect((await fetch(new URL('/crm2rest/v2/other.php', sim.url))).status).toBe(501);
  });
});

describe('orders', () => {
  test('the same number from the same extension is not carried out again within 15 seconds', async () => {
    const order = { accion: 'llamada', numero: '976123123' };
    expect(await asked(order)).toEqual({ numero: '976123123', agente: '110', estado: 'Llamada' });
    expect(await asked(order)).toHaveProperty('error');
    expect(await asked({ ...order, agente: '111' })).toHaveProperty('estado');
    await sim.advance(15_000);
    expect(await asked(order)).toHaveProperty('estado');
  });

  test('click-to-call: the own phone is told by no event, then ring, answer; a hang-up cuts it', async () => {
    await asked({ accion: 'llamada', numero: '976123123' });
    expect(sim.events()).toHaveLength(0);
    await sim.advance(30_000);
    expect(sim.events().map((event) => `${event.state} ${event.direction} ${event.extension}`)).toEqual([
      'timbre saliente 110',
      'descolgado saliente 110',
    ]);
    expect(await asked({ accion: 'estado_agentes' })).toMatchObject({ '110': 'Ocupada' });
    expect(await asked({ accion: 'colgado', agente_colgar: '110' })).toMatchObject({ agente: '110' });
    expect(sim.events().at(-1)).toMatchObject({ state: 'colgado', final: 'finalizada', info: 'ANSWER' });
    expect(await asked({ accion: 'colgado', agente_colgar: '110' })).toHaveProperty('error');
  });

  test('the time-out drops a number that nobody answers', async () => {
    sim.control('settings', { dialPlan: 'manual' });
    await asked({ accion: 'llamada', numero: '976123123', time_out: '12' });
    await sim.advance(16_500);
    expect(sim.events().at(-1)).toMatchObject({ state: 'colgado', final: 'perdida', info: 'NOANSWER' });
  });

  test('transit joins two calls at the lending extension', async () => {
    await asked({ accion: 'transito', numero: '976123123', numero2: '976123124' });
    await sim.advance(25_000);
    const [first, second] = sim.diary().calls;
    expect([first?.party, second?.party]).toEqual(['976123123', '976123124']);
    await asked({ accion: 'colgado', agente_colgar: '110' });
    expect(sim.diary().calls.map((call) => call.state)).toEqual(['ended', 'ended']);
  });

  test('the dialler hands over without an answered event; busy, the second call goes to the busy destination', async () => {
    sim.control('agent', { extension: '110', busyDestination: '111' });
    await asked({ accion: 'transito-agente', numero: '976123123', ext_origen: '190' });
    await sim.advance(15_000);
    await asked({ accion: 'transito-agente', numero: '976123124', ext_origen: '190' });
    await sim.advance(20_000);
    const [first, second] = sim.diary().calls;
    expect(first?.legs.map((leg) => leg.extension)).toEqual(['190', '110']);
    expect(second?.legs.map((leg) => leg.extension)).toEqual(['190', '111']);
    expect(sim.events().some((event) => event.state === 'descolgado' && event.direction === 'entrante')).toBe(false);
  });

  test('faults spoil what they were set for, as often as told', async () => {
    sim.control('faults/rest', { action: 'agentsStatus', kind: 'html', times: 1 });
    const read = () => ask({ accion: 'estado_agentes', agente: '110', Authorization: sim.keys.globalToken });
    expect((await read()).text).toContain('<html>');
    expect((await read()).text).toContain('Libre');
    sim.control('faults/rest', { kind: '500' });
    expect((await read()).status).toBe(500);
    sim.control('faults/clear', {});
    expect((await read()).status).toBe(200);
  });
});

describe('the control plane', () => {
  const control = (name: string, body: unknown, type = 'application/json') =>
    fetch(`${sim.controlUrl}/${name}`, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': type },
    });
  test('says clearly what it does not take', async () => {
    expect((await control('place', { to: 'nobody' })).status).toBe(400);
    expect((await control('place', { to: '999' })).status).toBe(404);
    expect((await control('answer', { extension: '110' })).status).toBe(409);
    expect((await control('dance', {})).status).toBe(404);
    expect((await control('place', { to: '110' }, 'text/plain')).status).toBe(415);
  });
  test('moves calls and the clock, and shows the diary', async () => {
    expect((await control('place', { to: '110' })).status).toBe(200);
    await control('advance', { ms: 4_000 });
    await control('answer', { extension: '110' });
    const diary = await (await fetch(`${sim.controlUrl}/diary`)).json();
    expect(diary).toMatchObject({ calls: [{ answeredBy: '110', state: 'talking' }], agents: { '110': 'Ocupada' } });
  });
});
