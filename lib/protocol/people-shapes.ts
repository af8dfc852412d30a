// What goes into and comes out of the endpoints about people, their sessions and programs' tokens.
import * as z from 'zod/mini';
import { roles } from './roles.ts';

const text = (longest: number) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(longest), z.regex(/^\P{Cc}*$/u));
const extension = z.string().check(z.regex(/^[0-9]{2,6}$/));
const extensions = z.array(extension).check(z.maxLength(1_000));
const personRole = z.enum(roles).check(z.refine((role) => role !== 'display', 'a display is a paired screen'));
/** null = everything. */
const scope = z.nullable(z.strictObject({ queues: extensions, agents: extensions }));
const at = z.number();
const atOrNull = z.nullable(at);

export const Id = z.string().check(z.regex(/^[0-9A-Za-z-]{1,64}$/));

export const Person = z.object({
  id: z.string(),
  username: z.string(),
  role: z.enum(roles),
  extension: z.nullable(z.string()),
  scope,
  disabled: z.boolean(),
  mustChangePassword: z.boolean(),
  createdAt: at,
  /** Last use of an open session, to the hour; null = signed in nowhere. */
  seenAt: atOrNull,
});
export const People = z.object({ users: z.array(Person) });
export const NewPerson = z.strictObject({
  /** Letters, digits, dot, dash, underscore and @; 1 to 64 of them, not digits alone: those are extensions. */
  username: z.string().check(z.regex(/^(?![0-9]+$)[A-Za-z0-9._@-]{1,64}$/)),
  role: personRole,
  extension: z.optional(z.nullable(extension)),
  scope: z.optional(scope),
});
export const PersonPatch = z.strictObject({
  role: z.optional(personRole),
  extension: z.optional(z.nullable(extension)),
  scope: z.optional(scope),
  disabled: z.optional(z.boolean()),
});
/** The password is drawn by the server and shown this once. */
export const PersonMade = z.object({ user: Person, password: z.string() });
export const PersonChanged = z.object({ user: Person });
export const PasswordDrawn = z.object({ password: z.string() });

export const Token = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  scope,
  expiresAt: atOrNull,
  createdAt: at,
  usedAt: atOrNull,
  /** Set by the environment: cannot be revoked here. */
  fixed: z.boolean(),
});
export const Tokens = z.object({ tokens: z.array(Token) });
export const NewToken = z.strictObject({
  name: text(80),
  role: personRole,
  scope: z.optional(scope),
  /** Unix ms; left out or null = does not expire. */
  expiresAt: z.optional(atOrNull),
});
/** `secret` goes into `Authorization: Bearer` and is shown this once. */
export const TokenMade = z.object({ token: Token, secret: z.string() });

export const OwnSessions = z.object({
  sessions: z.array(
    z.object({
      id: z.string(),
      createdAt: at,
      seenAt: at,
      address: z.nullable(z.string()),
      browser: z.nullable(z.string()),
      current: z.boolean(),
    }),
  ),
});
