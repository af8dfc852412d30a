// The parameters of a request as PHP would see them: the body's before the query's, and its credential.
import type { IncomingMessage } from 'node:http';

const longestBody = 8 * 1024 * 1024;

/** Null when the body is longer than 8 MiB. */
export async function readBody(request: IncomingMessage): Promise<string | null> {
  let text = '';
  request.setEncoding('utf8');
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > longestBody) return null;
  }
  return text;
}

export function parametersOf(query: URLSearchParams, contentType: string, body: string): URLSearchParams {
  const all = new URLSearchParams();
  if (contentType.includes('application/x-www-form-urlencoded')) {
    for (const [name, value] of new URLSearchParams(body)) all.append(name, value);
  }
  for (const [name, value] of query) all.append(name, value);
  return all;
}

/** Null unless it is `Basic` with a colon inside. */
export function basicOf(header: string | undefined): { user: string; password: string } | null {
  const encoded = /^Basic\s+(\S+)$/i.exec(header ?? '')?.[1];
  const text = encoded ? Buffer.from(encoded, 'base64').toString('utf8') : '';
  const colon = text.indexOf(':');
  return colon < 1 ? null : { user: text.slice(0, colon), password: text.slice(colon + 1) };
}
