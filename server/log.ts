// Structured logs, one JSON object a line. Decides what must never be written: fields named like a secret, and the
// secrets we know wherever they turn up in a text, for instance in somebody else's error message.
import { type DestinationStream, type Logger, pino } from 'pino';
import type { Env } from './env.ts';

export type { Logger } from 'pino';

const secretNames = ['authorization', 'Authorization', 'cookie', 'password', 'secret', 'token', 'set-cookie'];
const paths = secretNames.flatMap((name) => {
  const key = /^\w+$/.test(name) ? name : `["${name}"]`;
  const nested = key.startsWith('[') ? `*${key}` : `*.${key}`;
  const headers = key.startsWith('[') ? `req.headers${key}` : `req.headers.${key}`;
  return [key, nested, headers];
});

/** Values of an environment that must not appear in any line, the longest first. */
export function secretsOf(env: Env): string[] {
  const values = [
    ...env.hooks.tokens,
    env.hooks.basic?.password,
    env.hooks.ntlm?.password,
    env.pbx?.token,
    env.pbx?.clientSecret,
    env.apiToken,
    env.appSecret,
    env.adminPassword,
  ];
  // A very short one would black out innocent text, and guards nothing.
  const known = values.filter((value): value is string => typeof value === 'string' && value.length >= 6);
  const forms = known.flatMap((value) => [value, encodeURIComponent(value), JSON.stringify(value).slice(1, -1)]);
  return [...new Set(forms)].sort((a, b) => b.length - a.length);
}

export function createLog(
  options: { readonly level: Env['logLevel']; readonly secrets: readonly string[] },
  destination: DestinationStream = pino.destination(1),
): Logger {
  const covered: DestinationStream = {
    write(line) {
      let clean = line;
      for (const secret of options.secrets) clean = clean.replaceAll(secret, '[secret]');
      destination.write(clean);
    },
  };
  return pino({ level: options.level, base: null, redact: { paths, censor: '[secret]' } }, covered);
}
