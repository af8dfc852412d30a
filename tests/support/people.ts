// People and screens of a whole house, made by its own rooms and signed in: what a test sends is the cookie.

import type { Scope } from '../../lib/protocol/scope.ts';
import { accessTables, type PersonRole } from '../../server/access/tables.ts';
import type { WholeApp } from './whole-app.ts';

export interface Entered {
  readonly id: string;
  readonly username: string;
  readonly password: string;
  readonly cookie: string;
}
const from = { address: '192.0.2.10', browser: null };

/** An account that has changed its first password, and one session of it. */
export async function enter(
  { app }: WholeApp,
  username: string,
  role: PersonRole,
  more: { readonly extension?: string; readonly scope?: Scope } = {},
): Promise<Entered> {
  const { access, db } = app.services;
  const made = await access.users.create({
    username,
    role,
    extension: more.extension ?? null,
    scope: more.scope ?? null,
  });
  if (!made.ok) throw new Error(made.code);
  await accessTables(db).updateTable('wall_user').set({ must_change: 0 }).where('id', '=', made.user.id).execute();
  const entered = { id: made.user.id, username, password: made.password };
  return { ...entered, cookie: await signInAgain({ app }, entered) };
}

export async function signInAgain(
  { app }: Pick<WholeApp, 'app'>,
  { username, password }: Pick<Entered, 'username' | 'password'>,
): Promise<string> {
  const { access } = app.services;
  const result = await access.signIn(username, password, null, from);
  if (!result.ok) throw new Error(result.code);
  return `${access.cookieName}=${result.token}`;
}

/** A screen that shows one wall page, let in by a manager. */
export async function pairScreen({ app }: WholeApp, name: string, path: string) {
  const { screens, cookieName } = app.services.access;
  const asked = screens.pairing.ask({ ...from, width: 1920, height: 1080 });
  if (!asked) throw new Error('the house is full of screens that ask');
  const paired = await screens.pair(
    asked.request.code,
    { name, pages: [{ path, seconds: 30 }], inches: 55, metres: 4, theme: 'dark', locale: 'pt-PT' },
    {
      key: 'user:1',
      name: 'somebody',
      role: 'manager',
      extension: null,
      scope: null,
      screen: null,
      via: 'cookie',
      sessionId: 's',
      mustChangePassword: false,
      numbers: 'whole',
    },
  );
  const drawn = paired && (await screens.drawToken(paired.id));
  if (!paired || !drawn) throw new Error('not paired');
  const { token } = drawn;
  return {
    id: paired.id,
    cookie: `${cookieName}-screen=${token}`,
    token,
    code: asked.request.code,
    secret: asked.secret,
  };
}
