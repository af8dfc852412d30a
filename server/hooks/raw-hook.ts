// A request as it is stored: method, type, query and body, and nothing that could sign anybody in.
import type { RawHook } from '../../lib/pbx/hook.ts';

// The manual prints `Authorization` and `Autorization`, and translates the name in its tables.
const credential = /^(x-)?(api[-_]?key|auth.*|autori[sz]a.*|access[-_]?token|token|password|secret)(\[[^\]]*\])?$/i;

export function rawHook(request: {
  readonly method: string;
  readonly url: string;
  readonly contentType: string | undefined;
  readonly body: Buffer | null;
  /** Takes our secrets out of what a sender put them into. */
  readonly scrub?: (text: string) => string;
}): RawHook {
  const scrub = request.scrub ?? ((text: string) => text);
  const method = request.method === 'PUT' || request.method === 'GET' ? request.method : 'POST';
  const start = request.url.indexOf('?');
  const query = start < 0 ? '' : request.url.slice(start + 1);
  return {
    method,
    contentType: request.contentType === undefined ? null : scrub(request.contentType),
    query: scrub(
      query
        .split('&')
        .filter((pair) => !credential.test(nameOf(pair)))
        .join('&'),
    ),
    body: request.body ? scrub(decode(request.body)) : '',
  };
}

function nameOf(pair: string): string {
  const name = pair.split('=')[0] ?? '';
  try {
    return decodeURIComponent(name);
  } catch {
    // Not an escape sequence: then the name is what it looks like.
    return name;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
/** Old senders write Latin letters as one byte each; those bytes are no UTF-8. */
const latin = new TextDecoder('windows-1252');

function decode(body: Buffer): string {
  try {
    return utf8.decode(body);
  } catch {
    return latin.decode(body);
  }
}
