// Who may sign in, who is signed in, and what was ordered by whom. Owns the shape of these tables; their rows hold no
// password and no token, only what recognises them.
import type { Kysely } from 'kysely';
import type { Role } from '../../lib/protocol/roles.ts';
import type { Database } from '../db/schema.ts';

/** A display is no person: it has a screen's session instead of an account. */
export type PersonRole = Exclude<Role, 'display'>;

export type AccessTables = {
  wall_user: {
    id: string;
    /** As typed by whoever made it; found by `folded`. */
    username: string;
    folded: string;
    role: PersonRole;
    /** `scrypt$N$r$p$salt$hash` */
    password: string;
    /** 1 = only changing the password is allowed. */
    must_change: number;
    created_at: number;
    /** The extension this person answers, null for none. */
    extension: string | null;
    /** JSON `{queues,agents}`; null = everything. */
    scope: string | null;
    /** null = may sign in. */
    disabled_at: number | null;
  };
  /** Programs. A token is kept as its SHA-256: 256 random bits need no salt. */
  wall_token: {
    id: string;
    name: string;
    token_hash: string;
    role: PersonRole;
    scope: string | null;
    expires_at: number | null;
    created_at: number;
    used_at: number | null;
  };
  wall_session: {
    id: string;
    /** HMAC of the cookie under APP_SECRET: the table alone signs nobody in. */
    token_hash: string;
    user_id: string;
    created_at: number;
    seen_at: number;
    /** Where it was begun, for the list of one's own sessions: address and browser. */
    address: string | null;
    browser: string | null;
  };
  /** Second factors. The secret is sealed under APP_SECRET; `last_step` is the newest step of the clock that counted. */
  wall_totp: { user_id: string; sealed: string; confirmed_at: number | null; last_step: number };
  /** Recovery codes that are left, as an HMAC. */
  wall_recovery: { user_id: string; code_hash: string };
  /** Paired screens. The token is kept as its HMAC, like a session's; null until the screen came for it. */
  wall_screen: {
    id: string;
    token_hash: string | null;
    /** JSON, see ScreenSettings. */
    settings: string;
    /** JSON; what whoever paired it may see, null = everything. */
    scope: string | null;
    paired_by: string;
    paired_by_name: string;
    created_at: number;
    seen_at: number | null;
    /** JSON, see ScreenReport. */
    report: string | null;
  };
  /** Tokens of agents who signed in by their extension, sealed under APP_SECRET. */
  wall_agent_key: { session_id: string; sealed: string };
  /** Every order to the PBX: written before it is sent, settled after. */
  wall_action: {
    id: string;
    kind: string;
    user_key: string;
    user_name: string;
    extension: string;
    /** For people: the last three digits at most. null for a hang-up. */
    number_masked: string | null;
    /** For the guard: recognises the number without telling it. null for a hang-up, and for orders of earlier versions. */
    number_hash: string | null;
    at: number;
    /** null = sent or about to be: what came of it is unknown. */
    outcome: 'accepted' | 'refused' | 'unknown' | 'not_sent' | null;
    /** The PBX's words, numbers in them masked, or why. */
    words: string | null;
    settled_at: number | null;
  };
  wall_idempotency: {
    user_key: string;
    /** Method and path, its parameters included. */
    route: string;
    /** Keyed hashes, both. */
    idem_key: string;
    body_hash: string;
    /** Sealed JSON; null = begun and not ended. */
    answer: string | null;
    at: number;
  };
};

export type AccessDb = Kysely<AccessTables>;

/** Makes what is missing; safe to run at every start and from the admin command. */
export async function openAccessTables(db: Kysely<Database>): Promise<AccessDb> {
  await db.schema
    .createTable('wall_user')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('username', 'text', (column) => column.notNull())
    .addColumn('folded', 'text', (column) => column.notNull().unique())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('password', 'text', (column) => column.notNull())
    .addColumn('must_change', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('wall_session')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('user_id', 'text', (column) => column.notNull().references('wall_user.id').onDelete('cascade'))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('seen_at', 'bigint', (column) => column.notNull())
    .execute();
  await addMissing(db, 'wall_user', { extension: 'text', scope: 'text', disabled_at: 'bigint' });
  await addMissing(db, 'wall_session', { address: 'text', browser: 'text' });
  await db.schema
    .createTable('wall_agent_key')
    .ifNotExists()
    .addColumn('session_id', 'text', (column) => column.primaryKey().references('wall_session.id').onDelete('cascade'))
    .addColumn('sealed', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('wall_totp')
    .ifNotExists()
    .addColumn('user_id', 'text', (column) => column.primaryKey().references('wall_user.id').onDelete('cascade'))
    .addColumn('sealed', 'text', (column) => column.notNull())
    .addColumn('confirmed_at', 'bigint')
    .addColumn('last_step', 'bigint', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('wall_recovery')
    .ifNotExists()
    .addColumn('user_id', 'text', (column) => column.notNull().references('wall_user.id').onDelete('cascade'))
    .addColumn('code_hash', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('wall_recovery_pk', ['user_id', 'code_hash'])
    .execute();
  await db.schema
    .createTable('wall_token')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('scope', 'text')
    .addColumn('expires_at', 'bigint')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('used_at', 'bigint')
    .execute();
  await db.schema
    .createTable('wall_screen')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('token_hash', 'text', (column) => column.unique())
    .addColumn('settings', 'text', (column) => column.notNull())
    .addColumn('scope', 'text')
    .addColumn('paired_by', 'text', (column) => column.notNull())
    .addColumn('paired_by_name', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('seen_at', 'bigint')
    .addColumn('report', 'text')
    .execute();
  await db.schema
    .createTable('wall_action')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('user_key', 'text', (column) => column.notNull())
    .addColumn('user_name', 'text', (column) => column.notNull())
    .addColumn('extension', 'text', (column) => column.notNull())
    .addColumn('number_masked', 'text')
    .addColumn('number_hash', 'text')
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('outcome', 'text')
    .addColumn('words', 'text')
    .addColumn('settled_at', 'bigint')
    .execute();
  await db.schema.createIndex('wall_action_at').ifNotExists().on('wall_action').column('at').execute();
  await db.schema
    .createTable('wall_idempotency')
    .ifNotExists()
    .addColumn('user_key', 'text', (column) => column.notNull())
    .addColumn('route', 'text', (column) => column.notNull())
    .addColumn('idem_key', 'text', (column) => column.notNull())
    .addColumn('body_hash', 'text', (column) => column.notNull())
    .addColumn('answer', 'text')
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('wall_idempotency_pk', ['user_key', 'route', 'idem_key'])
    .execute();
  await db.schema.createIndex('wall_idempotency_at').ifNotExists().on('wall_idempotency').column('at').execute();
  return accessTables(db);
}

/** Databases of an earlier version get the columns they lack; what is there stays. */
async function addMissing(
  db: Kysely<Database>,
  table: string,
  columns: Readonly<Record<string, 'text' | 'bigint'>>,
): Promise<void> {
  const known = (await db.introspection.getTables()).find(({ name }) => name === table);
  const names = new Set(known?.columns.map(({ name }) => name));
  for (const [name, type] of Object.entries(columns)) {
    if (!names.has(name)) await db.schema.alterTable(table).addColumn(name, type).execute();
  }
}

/** The same tables, once they are there. */
export function accessTables(db: Kysely<Database>): AccessDb {
  return db.$pickTables<never>().$extendTables<AccessTables>();
}
