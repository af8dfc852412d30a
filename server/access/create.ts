// Local accounts, their sessions, and the integrators' token. Decides who somebody is; what they may do is decided by
// the table of endpoints. An answer never tells whether an account exists, and no secret is kept or logged in clear.
import { randomBytes, randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { NumbersSeen } from '../../lib/protocol/scope.ts';
import type { Clock, Timer } from '../clock.ts';
import type { Database } from '../db/schema.ts';
import type { Env } from '../env.ts';
import type { Logger } from '../log.ts';
import type { ProveAgent } from '../pbx/agent-tokens.ts';
import { createAgentKeys } from './agent-keys.ts';
import { createApiTokens, tokenSessionPrefix } from './api-tokens.ts';
import { createTokenHash } from './derive-key.ts';
import { openNumberSetting } from './number-setting.ts';
import { createPairing } from './pairing.ts';
import { hashPassword, type PasswordCost, passwordCost, randomPassword, verifyPassword } from './password.ts';
import { createScreens, screenSessionPrefix } from './screens.ts';
import type { LocalAccess, Refused, Session, SignInResult, Visitor } from './session.ts';
import { type AccessDb, type AccessTables, openAccessTables } from './tables.ts';
import { createThrottle } from './throttle.ts';
import { createTotp } from './totp.ts';
import { createTurns } from './turns.ts';
import { createUsers, foldUsername, readScope } from './users.ts';

export interface AccessOptions {
  readonly db: Kysely<Database>;
  readonly env: Pick<Env, 'adminUser' | 'adminPassword' | 'apiToken' | 'appSecret' | 'publicOrigin' | 'tls'>;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Told once, when a password was drawn for the first administrator: for the terminal, never for the log. */
  readonly announce: (first: { readonly user: string; readonly password: string }) => void;
  /** Asks the PBX for an agent's tokens; null without a PBX. */
  readonly proveAgent?: ProveAgent | null;
  /** PBX_URL and PBX_TENANT; null without a PBX. */
  readonly pbx?: { readonly url: string; readonly tenant: string | null } | null;
  /** Cheaper in tests. */
  readonly passwordCost?: PasswordCost;
}

/** A session ends 30 days after it was last used. */
const sessionLifeMs = 30 * 86_400_000;
/** As long as browsers keep a cookie at all; set anew each time the screen loads a page or asks what to show. */
const screenCookieMs = 400 * 86_400_000;
/** `seen_at` is written at most once an hour. */
const seenEveryMs = 3_600_000;
/** Sessions ended by another process (the admin command) are noticed within this. */
const lookEveryMs = 1_000;

/** By then the whole line has been looked at. */
const fullLineSeconds = 5;

/** No local name holds a colon, so none can be taken for an extension's account. */
const agentPrefix = 'pbx:';

export async function createAccess(options: AccessOptions): Promise<LocalAccess> {
  const { env, clock, log } = options;
  const cost = options.passwordCost ?? passwordCost;
  const db = await openAccessTables(options.db);
  await makeFirstAdmin(db, options);

  const secure = env.tls !== null || (env.publicOrigin?.startsWith('https:') ?? false);
  // The prefix makes browsers refuse a cookie planted by a neighbouring host or over plain HTTP.
  const cookieName = secure ? '__Host-wallboard' : 'wallboard';
  /** Apart from a person's: somebody may sign in at a screen for a moment, and the screen comes back after. */
  const screenCookieName = `${cookieName}-screen`;
  const hashToken = createTokenHash(env.appSecret);
  const throttle = createThrottle(clock.now);
  /** One core at most; about five passwords a second. */
  const turns = createTurns(1, 20);
  const listeners = new Set<(sessionId: string) => void>();
  /** Sessions recognised by this process whose end somebody may have to be told. */
  const watched = new Set<string>();
  let look: Timer | null = null;

  function ended(sessionId: string) {
    watched.delete(sessionId);
    for (const listener of listeners) listener(sessionId);
  }

  /** Runs while somebody wants to be told. */
  function lookAgain() {
    look = clock.after(lookEveryMs, () => {
      findEnded()
        .catch((error: unknown) => log.error({ err: error }, 'sessions could not be looked at'))
        .finally(() => {
          if (listeners.size > 0) lookAgain();
          else look = null;
        });
    });
  }

  async function findEnded() {
    if (watched.size === 0) return;
    const rows = await db
      .selectFrom('wall_session')
      .select('id')
      .where('seen_at', '>', clock.now() - sessionLifeMs)
      .execute();
    const alive = new Set(rows.map((row) => row.id));
    const [ofScreens, others] = partition([...watched], (id) => id.startsWith(screenSessionPrefix));
    const [ofTokens, ofPeople] = partition(others, (id) => id.startsWith(tokenSessionPrefix));
    for (const id of ofPeople) if (!alive.has(id)) ended(id);
    for (const id of await screens.gone(ofScreens)) ended(id);
    for (const id of await tokens.gone(ofTokens)) ended(id);
  }

  async function byCookie(token: string): Promise<Session | null> {
    const now = clock.now();
    const row = await db
      .selectFrom('wall_session')
      .innerJoin('wall_user', 'wall_user.id', 'wall_session.user_id')
      .selectAll('wall_user')
      .select(['wall_session.id as sessionId', 'seen_at'])
      .where('token_hash', '=', hashToken(token))
      .where('seen_at', '>', now - sessionLifeMs)
      .where('disabled_at', 'is', null)
      .executeTakeFirst();
    if (!row) return null;
    if (now - Number(row.seen_at) > seenEveryMs) {
      await db.updateTable('wall_session').set({ seen_at: now }).where('id', '=', row.sessionId).execute();
    }
    watched.add(row.sessionId);
    return sessionOf(row, row.sessionId, numbers.current());
  }

  async function begin(user: AccessTables['wall_user'], from: Visitor) {
    const token = randomBytes(32).toString('base64url');
    const now = clock.now();
    const id = randomUUID();
    await db
      .insertInto('wall_session')
      .values({
        id,
        token_hash: hashToken(token),
        user_id: user.id,
        created_at: now,
        seen_at: now,
        address: from.address,
        browser: from.browser,
      })
      .execute();
    watched.add(id);
    return { ok: true, session: sessionOf(user, id, numbers.current()), token } as const;
  }

  async function endSessions(sessionIds: readonly string[]) {
    if (sessionIds.length === 0) return;
    await db.deleteFrom('wall_session').where('id', 'in', sessionIds).execute();
    for (const id of sessionIds) ended(id);
  }

  function rightsChanged(sessionIds: readonly string[]) {
    // The session lives on; its sockets come back with what it may see now.
    for (const id of sessionIds) for (const listener of listeners) listener(id);
  }
  const numbers = await openNumberSetting({ db: options.db, log, changed: () => rightsChanged([...watched]) });
  const users = createUsers({ db, clock, cost, endSessions, rightsChanged });
  const agentKeys = createAgentKeys({ db, appSecret: env.appSecret, pbxUrl: options.pbx?.url ?? null });
  const tokens = createApiTokens({ db, clock, first: env.apiToken, revoked: ended });
  const totp = createTotp({ db, clock, appSecret: env.appSecret });
  const screens = createScreens({
    db,
    clock,
    log,
    pairing: createPairing({ clock, appSecret: env.appSecret, throttle }),
    hashToken,
    ended,
    rightsChanged: (sessionId) => rightsChanged([sessionId]),
  });

  async function byScreenCookie(token: string): Promise<Session | null> {
    const session = await screens.session(token);
    if (session) watched.add(session.sessionId);
    return session;
  }

  /** One throttled try of a password. */
  async function prove(username: string, password: string, address: string) {
    const account = foldUsername(username);
    const retryAfterSeconds = throttle.take(account, address);
    if (retryAfterSeconds !== null) return { ok: false, code: 'too_many_attempts', retryAfterSeconds } as const;
    const looking = turns.take(async () => {
      const user = await db.selectFrom('wall_user').selectAll().where('folded', '=', account).executeTakeFirst();
      // A disabled account takes as long as a wrong password, and is told the same.
      return { user, proven: await verifyPassword(password, user?.password ?? null, cost) };
    });
    if (!looking) return { ok: false, code: 'too_many_attempts', retryAfterSeconds: fullLineSeconds } as const;
    const { user, proven } = await looking;
    if (!proven || !user || user.disabled_at !== null) {
      // What is no account may be a password typed into the wrong field.
      log.warn({ account: user ? account : null, address }, 'sign-in refused');
      return { ok: false, code: 'wrong_credentials' } as const;
    }
    throttle.succeeded(account, address);
    return { ok: true, user } as const;
  }

  /** Whoever comes here knew the password: wrong codes are counted for the account alone, from wherever they come. */
  async function countCode<T>(userId: string, tell: () => Promise<T | null>): Promise<{ ok: true; told: T } | Refused> {
    const account = `code ${userId}`;
    const retryAfterSeconds = throttle.take(account, account);
    if (retryAfterSeconds !== null) return { ok: false, code: 'too_many_attempts', retryAfterSeconds };
    const told = await tell();
    if (told === null) return { ok: false, code: 'totp_wrong' };
    throttle.succeeded(account, account);
    return { ok: true, told };
  }
  async function proveSecond(userId: string, code: string | null) {
    if (!(await totp.state(userId)).on) return { ok: true, recovery: false } as const;
    if (code === null) return { ok: false, code: 'totp_required' } as const;
    const counted = await countCode(userId, () => totp.prove(userId, code));
    return counted.ok ? ({ ok: true, recovery: counted.told === 'recovery' } as const) : counted;
  }

  /** The account behind an extension that proves itself to the PBX: made at the first sign-in, never with a password. */
  async function agentAccount(extension: string) {
    const folded = `${agentPrefix}${extension}`;
    await db
      .insertInto('wall_user')
      .values({
        id: randomUUID(),
        username: extension,
        folded,
        role: 'agent',
        password: '',
        must_change: 0,
        created_at: clock.now(),
        extension,
        scope: null,
        disabled_at: null,
      })
      .onConflict((conflict) => conflict.column('folded').doNothing())
      .execute();
    return db.selectFrom('wall_user').selectAll().where('folded', '=', folded).executeTakeFirstOrThrow();
  }

  function setCookie(name: string, token: string | null, lifeMs: number, byHttps: boolean): string {
    const flags = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${lifeMs / 1000}${secure || byHttps ? '; Secure' : ''}`;
    return `${name}=${token ?? ''}; ${flags}`;
  }

  return {
    async session(headers) {
      const authorization = one(headers.authorization);
      if (authorization !== undefined) {
        // Whoever shows a token is judged by it alone, also when a cookie came along.
        const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
        const program = token ? await tokens.find(token) : null;
        if (program) watched.add(program.sessionId);
        return program;
      }
      const token = readCookie(one(headers.cookie), cookieName);
      const person = token ? await byCookie(token) : null;
      if (person) return person;
      const screenToken = readCookie(one(headers.cookie), screenCookieName);
      return screenToken ? byScreenCookie(screenToken) : null;
    },
    onRevoked(listener) {
      listeners.add(listener);
      if (!look) lookAgain();
      return () => void listeners.delete(listener);
    },
    async signIn(username, password, code, from): Promise<SignInResult> {
      const proof = await prove(username, password, from.address);
      if (!proof.ok) return proof;
      const second = await proveSecond(proof.user.id, code);
      if (!second.ok) return second;
      await db
        .deleteFrom('wall_session')
        .where('seen_at', '<=', clock.now() - sessionLifeMs)
        .execute();
      log.info({ user: proof.user.username, address: from.address }, 'signed in');
      return { ...(await begin(proof.user, from)), recovery: second.recovery };
    },
    async signInAgent({ extension, password, tenant }, from): Promise<SignInResult> {
      const wanted = tenant ?? options.pbx?.tenant ?? null;
      if (!options.proveAgent || wanted === null) return { ok: false, code: 'no_tenant' };
      const account = `${agentPrefix}${extension}`;
      // Limited before the PBX is asked: nobody guesses passwords there through us.
      const retryAfterSeconds = throttle.take(account, from.address);
      if (retryAfterSeconds !== null) return { ok: false, code: 'too_many_attempts', retryAfterSeconds };
      const proof = await options.proveAgent({ extension, password, tenant: wanted });
      if (!proof.ok) {
        log.warn({ account, address: from.address, code: proof.code }, 'sign-in refused');
        return { ok: false, code: proof.code === 'wrong' ? 'wrong_credentials' : 'pbx_down' };
      }
      const user = await agentAccount(extension);
      if (user.disabled_at !== null) return { ok: false, code: 'wrong_credentials' };
      throttle.succeeded(account, from.address);
      const begun = await begin(user, from);
      await agentKeys.keep(begun.session.sessionId, proof.tokens);
      log.info({ user: account, address: from.address }, 'signed in');
      return begun;
    },
    agentKeys,
    async signOut(session) {
      if (session.via === 'cookie' || session.via === 'pbx') await endSessions([session.sessionId]);
    },
    async changePassword(session, current, next, from): Promise<SignInResult> {
      const proof = await prove(session.name, current, from.address);
      if (!proof.ok) return proof;
      const password = await hashPassword(next, cost);
      const { id } = proof.user;
      await db.updateTable('wall_user').set({ password, must_change: 0 }).where('id', '=', id).execute();
      const rows = await db.selectFrom('wall_session').select('id').where('user_id', '=', id).execute();
      await endSessions(rows.map((row) => row.id));
      log.info({ user: proof.user.username }, 'password changed');
      return begin({ ...proof.user, must_change: 0 }, from);
    },
    totp,
    async beginTotp(session, password, from) {
      const proof = await prove(session.name, password, from.address);
      return proof.ok ? { ok: true, begun: await totp.begin(proof.user.id, proof.user.username) } : proof;
    },
    async confirmTotp(session, code, written) {
      const id = session.key.replace(/^user:/, '');
      const counted = await countCode(id, () => totp.confirm(id, code, written));
      return counted.ok ? { ok: true, codes: counted.told } : counted;
    },
    async endTotp(session, password, code, from, written) {
      const proof = await prove(session.name, password, from.address);
      if (!proof.ok) return proof;
      const { id } = proof.user;
      const counted = await countCode(id, () => totp.prove(id, code));
      if (!counted.ok) return counted;
      await written();
      await totp.forget(id);
      return { ok: true };
    },
    users,
    tokens,
    numbers,
    screens,
    async ownSessions(session) {
      const rows = await db
        .selectFrom('wall_session')
        .selectAll()
        .where('user_id', '=', session.key.replace(/^user:/, ''))
        .orderBy('seen_at', 'desc')
        .execute();
      return rows.map((row) => ({
        id: row.id,
        createdAt: Number(row.created_at),
        seenAt: Number(row.seen_at),
        address: row.address,
        browser: row.browser,
        current: row.id === session.sessionId,
      }));
    },
    async endOwnSession(session, id) {
      const row = await db
        .selectFrom('wall_session')
        .select('id')
        .where('id', '=', id)
        .where('user_id', '=', session.key.replace(/^user:/, ''))
        .executeTakeFirst();
      if (row) await endSessions([row.id]);
      return row !== undefined;
    },
    cookieName,
    cookie: (token, byHttps) => setCookie(cookieName, token, token === null ? 0 : sessionLifeMs, byHttps),
    screenCookie: (token, byHttps) => setCookie(screenCookieName, token, screenCookieMs, byHttps),
    screenToken: (headers) => readCookie(one(headers.cookie), screenCookieName),
    close() {
      listeners.clear();
      look?.cancel();
      look = null;
    },
  };
}

function sessionOf(
  user: Pick<AccessTables['wall_user'], 'id' | 'username' | 'folded' | 'role' | 'must_change' | 'extension' | 'scope'>,
  sessionId: string,
  numbers: NumbersSeen,
): Session {
  const byPbx = user.folded.startsWith(agentPrefix);
  return {
    key: `user:${user.id}`,
    name: user.username,
    // A web password of the PBX proves an extension and no more, whatever was written into its account.
    role: byPbx ? 'agent' : user.role,
    extension: user.extension,
    scope: readScope(user.scope),
    screen: null,
    via: byPbx ? 'pbx' : 'cookie',
    sessionId,
    mustChangePassword: Number(user.must_change) === 1,
    numbers,
  };
}

async function makeFirstAdmin(db: AccessDb, options: AccessOptions): Promise<void> {
  const { env, clock, announce } = options;
  const known = await db.selectFrom('wall_user').select('id').where('role', '=', 'admin').executeTakeFirst();
  if (known) return;
  const password = env.adminPassword ?? randomPassword();
  await db
    .insertInto('wall_user')
    .values({
      id: randomUUID(),
      username: env.adminUser,
      folded: foldUsername(env.adminUser),
      role: 'admin',
      password: await hashPassword(password, options.passwordCost),
      must_change: env.adminPassword === null ? 1 : 0,
      created_at: clock.now(),
      extension: null,
      scope: null,
      disabled_at: null,
    })
    .execute();
  if (env.adminPassword === null) announce({ user: env.adminUser, password });
}

function partition<T>(all: readonly T[], is: (one: T) => boolean): [T[], T[]] {
  return [all.filter(is), all.filter((item) => !is(item))];
}
const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);

function readCookie(header: string | undefined, name: string): string | null {
  for (const pair of (header ?? '').split(';')) {
    const equals = pair.indexOf('=');
    if (pair.slice(0, equals).trim() !== name) continue;
    const value = pair.slice(equals + 1).trim();
    if (/^[A-Za-z0-9_-]{43}$/.test(value)) return value;
  }
  return null;
}
