// Who we are to the PBX, in its three ways: a fixed token for all, an agent's own, or OAuth2 client credentials.
// Decides when a token is renewed and that only one renewal runs, however many requests wait for it. It must never
// show a token: what leaves here as text goes through `scrub`.
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import { createScrub } from '../scrub.ts';
import type { AgentTokens } from './agent-tokens.ts';
import { PbxFailure } from './failure.ts';

export interface CredentialOptions {
  readonly auth: 'global' | 'agent' | 'oauth2';
  readonly token: string | null;
  readonly clientId: string | null;
  readonly clientSecret: string | null;
  /** Three digits: the scope of the token. */
  readonly tenant: string | null;
  /** Tokens somebody brought along instead of a secret: renewed as long as the PBX does, then refused. */
  readonly held?: {
    readonly tokens: AgentTokens;
    readonly renewed: (tokens: AgentTokens) => void;
  };
}
export interface TokenAnswer {
  readonly status: number;
  readonly text: string;
}
/** Posts to the token endpoint. */
export type AskToken = (
  parameters: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>>,
) => Promise<TokenAnswer>;

export interface Credentials {
  /** The value of `Authorization`. Rejects with PbxFailure when there is none to be had. */
  current(): Promise<string>;
  /** After a 401 on `rejected`: another value to try once, or null when there is only this one. */
  renewed(rejected: string): Promise<string | null>;
  /** The text without any secret known here. */
  scrub(text: string): string;
}

const Token = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional().catch(undefined),
  /** Seconds. */
  expires_in: z.coerce.number().positive().catch(3600),
});
/** Renewed this much before its end, so that no request travels with a token that dies on the way. */
const marginMs = 30_000;

export function createCredentials(options: CredentialOptions, clock: Clock, ask: AskToken): Credentials {
  const secrets = new Set<string>();
  let changes = 0;
  const keep = (secret: string | null | undefined) => {
    if (!secret || secrets.has(secret)) return;
    secrets.add(secret);
    changes += 1;
  };
  keep(options.token);
  keep(options.clientSecret);
  const basic = Buffer.from(`${options.clientId ?? ''}:${options.clientSecret ?? ''}`).toString('base64');
  if (options.clientSecret) keep(basic);
  // Made anew when another secret is known: each answer of the PBX goes through it.
  let made: { readonly of: number; readonly scrub: (text: string) => string } | null = null;
  const scrub = (text: string) => {
    if (made?.of !== changes) made = { of: changes, scrub: createScrub([...secrets]) };
    return made.scrub(text);
  };

  if (options.auth !== 'oauth2') {
    const token = options.token ?? '';
    return { current: async () => token, renewed: async () => null, scrub };
  }

  const { held } = options;
  let value: string | null = held ? `Bearer ${held.tokens.access}` : null;
  let refresh: string | null = held?.tokens.refresh ?? null;
  let validUntil = held ? held.tokens.validUntil - marginMs : 0;
  keep(held?.tokens.access);
  keep(refresh);
  let renewal: Promise<string> | null = null;

  async function request(parameters: Record<string, string>): Promise<string | null> {
    // Who brought tokens along brought no secret: the refresh token speaks for itself.
    const answer = await ask(parameters, held ? {} : { authorization: `Basic ${basic}` });
    if (answer.status >= 500) throw new PbxFailure('server_error', { ill: true, sent: false, detail: 'token' });
    if (answer.status < 200 || answer.status > 299) return null;
    const parsed = Token.safeParse(parse(answer.text));
    if (!parsed.success) return null;
    const { access_token, refresh_token, expires_in } = parsed.data;
    keep(access_token);
    keep(refresh_token);
    if (secrets.size > 40) for (const old of [...secrets].slice(3, secrets.size - 20)) secrets.delete(old);
    value = `Bearer ${access_token}`;
    refresh = refresh_token ?? null;
    const livesMs = expires_in * 1000;
    validUntil = clock.now() + livesMs - Math.min(marginMs, livesMs / 2);
    held?.renewed({ access: access_token, refresh, validUntil: clock.now() + livesMs });
    return value;
  }
  async function obtain(): Promise<string> {
    const used = refresh;
    refresh = null; // One try each: a refresh token that was refused stays refused.
    value = null;
    const fresh =
      (used === null ? null : await request({ grant_type: 'refresh_token', refresh_token: used })) ??
      (held ? null : await request({ grant_type: 'client_credentials', scope: options.tenant ?? '' }));
    if (fresh === null) throw new PbxFailure('unauthorized', { ill: false, sent: false, detail: 'token refused' });
    return fresh;
  }
  /** All who wait share one renewal, and its failure. */
  function renew(): Promise<string> {
    renewal ??= obtain().finally(() => {
      renewal = null;
    });
    return renewal;
  }

  return {
    async current() {
      if (renewal !== null) return renewal;
      return value !== null && clock.now() < validUntil ? value : renew();
    },
    async renewed(rejected) {
      // Somebody else's 401 has brought a new one already.
      if (renewal === null && value !== null && value !== rejected && clock.now() < validUntil) return value;
      return renew();
    },
    scrub,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null; // No token in it, then: the schema says so.
  }
}
