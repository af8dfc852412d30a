// Who may sign in, and who is signed in. Owns the shape of these two tables; their rows hold no password and no
// token, only what recognises them.
import type { Kysely } from 'kysely';
import type { Database } from '../db/schema.ts';

export type AccessTables = {
  wall_user: {
    id: string;
    /** As typed by whoever made it; found by `folded`. */
    username: string;
    folded: string;
    role: 'supervisor' | 'manager' | 'admin';
    /** `scrypt$N$r$p$salt$hash` */
    password: string;
    /** 1 = only changing the password is allowed. */
    must_change: number;
    created_at: number;
  };
  wall_session: {
    id: string;
    /** HMAC of the cookie under APP_SECRET: the table alone signs nobody in. */
    token_hash: string;
    user_id: string;
    created_at: number;
    seen_at: number;
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
  return db.$pickTables<never>().$extendTables<AccessTables>();
}
