// Who may send webhooks: tokens, HTTP Basic, NTLM. Decides from the headers alone, before a body is read.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Socket } from 'node:net';
import { type NtlmUser, ntlmStep } from './ntlm.ts';

export interface SenderSettings {
  readonly tokens: readonly string[];
  readonly basic?: { readonly user: string; readonly password: string } | undefined;
  readonly ntlm?: NtlmUser | undefined;
}

export type Verdict =
  | { readonly known: true }
  /** `headers` belong into the 401. */
  | {
      readonly known: false;
      readonly challenges: readonly string[];
      /** A step of NTLM's handshake, or what may be the first of one. */
      readonly handshake: boolean;
    };

export interface Senders {
  readonly configured: boolean;
  judge(headers: IncomingHttpHeaders, socket: Socket): Verdict;
}

/** Behind a proxy one connection carries many senders: the first would vouch for all. */
const forwarding = /^(forwarded|via|x-real-ip|x-forwarded-.*)$/;

const digest = (text: string) => createHash('sha256').update(text).digest();

const isForwarded = (headers: IncomingHttpHeaders) => Object.keys(headers).some((name) => forwarding.test(name));

export function createSenders(settings: SenderSettings): Senders {
  const tokens = settings.tokens.map(digest);
  const basic = settings.basic && digest(`${settings.basic.user}:${settings.basic.password}`);
  const { ntlm } = settings;
  const connections = new WeakMap<Socket, { challenge: Buffer | null; known: boolean }>();

  const isOneOf = (candidates: readonly Buffer[], text: string) => {
    const asked = digest(text);
    // Every one is compared, so that the time tells nothing.
    return candidates.reduce((found, candidate) => timingSafeEqual(candidate, asked) || found, false);
  };
  const refusal = (handshake = false): Verdict => {
    const challenges: string[] = [];
    if (ntlm) challenges.push('NTLM');
    if (basic) challenges.push('Basic realm="wallboard", charset="UTF-8"');
    if (challenges.length === 0) challenges.push('Bearer');
    return { known: false, challenges, handshake };
  };

  function judgeNtlm(encoded: string, headers: IncomingHttpHeaders, socket: Socket): Verdict {
    if (!ntlm || isForwarded(headers)) return refusal();
    const state = connections.get(socket) ?? { challenge: null, known: false };
    const step = ntlmStep(Buffer.from(encoded, 'base64'), state.challenge, ntlm);
    state.challenge = step.kind === 'challenge' ? step.challenge : null;
    state.known = step.kind === 'accepted';
    connections.set(socket, state);
    if (step.kind === 'challenge') {
      return { known: false, challenges: [`NTLM ${step.message.toString('base64')}`], handshake: true };
    }
    return state.known ? { known: true } : refusal();
  }

  return {
    configured: settings.tokens.length > 0 || settings.basic !== undefined || ntlm !== undefined,
    judge(headers, socket) {
      const value = headers.authorization?.trim();
      if (!value) {
        return connections.get(socket)?.known && !isForwarded(headers) ? { known: true } : refusal(ntlm !== undefined);
      }
      const [, scheme, rest] = /^(\S+)\s+(.+)$/.exec(value) ?? [];
      if (!scheme || !rest) return isOneOf(tokens, value) ? { known: true } : refusal();
      const kind = scheme.toLowerCase();
      if (kind === 'ntlm') return judgeNtlm(rest, headers, socket);
      if (kind === 'bearer') return isOneOf(tokens, rest) ? { known: true } : refusal();
      if (kind === 'basic') {
        const decoded = Buffer.from(rest, 'base64').toString('utf8');
        const asToken = isOneOf(tokens, rest) || isOneOf(tokens, decoded);
        return asToken || (basic && isOneOf([basic], decoded)) ? { known: true } : refusal();
      }
      return isOneOf(tokens, value) ? { known: true } : refusal();
    },
  };
}
