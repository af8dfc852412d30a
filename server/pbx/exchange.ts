// One request and its whole answer, bounded in time and size. The only place that builds a URL of the PBX. Redirects
// are not followed: they would carry the token to another host.
import { Agent, fetch, type RequestInit, type Response } from 'undici';
import type { Clock } from '../clock.ts';
import { PbxFailure } from './failure.ts';

export interface Exchanged {
  readonly status: number;
  readonly text: string;
  /** Unix ms: the question left, the answer's head came, the answer was complete. */
  readonly askedAt: number;
  readonly headAt: number;
  readonly at: number;
  /** The PBX's clock by its `Date` header, Unix ms, to the second. */
  readonly date: number | null;
}
export interface Question {
  readonly method: 'GET' | 'POST';
  readonly parameters: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}
export interface Exchange {
  send(question: Question): Promise<Exchanged>;
  readonly host: string;
  close(): Promise<void>;
}

const longestAnswer = 8 * 1024 * 1024;
/** The connection was never made, so nothing was said on it. */
const neverSent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;

export function createExchange(options: { readonly url: string; readonly clock: Clock }): Exchange {
  const { clock } = options;
  const target = new URL(options.url);
  const timeouts = { headersTimeout: 0, bodyTimeout: 0, connect: { timeout: 30_000 } };
  const reads = new Agent({ ...timeouts, connections: 8, keepAliveTimeout: 15_000 });
  // A write never meets a connection that the other side is just closing: whether it was sent must not be in doubt.
  const writes = new Agent({ ...timeouts, pipelining: 0 });
  const closing = new AbortController();

  async function send(question: Question): Promise<Exchanged> {
    const url = new URL(target);
    const init: RequestInit = {
      method: question.method,
      headers: { accept: 'application/json', ...question.headers },
      redirect: 'manual',
      dispatcher: question.method === 'GET' ? reads : writes,
    };
    if (question.method === 'GET')
      for (const [name, value] of question.parameters) url.searchParams.append(name, value);
    else init.body = question.parameters;
    const abort = new AbortController();
    let timedOut = false;
    const timer = clock.after(question.timeoutMs, () => {
      timedOut = true;
      abort.abort();
    });
    init.signal = AbortSignal.any([abort.signal, closing.signal]);
    const askedAt = clock.now();
    let response: Response | null = null;
    try {
      response = await fetch(url, init);
      const headAt = clock.now();
      const text = await readText(response);
      const date = Date.parse(response.headers.get('date') ?? '');
      return {
        status: response.status,
        text,
        askedAt,
        headAt,
        at: clock.now(),
        date: Number.isNaN(date) ? null : date,
      };
    } catch (error) {
      abort.abort();
      if (error instanceof PbxFailure) throw error;
      if (timedOut) throw new PbxFailure('timeout', { ill: true, sent: true });
      const code = codeOf(error);
      // It began to answer and broke off: half an answer, not an absent PBX.
      if (response) throw new PbxFailure('unreadable', { ill: true, sent: true, detail: code });
      throw new PbxFailure('unreachable', { ill: true, sent: !neverSent.test(code), detail: code });
    } finally {
      timer.cancel();
    }
  }

  return {
    host: target.host,
    send,
    async close() {
      closing.abort();
      await Promise.all([reads.destroy(), writes.destroy()]);
    },
  };
}

async function readText(response: Response): Promise<string> {
  if (!response.body) return '';
  const decoder = new TextDecoder();
  let size = 0;
  let text = '';
  for await (const chunk of response.body) {
    if (!(chunk instanceof Uint8Array)) continue;
    size += chunk.byteLength;
    if (size > longestAnswer) throw new PbxFailure('unreadable', { ill: true, sent: true, detail: 'too long' });
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** `ECONNRESET` and the like. Never the message: libraries put addresses there. */
function codeOf(error: unknown): string {
  for (let here: unknown = error, depth = 0; here instanceof Error && depth < 5; here = here.cause, depth += 1) {
    if ('code' in here && typeof here.code === 'string') return here.code.replace(/[^A-Z0-9_]/g, '').slice(0, 40);
  }
  return 'ENETWORK';
}
