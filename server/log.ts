// Structured logs, one JSON object a line. Decides what must never be written: fields named like a secret, and the
// secrets we know wherever they turn up in a text, for instance in somebody else's error message.
import { type DestinationStream, type Logger, pino } from 'pino';
import type { Env } from './env.ts';
import { createScrub } from './scrub.ts';

export type { Logger } from 'pino';

const secretNames = ['authorization', 'Authorization', 'cookie', 'password', 'secret', 'token', 'set-cookie'];
const paths = secretNames.flatMap((name) => {
  const key = /^\w+$/.test(name) ? name : `["${name}"]`;
  const nested = key.startsWith('[') ? `*${key}` : `*.${key}`;
  const headers = key.startsWith('[') ? `req.headers${key}` : `req.headers.${key}`;
  return [key, nested, headers];
});

/** Values of an environment that must not appear in any line. */
export function secretsOf(env: Env): string[] {
  const { basic, ntlm } = env.hooks;
  const values = [
    ...env.hooks.tokens,
    basic?.password,
    basic && `${basic.user}:${basic.password}`,
    ntlm?.password,
    env.pbx?.token,
    env.pbx?.clientSecret,
    env.pbx?.clientSecret && `${env.pbx.clientId}:${env.pbx.clientSecret}`,
    env.apiToken,
    env.appSecret,
    env.adminPassword,
  ];
  return values.filter((value): value is string => typeof value === 'string' && value !== '');
}

/** Secrets nobody could list beforehand, known by what they look like: credentials of a header, our tokens and cookies. */
const shapes: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic|NTLM) +[A-Za-z0-9+/=._~-]{8,}/gi, '$1 [secret]'],
  [/\bwallboard_[A-Za-z0-9_-]{43}/g, '[secret]'],
  [/(wallboard(?:-screen)?=)[A-Za-z0-9_-]{43}/g, '$1[secret]'],
];

export function createLog(
  options: { readonly level: Env['logLevel']; readonly secrets: readonly string[] },
  destination: DestinationStream = pino.destination(1),
): Logger {
  const scrub = createScrub(options.secrets);
  const covered: DestinationStream = {
    write(line) {
      destination.write(shapes.reduce((clean, [shape, instead]) => clean.replace(shape, instead), scrub(line)));
    },
  };
  return pino({ level: options.level, base: null, redact: { paths, censor: '[secret]' } }, covered);
}
