// How much JavaScript a browser loads before the wall is there: what the page really asks for, gzip, over the wire.
import { gzipSync } from 'node:zlib';

/** Reads the wall's page with a session cookie and sums the scripts it names. kB of 1,000 bytes. */
export async function firstLoadKb(url: string, admin: { username: string; password: string }): Promise<number> {
  const signedIn = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(admin),
  });
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const page = await fetch(`${url}/wall`, { headers: { cookie } }).then((answer) => answer.text());
  const scripts = new Set(
    [...page.matchAll(/<script[^>]+src="([^"]+\.js[^"]*)"(?![^>]*noModule)/gi)].map((match) => match[1]),
  );
  let bytes = 0;
  for (const script of scripts) {
    const text = await fetch(new URL(script ?? '', url)).then((answer) => answer.arrayBuffer());
    bytes += gzipSync(Buffer.from(text)).length;
  }
  if (scripts.size === 0) throw new Error('the page of the wall names no script: was the sign-in refused?');
  return bytes / 1_000;
}
