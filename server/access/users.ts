// The people of the house: made, changed and shut out by an administrator. Decides what an account must keep (one
// enabled administrator, one name each); it knows no password but the hash, and shows a drawn one exactly once.
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Scope } from '../../lib/protocol/scope.ts';
import type { Clock } from '../clock.ts';
import { hashPassword, type PasswordCost, randomPassword } from './password.ts';
import type { AccessDb, AccessTables, PersonRole } from './tables.ts';
import { forgetTotp } from './totp.ts';

export interface Person {
  readonly id: string;
  readonly username: string;
  readonly role: PersonRole;
  readonly extension: string | null;
  readonly scope: Scope;
  readonly disabled: boolean;
  readonly mustChangePassword: boolean;
  /** Unix ms. */
  readonly createdAt: number;
  /** When one of the open sessions was last used, to the hour; null = signed in nowhere. Unix ms. */
  readonly seenAt: number | null;
}
export interface PersonChange {
  readonly role?: PersonRole | undefined;
  readonly extension?: string | null | undefined;
  readonly scope?: Scope | undefined;
  readonly disabled?: boolean | undefined;
}
export type Refused = { readonly ok: false; readonly code: 'taken' | 'unknown' | 'last_admin' };

export interface Users {
  list(): Promise<Person[]>;
  isTaken(username: string): Promise<boolean>;
  /** Would this change be made now? Asked before it is written down; the change itself asks again. */
  mayChange(id: string, change: PersonChange): Promise<{ readonly ok: true; readonly user: Person } | Refused>;
  create(input: {
    readonly username: string;
    readonly role: PersonRole;
    readonly extension: string | null;
    readonly scope: Scope;
  }): Promise<{ readonly ok: true; readonly user: Person; readonly password: string } | Refused>;
  change(id: string, change: PersonChange): Promise<{ readonly ok: true; readonly user: Person } | Refused>;
  /** Draws a new password, to be changed at the next sign-in; ends all sessions. */
  reset(id: string): Promise<{ readonly ok: true; readonly password: string } | Refused>;
}

const StoredScope = z.object({ queues: z.array(z.string()), agents: z.array(z.string()) });

/** Stored JSON is parsed like anything from outside. @throws when it is damaged: an unreadable scope must not mean "all". */
export function readScope(text: string | null): Scope {
  return text === null ? null : StoredScope.parse(JSON.parse(text));
}
export const writeScope = (scope: Scope): string | null => (scope === null ? null : JSON.stringify(scope));

export const foldUsername = (username: string) => username.trim().normalize('NFKC').toLowerCase();

export function createUsers(options: {
  readonly db: AccessDb;
  readonly clock: Clock;
  readonly cost: PasswordCost;
  /** Sessions that must not live on: rows are deleted and their sockets closed. */
  readonly endSessions: (sessionIds: readonly string[]) => Promise<void>;
  /** Sessions that live on with other rights: their sockets are opened anew. */
  readonly rightsChanged: (sessionIds: readonly string[]) => void;
}): Users {
  const { db, clock, cost } = options;

  const sessionsOf = async (id: string) =>
    (await db.selectFrom('wall_session').select('id').where('user_id', '=', id).execute()).map((row) => row.id);

  async function one(id: string): Promise<Person | null> {
    const row = await db.selectFrom('wall_user').selectAll().where('id', '=', id).executeTakeFirst();
    if (!row) return null;
    const seen = await db
      .selectFrom('wall_session')
      .select((select) => select.fn.max('seen_at').as('at'))
      .where('user_id', '=', id)
      .executeTakeFirst();
    return personOf(row, seen?.at ?? null);
  }

  /** Would the house be without an administrator who can sign in? */
  async function isLastAdmin(id: string): Promise<boolean> {
    const admins = await db
      .selectFrom('wall_user')
      .select('id')
      .where('role', '=', 'admin')
      .where('disabled_at', 'is', null)
      .execute();
    return admins.length === 1 && admins[0]?.id === id;
  }

  async function mayChange(id: string, change: PersonChange): Promise<{ ok: true; user: Person } | Refused> {
    const user = await one(id);
    if (!user) return { ok: false, code: 'unknown' };
    const shutOut = (change.role ?? user.role) !== 'admin' || (change.disabled ?? user.disabled);
    return shutOut && (await isLastAdmin(id)) ? { ok: false, code: 'last_admin' } : { ok: true, user };
  }
  const isTaken = async (username: string) =>
    (await db.selectFrom('wall_user').select('id').where('folded', '=', foldUsername(username)).executeTakeFirst()) !==
    undefined;

  return {
    isTaken,
    mayChange,
    async list() {
      const rows = await db.selectFrom('wall_user').selectAll().orderBy('folded').execute();
      const seen = await db
        .selectFrom('wall_session')
        .select((select) => ['user_id', select.fn.max('seen_at').as('at')])
        .groupBy('user_id')
        .execute();
      const seenAt = new Map(seen.map((row) => [row.user_id, Number(row.at)]));
      return rows.map((row) => personOf(row, seenAt.get(row.id) ?? null));
    },
    async create({ username, role, extension, scope }) {
      if (await isTaken(username)) return { ok: false, code: 'taken' };
      const password = randomPassword();
      const row = {
        id: randomUUID(),
        username: username.trim(),
        folded: foldUsername(username),
        role,
        password: await hashPassword(password, cost),
        must_change: 1,
        created_at: clock.now(),
        extension,
        scope: writeScope(scope),
        disabled_at: null,
      } as const;
      // Of two at once the second meets the unique column.
      const made = await db
        .insertInto('wall_user')
        .values(row)
        .onConflict((conflict) => conflict.column('folded').doNothing())
        .returning('id')
        .executeTakeFirst();
      if (!made) return { ok: false, code: 'taken' };
      return { ok: true, user: personOf(row, null), password };
    },
    async change(id, change) {
      const allowed = await mayChange(id, change);
      if (!allowed.ok) return allowed;
      const before = allowed.user;
      const role = change.role ?? before.role;
      const disabled = change.disabled ?? before.disabled;
      const extension = change.extension === undefined ? before.extension : change.extension;
      const scope = change.scope === undefined ? before.scope : change.scope;
      await db
        .updateTable('wall_user')
        .set({ role, extension, scope: writeScope(scope), disabled_at: disabled ? clock.now() : null })
        .where('id', '=', id)
        .execute();
      const sessions = await sessionsOf(id);
      if (disabled) await options.endSessions(sessions);
      else options.rightsChanged(sessions);
      return { ok: true, user: { ...before, role, disabled, extension, scope } };
    },
    async reset(id) {
      const before = await one(id);
      if (!before) return { ok: false, code: 'unknown' };
      const password = randomPassword();
      const hash = await hashPassword(password, cost);
      await db.updateTable('wall_user').set({ password: hash, must_change: 1 }).where('id', '=', id).execute();
      await forgetTotp(db, id);
      await options.endSessions(await sessionsOf(id));
      return { ok: true, password };
    },
  };
}

function personOf(row: AccessTables['wall_user'], seenAt: number | null): Person {
  return {
    id: row.id,
    username: row.username,
    role: row.role,
    extension: row.extension,
    scope: readScope(row.scope),
    disabled: row.disabled_at !== null,
    mustChangePassword: Number(row.must_change) === 1,
    createdAt: Number(row.created_at),
    seenAt: seenAt === null ? null : Number(seenAt),
  };
}
