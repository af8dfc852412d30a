// The roles, weakest first: each may what stands before it.
export const roles = ['display', 'agent', 'supervisor', 'manager', 'admin'] as const;
export type Role = (typeof roles)[number];
