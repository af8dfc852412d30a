// Tokens for programs. Decides who a bearer token is; keeps only what recognises one, and shows a new one exactly once.
// The environment's `API_TOKEN` is the first; it is a manager's, and only the environment can take it back.
import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Scope } from '../../lib/protocol/scope.ts';
import type { Clock } from '../clock.ts';
import type { Session } from './session.ts';
import type { AccessDb, PersonRole } from './tables.ts';
import { readScope, writeScope } from './users.ts';

export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly role: PersonRole;
  readonly scope: Scope;
  /** Unix ms; null = does not expire. */
  readonly expiresAt: number | null;
  readonly createdAt: number;
  /** To the minute; null = never used. */
  readonly usedAt: number | null;
  /** true: set by the environment; cannot be revoked here. */
  readonly fixed: boolean;
}
export interface ApiTokens {
  list(): Promise<ApiToken[]>;
  create(input: {
    /** A UUID; left out: drawn here. */
    readonly id?: string;
    readonly name: string;
    readonly role: PersonRole;
    readonly scope: Scope;
    readonly expiresAt: number | null;
  }): Promise<{ readonly token: ApiToken; readonly secret: string }>;
  /** false = there is none. Its sockets are closed at once. */
  revoke(id: string): Promise<boolean>;
  /** Who shows this token; null = a stranger. */
  find(secret: string): Promise<Session | null>;
  /** Of these session ids, those whose token was revoked or has expired. */
  gone(sessionIds: readonly string[]): Promise<string[]>;
}

export const tokenSessionPrefix = 'token:';
const sessionIdOf = (id: string) => `${tokenSessionPrefix}${id}`;

/** `used_at` is written at most once a minute. */
const usedEveryMs = 60_000;
const fixedId = 'api';
/** Recognisable in a leak, so that scanners find it. */
const prefix = 'wallboard_';

export function createApiTokens(options: {
  readonly db: AccessDb;
  readonly clock: Clock;
  /** `API_TOKEN` */
  readonly first: string | null;
  readonly revoked: (sessionId: string) => void;
}): ApiTokens {
  const { db, clock, first } = options;
  const firstHash = first === null ? null : sha256(first);
  let firstUsedAt: number | null = null;

  return {
    async list() {
      const rows = await db.selectFrom('wall_token').selectAll().orderBy('created_at').execute();
      const made = rows.map((row) => ({
        id: row.id,
        name: row.name,
        role: row.role,
        scope: readScope(row.scope),
        expiresAt: numberOrNull(row.expires_at),
        createdAt: Number(row.created_at),
        usedAt: numberOrNull(row.used_at),
        fixed: false,
      }));
      if (firstHash === null) return made;
      const fixed = { name: 'API_TOKEN', role: 'manager', scope: null, expiresAt: null, fixed: true } as const;
      return [{ id: fixedId, ...fixed, createdAt: 0, usedAt: firstUsedAt }, ...made];
    },
    async create({ id = randomUUID(), name, role, scope, expiresAt }) {
      const secret = `${prefix}${randomBytes(32).toString('base64url')}`;
      const row = { id, name, role, expires_at: expiresAt, created_at: clock.now(), used_at: null };
      const hash = sha256(secret).toString('base64url');
      await db
        .insertInto('wall_token')
        .values({ ...row, scope: writeScope(scope), token_hash: hash })
        .execute();
      const { created_at: createdAt } = row;
      return { token: { id, name, role, scope, expiresAt, createdAt, usedAt: null, fixed: false }, secret };
    },
    async revoke(id) {
      const gone = await db.deleteFrom('wall_token').where('id', '=', id).returning('id').executeTakeFirst();
      if (gone) options.revoked(sessionIdOf(id));
      return gone !== undefined;
    },
    async find(secret) {
      const shown = sha256(secret);
      const now = clock.now();
      if (firstHash !== null && timingSafeEqual(shown, firstHash)) {
        firstUsedAt = now;
        return sessionOf({ id: fixedId, name: 'API token', role: 'manager', scope: null });
      }
      if (!secret.startsWith(prefix)) return null;
      const row = await db
        .selectFrom('wall_token')
        .selectAll()
        .where('token_hash', '=', shown.toString('base64url'))
        .executeTakeFirst();
      if (!row || (row.expires_at !== null && Number(row.expires_at) <= now)) return null;
      if (now - Number(row.used_at ?? 0) > usedEveryMs) {
        await db.updateTable('wall_token').set({ used_at: now }).where('id', '=', row.id).execute();
      }
      return sessionOf({ id: row.id, name: row.name, role: row.role, scope: readScope(row.scope) });
    },
    async gone(sessionIds) {
      if (sessionIds.length === 0) return [];
      const rows = await db.selectFrom('wall_token').select(['id', 'expires_at']).execute();
      const now = clock.now();
      const valid = rows.filter((row) => row.expires_at === null || Number(row.expires_at) > now);
      const alive = new Set([fixedId, ...valid.map((row) => row.id)].map(sessionIdOf));
      return sessionIds.filter((id) => !alive.has(id));
    },
  };
}

function sessionOf(token: Pick<ApiToken, 'id' | 'name' | 'role' | 'scope'>): Session {
  return {
    key: `token:${token.id}`,
    name: token.name,
    role: token.role,
    extension: null,
    scope: token.scope,
    screen: null,
    via: 'token',
    sessionId: sessionIdOf(token.id),
    mustChangePassword: false,
    numbers: 'whole',
  };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest();
const numberOrNull = (value: number | null) => (value === null ? null : Number(value));
