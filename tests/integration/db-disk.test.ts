// A disk that is full, or a database that has become read-only: senders are told to come back, nobody is told that we
// are ready, both end when the disk allows it again, and what was acknowledged in between is kept.
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import * as z from 'zod';
import { Board } from '../../lib/protocol/board.ts';
import { tokens, type WholeApp, wholeApp } from '../support/whole-app.ts';

let house: WholeApp;
beforeEach(async () => {
  house = await wholeApp({ variables: { PBX_POLL_MS: '60000' } });
});
afterEach(() => house.close());

const Row = z.record(z.string(), z.unknown());
const run = async (statement: string) =>
  Row.optional().parse((await sql`${sql.raw(statement)}`.execute(house.app.services.db)).rows[0]);
const readyz = async () => (await fetch(`${house.url}/readyz`)).status;
const second = 1_772_442_000;
const ring = (n: number) =>
  house.hook({
    Id_llamada: `${second}.${n}`,
    Extension: '116',
    Tipo: 'entrante',
    Estado_llamado: 'timbre',
    Telefono_contacto: '912345678',
    // Large enough that a full page is not long in coming.
    Relleno: 'x'.repeat(2_000),
  });

it.each([
  { what: 'a full disk', begin: 'pragma max_page_count = 1', end: 'pragma max_page_count = 1000000' },
  { what: 'a read-only database', begin: 'pragma query_only = on', end: 'pragma query_only = off' },
])(
  '$what turns webhooks and readiness to 503 until it ends, and loses nothing acknowledged',
  async ({ begin, end }) => {
    const acknowledged: string[] = [];
    const refused: string[] = [];
    let n = 0;
    const send = async () => {
      n += 1;
      const { status } = await ring(n);
      expect([200, 503]).toContain(status);
      (status === 200 ? acknowledged : refused).push(`${second}.${n}`);
      return status;
    };
    await expect.poll(readyz, { timeout: 15_000 }).toBe(200);
    expect(await send()).toBe(200);

    await run(begin);
    // What is free inside the file is used up first.
    await expect.poll(send, { timeout: 15_000 }).toBe(503);
    await expect.poll(readyz, { timeout: 15_000 }).toBe(503);
    expect(await send()).toBe(503);
    expect(await readyz()).toBe(503);
    const ill = Board.parse(await (await house.get('/api/v1/board')).json());
    expect(ill.source).toMatchObject({ hooks: 'silent', hooksWhy: 'cannot_store' });
    expect(refused.filter((id) => ill.calls[id])).toEqual([]);

    await run(end);
    await expect.poll(readyz, { timeout: 15_000 }).toBe(200);
    expect(await send()).toBe(200);
    await expect
      .poll(async () => Board.parse(await (await house.get('/api/v1/board')).json()).source.hooks)
      .toBe('live');

    house = await house.restart();
    const { calls } = Board.parse(await (await house.get('/api/v1/board')).json());
    expect(Object.keys(calls).sort()).toEqual(acknowledged.sort());
  },
);

it('settings that cannot be stored are refused as such, and what stood before stands', async () => {
  await expect.poll(readyz, { timeout: 15_000 }).toBe(200);
  const put = async (name: string) => {
    const response = await fetch(`${house.url}/api/v1/settings/agents/116`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${tokens.api}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name }),
    });
    return [response.status, await response.text()] as const;
  };
  expect((await put('Ana'))[0]).toBe(200);
  await run('pragma query_only = on');
  const [status, body] = await put('Bea');
  expect(status).toBe(503);
  expect(body).toContain('cannot_store');
  await run('pragma query_only = off');
  expect(await (await house.get('/api/v1/settings/agents/116')).text()).toContain('Ana');
});
