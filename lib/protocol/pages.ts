// Which page is whose: where each role begins, and the pages of the settings with the action they need. The server's
// door, the tabs and the tests are made from it; what one may do on a page the permission table says again.
import { type Action, may } from './permissions.ts';
import type { Role } from './roles.ts';

/** In the order of their tabs. */
export const settingsPages = [
  ['connection', '/settings/connection', 'connection.read'],
  ['agents', '/settings/agents', 'house.read'],
  ['queues', '/settings/queues', 'house.read'],
  ['events', '/settings/events', 'hooks.replay'],
  ['dialling', '/settings/dialling', 'dialling.read'],
  ['screens', '/settings/screens', 'screens.manage'],
  ['users', '/settings/users', 'users.manage'],
  ['privacy', '/settings/privacy', 'privacy.manage'],
  ['audit', '/settings/audit', 'audit.read'],
  ['account', '/settings/account', 'account.own'],
] as const satisfies readonly (readonly [string, string, Action])[];

/** Where `/` leads. A display has one page and no other. */
export function homeOf(role: Role): string {
  if (role === 'display') return '/screen';
  return role === 'agent' ? '/wall/agents' : '/wall';
}

/** Where `/settings` leads: the first page this role may open. */
export function settingsHome(role: Role): string {
  return settingsPages.find(([, , action]) => may(role, action))?.[1] ?? homeOf(role);
}
