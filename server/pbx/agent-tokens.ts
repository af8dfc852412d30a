// Asks the PBX whether an extension's web password is right: OAuth2 client credentials, with the extension as client and
// its password as secret. It keeps neither; what comes back are tokens, or why there are none.
import * as z from 'zod';
import type { Clock } from '../clock.ts';
import { createExchange } from './exchange.ts';

export interface AgentTokens {
  readonly access: string;
  /** null: once the access token ends, the agent signs in again. */
  readonly refresh: string | null;
  /** Unix ms. */
  readonly validUntil: number;
}
export type AgentProof =
  | { readonly ok: true; readonly tokens: AgentTokens }
  | { readonly ok: false; readonly code: 'wrong' | 'unreachable' };
/** @param tenant three digits */
export type ProveAgent = (who: {
  readonly extension: string;
  readonly password: string;
  readonly tenant: string;
}) => Promise<AgentProof>;

const Grant = z.object({
  access_token: z.string().min(1).max(4_096),
  refresh_token: z.string().min(1).max(4_096).optional().catch(undefined),
  /** Seconds. */
  expires_in: z.coerce.number().positive().catch(3_600),
});
const timeoutMs = 5_000;

export function createProveAgent(options: { readonly url: string; readonly clock: Clock }): {
  readonly prove: ProveAgent;
  close(): Promise<void>;
} {
  const exchange = createExchange(options);
  return {
    async prove({ extension, password, tenant }) {
      const basic = Buffer.from(`${extension}:${password}`).toString('base64');
      try {
        const answer = await exchange.send({
          method: 'POST',
          parameters: new URLSearchParams({ grant_type: 'client_credentials', scope: tenant }),
          headers: { authorization: `Basic ${basic}` },
          timeoutMs,
        });
        if (answer.status >= 500) return { ok: false, code: 'unreachable' };
        const grant = Grant.safeParse(parse(answer.text));
        if (answer.status > 299 || !grant.success) return { ok: false, code: 'wrong' };
        const { access_token, refresh_token = null, expires_in } = grant.data;
        const validUntil = options.clock.now() + expires_in * 1_000;
        return { ok: true, tokens: { access: access_token, refresh: refresh_token, validUntil } };
      } catch {
        // Every failure of an exchange is the PBX's or the network's; its text could hold the password, so it stays here.
        return { ok: false, code: 'unreachable' };
      }
    },
    close: () => exchange.close(),
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null; // No token in it, then: the schema says so.
  }
}
