// The one permission table: which role may do what, and how far it reaches. HTTP routes, socket rooms and events, and
// what the interface offers are all made from it; what is not in it nobody may do.
import { type Role, roles } from './roles.ts';

/**
 * How far an action reaches. `self`: the caller's own extension, session or account. `board`: the one board a screen
 * was given. `scope`: the queues and agents the account was given; an account without a scope reaches all.
 */
export type Reach = 'none' | 'self' | 'board' | 'scope' | 'all';
type Row = Readonly<Record<Role, Reach>>;

const row = (display: Reach, agent: Reach, supervisor: Reach, manager: Reach, admin: Reach): Row => ({
  display,
  agent,
  supervisor,
  manager,
  admin,
});

export const permissions = {
  // action                  display  agent   supervisor manager admin
  'session.own': row('self', 'self', 'self', 'self', 'self'),
  'account.own': row('none', 'self', 'self', 'self', 'self'),
  'totp.own': row('none', 'none', 'none', 'self', 'self'),
  'docs.read': row('all', 'all', 'all', 'all', 'all'),
  'board.read': row('board', 'self', 'scope', 'all', 'all'),
  /** What only a paired screen has: its own settings, and saying how it is. */
  'screen.own': row('board', 'none', 'none', 'none', 'none'),
  'screen.report': row('board', 'none', 'none', 'none', 'none'),
  'number.check': row('none', 'all', 'all', 'all', 'all'),
  /** Sees whole numbers; everybody else gets them masked by the server. */
  'number.whole': row('none', 'self', 'scope', 'all', 'all'),
  /** Asks for one masked number, which is written down. */
  'number.reveal': row('none', 'none', 'scope', 'all', 'all'),
  'call.place': row('none', 'self', 'scope', 'all', 'all'),
  'call.transit': row('none', 'none', 'scope', 'all', 'all'),
  'call.hang-up': row('none', 'self', 'scope', 'all', 'all'),
  'call.read': row('none', 'self', 'scope', 'all', 'all'),
  /** An agent sees the own extension's alone, and only by asking for them (`mine`). */
  'records.read': row('none', 'self', 'scope', 'all', 'all'),
  'records.note': row('none', 'self', 'scope', 'all', 'all'),
  'records.export': row('none', 'none', 'none', 'all', 'all'),
  'records.sync': row('none', 'none', 'none', 'all', 'all'),
  'ledger.work': row('none', 'none', 'scope', 'all', 'all'),
  'house.read': row('none', 'none', 'all', 'all', 'all'),
  'house.write': row('none', 'none', 'none', 'all', 'all'),
  'dialling.read': row('none', 'none', 'none', 'all', 'all'),
  'dialling.write': row('none', 'none', 'none', 'all', 'all'),
  'hooks.replay': row('none', 'none', 'none', 'all', 'all'),
  'screens.manage': row('none', 'none', 'all', 'all', 'all'),
  'connection.read': row('none', 'none', 'none', 'none', 'all'),
  'users.manage': row('none', 'none', 'none', 'none', 'all'),
  'tokens.manage': row('none', 'none', 'none', 'none', 'all'),
  'audit.read': row('none', 'none', 'none', 'none', 'all'),
  'privacy.manage': row('none', 'none', 'none', 'none', 'all'),
} as const satisfies Readonly<Record<string, Row>>;

export type Action = keyof typeof permissions;

export const reachOf = (role: Role, action: Action): Reach => permissions[action][role];

/** true when the role may at all, however far it reaches. For doors and for what the interface offers. */
export const may = (role: Role, action: Action): boolean => reachOf(role, action) !== 'none';

/** The weakest role that may, for messages and the documentation. Each role may what those before it may. */
export const leastRole = (action: Action): Role => roles.find((role) => may(role, action)) ?? 'admin';
