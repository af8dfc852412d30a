// Who is asking: the one shape that HTTP routes, socket handshakes and rooms decide upon.
import type { Role } from '../../lib/protocol/roles.ts';
import type { NumbersSeen, Scope } from '../../lib/protocol/scope.ts';
import type { AgentKeys } from './agent-keys.ts';
import type { ApiTokens } from './api-tokens.ts';
import type { NumberSetting } from './number-setting.ts';
import type { Screens } from './screens.ts';
import type { Totp } from './totp.ts';
import type { Users } from './users.ts';

export type { Role } from '../../lib/protocol/roles.ts';

export interface Session {
  /** Stable key of the person or token: idempotency keys and limits are counted per key. */
  readonly key: string;
  readonly name: string;
  readonly role: Role;
  readonly extension: string | null;
  /** Which queues and agents; null = all. */
  readonly scope: Scope;
  /** The screen and its board, for the role `display`; else null. */
  readonly screen: ScreenBoard | null;
  /** `pbx`: an agent who proved an extension's web password to the PBX. */
  readonly via: 'cookie' | 'token' | 'screen' | 'pbx';
  /** Id of the session row, so that its sockets can be closed when it is revoked. */
  readonly sessionId: string;
  /** true: the random first password was not changed yet; only changing it and signing out are allowed. */
  readonly mustChangePassword: boolean;
  /** What the house lets people see of callers' numbers. */
  readonly numbers: NumbersSeen;
}

/** What a paired screen was given to show. */
export interface ScreenBoard {
  readonly id: string;
  readonly name: string;
  /** The one queue its pages are about; null = the whole house. */
  readonly queue: string | null;
  /** What whoever paired it may see; null = everything. */
  readonly scope: Scope;
}

export interface Access {
  /** null = a stranger. Reads the session cookie or `Authorization: Bearer`. */
  session(headers: Readonly<Record<string, string | string[] | undefined>>): Promise<Session | null>;
  /** Called with a session id within 1 s of its end. */
  onRevoked(listener: (sessionId: string) => void): () => void;
}

export type SignInResult =
  | {
      readonly ok: true;
      readonly session: Session;
      readonly token: string;
      /** By a recovery code instead of a one-time code. */
      readonly recovery?: boolean;
    }
  /** The password was right: `totp_required` = it takes a one-time code as well, `totp_wrong` = not this one. */
  | { readonly ok: false; readonly code: 'wrong_credentials' | 'totp_required' | 'totp_wrong' }
  /** Signing in by extension: the PBX does not answer, or no tenant is known. */
  | { readonly ok: false; readonly code: 'pbx_down' | 'no_tenant' }
  | { readonly ok: false; readonly code: 'too_many_attempts'; readonly retryAfterSeconds: number };

export type Refused = Extract<SignInResult, { ok: false }>;

/** Who knocks: the peer's address, for the throttle, and the browser's words, for the list of sessions. */
export interface Visitor {
  readonly address: string;
  readonly browser: string | null;
}
export interface OwnSession {
  readonly id: string;
  /** Unix ms; `seenAt` to the hour. */
  readonly createdAt: number;
  readonly seenAt: number;
  readonly address: string | null;
  readonly browser: string | null;
  readonly current: boolean;
}

/** What the session routes need beyond recognising somebody. */
export interface LocalAccess extends Access {
  /** `code` is a one-time or recovery code, for accounts that have a second factor. */
  signIn(username: string, password: string, code: string | null, from: Visitor): Promise<SignInResult>;
  /** An agent by the own extension and web password, proven by the PBX. The password is kept nowhere. */
  signInAgent(
    who: { readonly extension: string; readonly password: string; readonly tenant: string | undefined },
    from: Visitor,
  ): Promise<SignInResult>;
  /** The tokens of such agents. */
  readonly agentKeys: AgentKeys;
  signOut(session: Session): Promise<void>;
  /** Ends every other session of the person. */
  changePassword(session: Session, current: string, next: string, from: Visitor): Promise<SignInResult>;
  /** Accounts and tokens: for routes of `users.manage` and `tokens.manage` only. */
  readonly users: Users;
  readonly tokens: ApiTokens;
  /** One's own second factor. Turned on and off by the two below, which count wrong codes. */
  readonly totp: Pick<Totp, 'state'>;
  /** With the password: an open session alone must not bind somebody else's telephone to the account. */
  beginTotp(
    session: Session,
    password: string,
    from: Visitor,
  ): Promise<{ readonly ok: true; readonly begun: Awaited<ReturnType<Totp['begin']>> } | Refused>;
  confirmTotp(
    session: Session,
    code: string,
    written: () => Promise<void>,
  ): Promise<{ readonly ok: true; readonly codes: readonly string[] } | Refused>;
  endTotp(
    session: Session,
    password: string,
    code: string,
    from: Visitor,
    written: () => Promise<void>,
  ): Promise<{ readonly ok: true } | Refused>;
  readonly numbers: NumberSetting;
  /** Paired screens. */
  readonly screens: Screens;
  ownSessions(session: Session): Promise<OwnSession[]>;
  /** false = there is no such session of this person. */
  endOwnSession(session: Session, id: string): Promise<boolean>;
  readonly cookieName: string;
  /** Value of Set-Cookie that keeps the token, or with null forgets it. `secure`: the request came by HTTPS. */
  cookie(token: string | null, secure: boolean): string;
  /** The same for a screen's token, in a cookie of its own. */
  screenCookie(token: string, secure: boolean): string;
  /** The screen's token a browser sent; who it is was not asked. */
  screenToken(headers: Readonly<Record<string, string | string[] | undefined>>): string | null;
  close(): void;
}
