// One webhook over HTTP, with the switchboard's own odd headers. Follows no redirect and never repeats by itself.
import { randomBytes } from 'node:crypto';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest, Agent as TlsAgent } from 'node:https';
import { ntlmAuthenticate, ntlmNegotiate } from './ntlm.ts';
import type { HookMethod } from './vocabulary.ts';

export type HookAuth =
  | { readonly kind: 'none' }
  /** The global token, or the agent's own. */
  | { readonly kind: 'token'; readonly token?: string | undefined; readonly own?: boolean | undefined }
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | { readonly kind: 'ntlm'; readonly user: string; readonly password: string; readonly domain?: string | undefined };

export interface HookRequest {
  readonly url: string;
  readonly method: HookMethod;
  readonly contentType: string | null;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
}
export interface HookAnswer {
  readonly status: number;
  readonly body: string;
}
/** One connection at a time: NTLM authenticates a connection, not a request. */
export interface Line {
  readonly plain: Agent;
  readonly tls: TlsAgent;
}
export const openLine = (): Line => ({
  plain: new Agent({ keepAlive: true, maxSockets: 1 }),
  tls: new TlsAgent({ keepAlive: true, maxSockets: 1 }),
});
export function closeLine(line: Line): void {
  line.plain.destroy();
  line.tls.destroy();
}

const longestAnswer = 65_536;

/** `now`: Unix ms, for the NTLM time stamp. Rejects when there is no answer within `timeoutMs`. */
export async function sendHook(
  line: Line,
  hook: HookRequest,
  auth: HookAuth,
  options: { readonly now: number; readonly timeoutMs: number },
): Promise<HookAnswer> {
  const send = (authorization: string | null, body: string) => once(line, hook, authorization, body, options.timeoutMs);
  if (auth.kind !== 'ntlm') return send(authorizationOf(auth), hook.body);
  const challenge = await send(ntlmNegotiate(), '');
  if (challenge.status !== 401) return challenge;
  const moment = { clientChallenge: randomBytes(8), now: options.now };
  const reply = ntlmAuthenticate({ ...auth, domain: auth.domain ?? '' }, challenge.challenge, moment);
  return reply === null ? challenge : send(reply, hook.body);
}

function authorizationOf(auth: Exclude<HookAuth, { kind: 'ntlm' }>): string | null {
  if (auth.kind === 'basic') return `Basic ${Buffer.from(`${auth.user}:${auth.password}`).toString('base64')}`;
  return auth.kind === 'token' ? (auth.token ?? null) : null;
}

function once(
  line: Line,
  hook: HookRequest,
  authorization: string | null,
  body: string,
  timeoutMs: number,
): Promise<HookAnswer & { challenge: string }> {
  const url = new URL(hook.url);
  const secure = url.protocol === 'https:';
  const headers: Record<string, string> = {
    'User-Agent': 'MeetipPro REST sender',
    Accept: '*/*; q=0.5, text/plain; q=0.8, text/html;level=3;',
    ...(hook.contentType === null ? {} : { 'Content-Type': hook.contentType }),
    ...(hook.method === 'GET' ? {} : { 'Content-Length': String(Buffer.byteLength(body)) }),
    ...(authorization === null ? {} : { Authorization: authorization }),
    ...hook.headers,
  };
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const read = (response: IncomingMessage) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        if (text.length < longestAnswer) text += chunk;
      });
      response.on('error', reject);
      response.on('end', () => {
        const challenge = response.headers['www-authenticate'] ?? '';
        resolve({ status: response.statusCode ?? 0, body: text, challenge });
      });
    };
    const shared = { method: hook.method, headers, signal };
    const sent = secure
      ? httpsRequest(url, { ...shared, agent: line.tls }, read)
      : httpRequest(url, { ...shared, agent: line.plain }, read);
    sent.on('error', reject);
    sent.end(hook.method === 'GET' ? undefined : body);
  });
}
