// One-time codes: enrolled with a first code, asked for at every sign-in, each used once, and never told to somebody
// who does not know the password.
import { TOTP } from 'otpauth';
import { afterEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { RecoveryCodes, TotpBegun } from '../../lib/protocol/totp-endpoints.ts';
import { resetPassword } from '../../server/access/reset.ts';
import { cookieIn, type House, house, secrets } from './http-house.ts';

let at: House;
afterEach(() => at?.close());
const open = async () => {
  at = await house();
  return { ...at, admin: await at.signIn() };
};
const password = secrets.ADMIN_PASSWORD;
const step = 30_000;

const codeAt = (secret: string, timestamp = at.clock.now()) => new TOTP({ secret }).generate({ timestamp });
const wrongCode = (secret: string) => (codeAt(secret) === '000000' ? '000001' : '000000');
const signIn = (code?: string, typed = password, username = 'admin') =>
  at.ask('POST', '/api/v1/session', {
    body: { username, password: typed, ...(code === undefined ? {} : { code }) },
  });
const begin = async (as: string, typed = password) =>
  TotpBegun.parse((await at.ask('POST', '/api/v1/account/totp', { as, body: { password: typed } })).json);
const confirm = (as: string, code: string) => at.ask('POST', '/api/v1/account/totp/confirm', { as, body: { code } });
const off = (as: string, code: string, typed = password) =>
  at.ask('POST', '/api/v1/account/totp/off', { as, body: { password: typed, code } });
const state = async (as: string) => (await at.ask('GET', '/api/v1/account/totp', { as })).json;

/** Turned on, and a step later, so that the code of turning it on is over. */
async function enrolled(as: string, typed = password) {
  const { secret } = await begin(as, typed);
  const { codes } = RecoveryCodes.parse((await confirm(as, codeAt(secret))).json);
  await at.clock.advance(step);
  return { secret, codes };
}

describe('turning it on', () => {
  test('holds only once a first code was right; then it cannot be begun again', async () => {
    const { admin, ask } = await open();
    expect(await state(admin)).toEqual({ on: false, codesLeft: 0 });
    const { secret, uri } = await begin(admin);
    expect(uri).toContain(`secret=${secret}`);
    expect(uri).toContain('admin');
    expect((await confirm(admin, wrongCode(secret))).code).toBe('totp_wrong');
    expect((await signIn()).status).toBe(200);
    const { codes } = RecoveryCodes.parse((await confirm(admin, codeAt(secret))).json);
    expect(new Set(codes).size).toBe(10);
    expect(await state(admin)).toEqual({ on: true, codesLeft: 10 });
    expect((await ask('POST', '/api/v1/account/totp', { as: admin, body: { password } })).code).toBe('totp_on');
    expect((await confirm(admin, codeAt(secret, at.clock.now() + step))).code).toBe('totp_wrong');
  });

  test('takes the password: an open session alone binds no telephone to the account', async () => {
    const { admin, ask } = await open();
    const body = { password: 'not-the-password' };
    const refused = await ask('POST', '/api/v1/account/totp', { as: admin, body });
    expect(refused.code).toBe('wrong_credentials');
    expect(refused.text).not.toContain('secret');
  });

  test('a secret drawn anew makes the former one worth nothing', async () => {
    const { admin } = await open();
    const former = await begin(admin);
    const { secret } = await begin(admin);
    expect((await confirm(admin, codeAt(former.secret))).code).toBe('totp_wrong');
    expect((await confirm(admin, codeAt(secret))).status).toBe(200);
  });

  test('neither the secret nor a code stands in the database or the log', async () => {
    const { admin, db, lines } = await open();
    const { secret, codes } = await enrolled(admin);
    const tables = db
      .$pickTables<never>()
      .$extendTables<{ wall_totp: Record<string, unknown>; wall_recovery: Record<string, unknown> }>();
    const rows = [
      await tables.selectFrom('wall_totp').selectAll().execute(),
      await tables.selectFrom('wall_recovery').selectAll().execute(),
      lines,
    ];
    const text = JSON.stringify(rows);
    for (const one of [secret, ...codes]) expect(text).not.toContain(one);
  });
});

describe('signing in', () => {
  test('takes a code after the right password alone; whoever does not know it learns nothing', async () => {
    const { admin } = await open();
    const { secret } = await enrolled(admin);
    expect((await signIn()).code).toBe('totp_required');
    expect((await signIn(wrongCode(secret))).code).toBe('totp_wrong');
    for (const code of [undefined, wrongCode(secret), codeAt(secret)]) {
      const wrong = await signIn(code, 'not-the-password');
      const nobody = await signIn(code, 'not-the-password', 'nobody-here');
      expect([wrong.status, wrong.text]).toEqual([nobody.status, nobody.text]);
      expect(wrong.code).toBe('wrong_credentials');
    }
    const answer = await signIn(codeAt(secret));
    expect(answer.status).toBe(200);
    expect((await at.ask('GET', '/api/v1/session', { as: cookieIn(answer.headers) })).status).toBe(200);
  });

  test('a code counts once, also for two at the same instant, and none before it afterwards', async () => {
    const { admin, clock } = await open();
    const { secret } = await enrolled(admin);
    const code = codeAt(secret);
    const both = await Promise.all([signIn(code), signIn(code)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect((await signIn(code)).code).toBe('totp_wrong');
    await clock.advance(2 * step);
    const [older, newer] = [codeAt(secret, clock.now() - step), codeAt(secret, clock.now() + step)];
    expect((await signIn(newer)).status).toBe(200);
    expect((await signIn(older)).code).toBe('totp_wrong');
    expect((await signIn(codeAt(secret))).code).toBe('totp_wrong');
  });

  test('a clock half a minute off is forgiven, two steps are not', async () => {
    const { admin, clock } = await open();
    const { secret } = await enrolled(admin);
    await clock.advance(10 * step);
    expect((await signIn(codeAt(secret, clock.now() - 2 * step))).code).toBe('totp_wrong');
    expect((await signIn(codeAt(secret, clock.now() + 2 * step))).code).toBe('totp_wrong');
    expect((await signIn(codeAt(secret, clock.now() - step))).status).toBe(200);
    expect((await signIn(codeAt(secret, clock.now() + step))).status).toBe(200);
  });

  test('a recovery code counts once, in any spelling, and is told apart in the trail', async () => {
    const { admin, ask } = await open();
    const { codes } = await enrolled(admin);
    const [first = '', second = ''] = codes;
    expect((await signIn(first.toUpperCase().replace('-', ' '))).status).toBe(200);
    expect((await signIn(first)).code).toBe('totp_wrong');
    const both = await Promise.all([signIn(second), signIn(second)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect(await state(admin)).toEqual({ on: true, codesLeft: 8 });
    const trail = await ask('GET', '/api/v1/settings/audit?kind=recovery_used', { as: admin });
    expect(z.object({ rows: z.array(z.unknown()) }).parse(trail.json).rows).toHaveLength(2);
  });

  test('whoever guesses codes waits, from wherever they come, and asking without a code wipes nothing out', async () => {
    const { admin, clock } = await open();
    const { secret } = await enrolled(admin);
    const answers: (string | null)[] = [];
    for (let i = 0; i < 8; i += 1) {
      answers.push((await signIn(wrongCode(secret))).code);
      expect((await signIn()).code).toBe('totp_required');
    }
    expect(answers.slice(0, 5)).toEqual(Array(5).fill('totp_wrong'));
    expect(answers.slice(5)).toEqual(Array(3).fill('too_many_attempts'));
    expect((await signIn(codeAt(secret))).code).toBe('too_many_attempts');
    await clock.advance(3_600_000);
    expect((await signIn(codeAt(secret))).status).toBe(200);
  });
});

describe('turning it off', () => {
  test('takes the password and a code', async () => {
    const { admin, clock } = await open();
    const { secret } = await enrolled(admin);
    expect((await off(admin, codeAt(secret), 'not-the-password')).code).toBe('wrong_credentials');
    expect((await off(admin, wrongCode(secret))).code).toBe('totp_wrong');
    await clock.advance(step);
    expect((await off(admin, codeAt(secret))).status).toBe(200);
    expect((await signIn()).status).toBe(200);
    expect(await state(admin)).toEqual({ on: false, codesLeft: 0 });
  });

  test('a reset by an administrator or the operator lets in by the new password alone', async () => {
    const { admin, ask, db } = await open();
    const made = z
      .object({ user: z.object({ id: z.string() }), password: z.string() })
      .parse(
        (await ask('POST', '/api/v1/settings/users', { as: admin, body: { username: 'rita', role: 'manager' } })).json,
      );
    const first = await at.signIn('rita', made.password);
    const next = { current: made.password, next: 'a-password-of-hers' };
    const hers = cookieIn((await ask('POST', '/api/v1/session/password', { as: first, body: next })).headers);
    await enrolled(hers, next.next);
    expect((await signIn(undefined, next.next, 'rita')).code).toBe('totp_required');
    // A role without the right to codes of its own does not make the door any wider.
    await ask('PUT', `/api/v1/settings/users/${made.user.id}`, { as: admin, body: { role: 'supervisor' } });
    expect((await signIn(undefined, next.next, 'rita')).code).toBe('totp_required');
    const reset = await ask('POST', `/api/v1/settings/users/${made.user.id}/password`, { as: admin, body: {} });
    const drawn = z.object({ password: z.string() }).parse(reset.json).password;
    expect((await signIn(undefined, drawn, 'rita')).status).toBe(200);

    await enrolled(admin);
    const operator = (await resetPassword(db, 'admin', async () => undefined)) ?? '';
    expect((await signIn(undefined, operator)).status).toBe(200);
  });

  test('what cannot be written down is not done: neither on, nor off, nor in by a recovery code', async () => {
    const { admin, db, clock } = await open();
    const away = () => db.schema.alterTable('audit').renameTo('audit_away').execute();
    const back = () => db.schema.alterTable('audit_away').renameTo('audit').execute();
    const { secret } = await begin(admin);
    await away();
    expect((await confirm(admin, codeAt(secret))).status).toBe(503);
    expect(await state(admin)).toEqual({ on: false, codesLeft: 0 });
    await back();
    const { codes } = RecoveryCodes.parse((await confirm(admin, codeAt(secret))).json);
    await clock.advance(step);
    await away();
    expect((await off(admin, codeAt(secret))).status).toBe(503);
    const refused = await signIn(codes[0]);
    expect([refused.status, refused.headers.getSetCookie()]).toEqual([503, []]);
    await back();
    expect((await state(admin)) as object).toMatchObject({ on: true });
  });
});
