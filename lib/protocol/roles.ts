// The roles, weakest first: each may what stands before it.
export const roles = ['display', 'agent', 'supervisor', 'manager', 'admin'] as const;
export type Role = (typeof roles)[number];

/** true when `role` is `least` or stands after it. */
export function mayAs(role: Role, least: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(least);
}
