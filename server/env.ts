// The only file that knows the names of the environment's variables. Decides what each one means, its default, and
// whether the whole is sound; every problem is told at once. It must never print a value: they may be secrets.
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { createSecureContext } from 'node:tls';
import { parseEnv } from 'node:util';
import * as z from 'zod';
import { hookVariables } from '../lib/pbx/aliases.ts';
import { fold } from '../lib/pbx/fold.ts';
import { wireNames } from '../lib/pbx/names.ts';
import { keepAppSecret } from './app-secret.ts';
import { numberPlans } from './http/number-plans.ts';

export const locales = ['pt-PT', 'es-ES', 'en'] as const;
export type Locale = (typeof locales)[number];

export interface PbxEnv {
  /** `https://host/crm2rest/v2/rest.php` */
  readonly url: string;
  readonly auth: 'global' | 'agent' | 'oauth2';
  readonly token: string | null;
  /** The extension that reads with the global token. */
  readonly agent: string | null;
  readonly tokenIn: 'header' | 'param' | 'both';
  readonly clientId: string | null;
  readonly clientSecret: string | null;
  readonly tenant: string | null;
  readonly dialect: 'es' | 'pt';
  /** Canonical name to wire name, or names in order of trial. */
  readonly names: Readonly<Record<string, readonly string[]>>;
}

export interface HookEnv {
  readonly tokens: readonly string[];
  readonly basic: { readonly user: string; readonly password: string } | null;
  readonly ntlm: { readonly domain: string | null; readonly user: string; readonly password: string } | null;
  /** Canonical variable to field path. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface Env {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  /** Paths of PEM files. */
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** Origin people use (`https://wall.example.pt`), null = the request's own host. */
  readonly publicOrigin: string | null;
  /** CIDRs or addresses whose X-Forwarded-* count. */
  readonly trustProxy: readonly string[];
  /** Origins whose pages may show a display in a frame; empty = nobody's. */
  readonly frameAncestors: readonly string[];
  readonly databaseUrl: string;
  /** Absolute path of the embedded database; null with PostgreSQL. */
  readonly databaseFile: string | null;
  /** null only outside production: the board then says that the PBX is down. */
  readonly pbx: PbxEnv | null;
  readonly pbxPollMs: number;
  readonly pbxTimezone: string;
  readonly timezone: string;
  readonly defaultLocale: Locale;
  readonly hooks: HookEnv;
  readonly apiToken: string | null;
  readonly appSecret: string;
  readonly adminUser: string;
  /** null = draw a random one and print it once. */
  readonly adminPassword: string | null;
  /** Country prefixes with their plus, or `*` for no limit. */
  readonly dialAllow: readonly string[] | '*';
  readonly dialFormat: '00' | '+';
  /** For reading national numbers: an ISO code (`PT`) or a prefix (`+351`). */
  readonly pbxCountry: string;
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
}

export type EnvReading =
  | { readonly ok: true; readonly env: Env }
  | { readonly ok: false; readonly problems: readonly string[] };
export type Variables = Readonly<Record<string, string | undefined>>;

const list = (text: string) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
const zone = z.string().refine(isZone, 'is no time zone; write one like Europe/Lisbon');
const json = <T extends z.ZodType>(shape: T, example: string) =>
  z.string().transform((text, context): z.output<T> => {
    const parsed = shape.safeParse(parseJson(text));
    if (parsed.success) return parsed.data;
    context.addIssue({ code: 'custom', message: `must be JSON like ${example}` });
    return z.NEVER;
  });
const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`);
const oneOf = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values, { error: `must be one of: ${values.join(', ')}` });
/** `wallref` is what the captured reference is called in the PBX. */
const knownVariables = new Set([...hookVariables.map(fold), 'wallref']);
const account = z.string().regex(/^[^:]+:.+$/s, 'must be user:password');
const filled = z.string();

const Variables = z.object({
  NODE_ENV: filled.default('development'),
  HOST: filled.default('0.0.0.0'),
  PORT: wholeNumber(0, 65535).default(3000),
  TLS_CERT: filled.optional(),
  TLS_KEY: filled.optional(),
  PUBLIC_URL: filled.refine(isWebAddress, 'must be an address like https://wall.example.pt').optional(),
  TRUST_PROXY: filled
    .transform(list)
    .refine((items) => items.every(isNetwork), 'must be addresses or CIDRs, comma-separated, like 10.0.0.0/8')
    .default([]),
  FRAME_ANCESTORS: filled
    .transform((text) => (text === 'none' ? [] : list(text)))
    .refine(
      (items) => items.every(isFrameAncestor),
      'must be none, or addresses like https://intranet.example.pt, comma-separated',
    )
    .default([]),
  DATABASE_URL: filled
    .refine((url) => /^(file:.|postgres(ql)?:\/\/.)/.test(url), 'must start with file: or postgres://')
    .default('file:./data/wallboard.db'),
  REDIS_URL: filled.optional(),
  PBX_URL: filled
    .refine(isWebAddress, 'must be an address like https://host/crm2rest/v2/rest.php')
    .refine(isBareAddress, 'must be the address alone, without parameters and without a user: PBX_TOKEN is for keys')
    .optional(),
  PBX_AUTH: oneOf(['global', 'agent', 'oauth2']).default('global'),
  PBX_TOKEN: filled.optional(),
  PBX_AGENT: filled.regex(/^\d{2,}$/, 'must be an extension: two digits or more').optional(),
  PBX_TOKEN_IN: oneOf(['header', 'param', 'both']).default('both'),
  PBX_CLIENT_ID: filled.optional(),
  PBX_CLIENT_SECRET: filled.optional(),
  PBX_TENANT: filled.regex(/^\d{3}$/, 'must be three digits').optional(),
  PBX_DIALECT: oneOf(['es', 'pt']).default('es'),
  PBX_NAMES: json(
    z.record(
      z.string().regex(/^(param|action)\.[A-Za-z0-9]+$/),
      z.union([
        z
          .string()
          .min(1)
          .transform((name) => [name]),
        z.array(z.string().min(1)).min(1),
      ]),
    ),
    '{"action.hangup":["colgado","colgar"],"param.timeout":"timeout"}',
  )
    .superRefine((names, context) => {
      const strange = Object.keys(names).filter((name) => !Object.hasOwn(wireNames.es, name));
      if (strange.length > 0) {
        context.addIssue({ code: 'custom', message: `names what is not asked of a PBX: ${strange.join(', ')}` });
      }
    })
    .default({}),
  PBX_POLL_MS: wholeNumber(250, 60_000).default(2000),
  PBX_TIMEZONE: zone.default('Europe/Madrid'),
  PBX_COUNTRY: filled
    .refine(
      (country) => /^([A-Za-z]{2}|\+?\d{1,4})$/.test(country) && numberPlans().callingCode(country) !== null,
      'must be a country like PT or +351',
    )
    .optional(),
  TIMEZONE: zone.default('Europe/Lisbon'),
  DEFAULT_LOCALE: oneOf(locales).default('pt-PT'),
  HOOK_TOKEN: filled
    .transform(list)
    .refine((tokens) => tokens.length > 0, 'holds commas alone')
    .default([]),
  HOOK_BASIC: account.optional(),
  HOOK_NTLM: account.regex(/^([^\\:]+\\)?[^\\:]+:/, 'must be user:password or DOMAIN\\user:password').optional(),
  HOOK_FIELDS: json(z.record(z.string().min(1), z.string().min(1)), '{"ESTADO":"st","EXTENSION":"who.ext"}')
    .refine(
      (fields) => Object.keys(fields).every((name) => knownVariables.has(fold(name))),
      `may name these variables only: ${hookVariables.join(', ')}`,
    )
    .default({}),
  API_TOKEN: filled.optional(),
  APP_SECRET: filled.min(32, 'must have 32 characters or more').optional(),
  ADMIN_USER: filled
    .regex(/^[A-Za-z0-9._-]{1,64}$/, 'may hold letters, digits, dot, dash and underscore')
    .default('admin'),
  ADMIN_PASSWORD: filled.optional(),
  DIAL_ALLOW: filled
    .transform(list)
    .refine(
      (items) => items.length > 0 && items.every((item) => item === '*' || /^\+\d{1,15}$/.test(item)),
      'must be country prefixes like +351,+34, or *',
    )
    .default(['+351', '+34']),
  DIAL_FORMAT: oneOf(['00', '+']).default('00'),
  LOG_LEVEL: oneOf(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** Adds the `.env` of a directory under the given variables: what the shell says wins. */
export function withDotEnv(variables: Variables, directory: string): Variables {
  let text: string;
  try {
    text = readFileSync(resolve(directory, '.env'), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return variables;
    throw error;
  }
  return { ...parseEnv(text), ...variables };
}

/** Reads everything; blank means unset. A relative database file is resolved against `directory`. */
export function readEnv(variables: Variables, directory = process.cwd()): EnvReading {
  const filledIn: Record<string, string> = {};
  for (const [name, value] of Object.entries(variables)) {
    if (value !== undefined && value.trim() !== '') filledIn[name] = value.trim();
  }
  const parsed = Variables.safeParse(filledIn);
  const problems = [
    ...(parsed.success ? [] : parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`)),
    ...contradictions(filledIn),
  ];
  if (!parsed.success || problems.length > 0) return { ok: false, problems: [...new Set(problems)] };
  const v = parsed.data;
  const databaseFile = v.DATABASE_URL.startsWith('file:') ? resolve(directory, v.DATABASE_URL.slice(5)) : null;
  let appSecret = v.APP_SECRET;
  if (!appSecret) {
    try {
      appSecret = keepAppSecret(databaseFile ?? '');
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      return { ok: false, problems: [`APP_SECRET is unset and could not be kept beside the database: ${words}`] };
    }
  }
  return {
    ok: true,
    env: {
      production: v.NODE_ENV === 'production',
      host: v.HOST,
      port: v.PORT,
      tls: v.TLS_CERT && v.TLS_KEY ? { cert: v.TLS_CERT, key: v.TLS_KEY } : null,
      publicOrigin: v.PUBLIC_URL ? new URL(v.PUBLIC_URL).origin : null,
      trustProxy: v.TRUST_PROXY,
      frameAncestors: v.FRAME_ANCESTORS,
      databaseUrl: v.DATABASE_URL,
      databaseFile,
      pbx: v.PBX_URL
        ? {
            url: v.PBX_URL,
            auth: v.PBX_AUTH,
            token: v.PBX_TOKEN ?? null,
            agent: v.PBX_AGENT ?? null,
            tokenIn: v.PBX_TOKEN_IN,
            clientId: v.PBX_CLIENT_ID ?? null,
            clientSecret: v.PBX_CLIENT_SECRET ?? null,
            tenant: v.PBX_TENANT ?? null,
            dialect: v.PBX_DIALECT,
            names: v.PBX_NAMES,
          }
        : null,
      pbxPollMs: v.PBX_POLL_MS,
      pbxTimezone: v.PBX_TIMEZONE,
      timezone: v.TIMEZONE,
      defaultLocale: v.DEFAULT_LOCALE,
      hooks: {
        tokens: v.HOOK_TOKEN,
        basic: v.HOOK_BASIC ? userAndPassword(v.HOOK_BASIC) : null,
        ntlm: v.HOOK_NTLM ? domainAccount(v.HOOK_NTLM) : null,
        fields: v.HOOK_FIELDS,
      },
      apiToken: v.API_TOKEN ?? null,
      appSecret,
      adminUser: v.ADMIN_USER,
      adminPassword: v.ADMIN_PASSWORD ?? null,
      // A star beside prefixes is kept: `*,+351760` lifts the countries and lists one premium range.
      dialAllow: v.DIAL_ALLOW.every((item) => item === '*') ? '*' : v.DIAL_ALLOW,
      dialFormat: v.DIAL_FORMAT,
      pbxCountry: v.PBX_COUNTRY ?? (v.DIAL_ALLOW.find((item) => item !== '*') || '+351'),
      logLevel: v.LOG_LEVEL,
    },
  };
}

/** What no single variable can tell: pairs that need each other, and what is not possible at all. */
function contradictions(v: Readonly<Record<string, string>>): string[] {
  const problems: string[] = [];
  if (v.REDIS_URL) problems.push('REDIS_URL is reserved for several nodes, which this version does not run; unset it');
  if (v.NODE_ENV === 'production' && !v.PBX_URL) {
    problems.push('PBX_URL is unset: production needs the address of the PBX, https://host/crm2rest/v2/rest.php');
  }
  if (!v.TLS_CERT !== !v.TLS_KEY) problems.push('TLS_CERT and TLS_KEY go together: set both or neither');
  const files = [v.TLS_CERT, v.TLS_KEY].map((file) => (file === undefined ? undefined : readable(file)));
  for (const [index, name] of ['TLS_CERT', 'TLS_KEY'].entries()) {
    if (files[index] === null) problems.push(`${name} names a file that cannot be read`);
  }
  const [cert, key] = files;
  if (cert && key && !isPair(cert, key)) problems.push('TLS_CERT and TLS_KEY are no certificate and its key, as PEM');
  if (v.PBX_URL) {
    const auth = v.PBX_AUTH ?? 'global';
    const needed: Record<string, readonly string[]> = {
      global: ['PBX_TOKEN', 'PBX_AGENT'],
      agent: ['PBX_TOKEN'],
      oauth2: ['PBX_CLIENT_ID', 'PBX_CLIENT_SECRET', 'PBX_TENANT'],
    };
    for (const name of needed[auth] ?? []) {
      if (!v[name]) problems.push(`${name} is unset: PBX_AUTH=${auth} needs it`);
    }
  }
  if (/^postgres(ql)?:/.test(v.DATABASE_URL ?? '') && !v.APP_SECRET) {
    problems.push('APP_SECRET is unset: with PostgreSQL there is no file beside which it could be kept');
  }
  return problems;
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false; // RangeError is how Intl says no.
  }
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}

/** Nothing but a place: `fetch` refuses an address that carries a user. */
function isBareAddress(text: string): boolean {
  if (!URL.canParse(text)) return true; // Told already.
  const { username, password } = new URL(text);
  return username === '' && password === '' && !/[?#]/.test(text);
}

/** An origin and no more: what else a policy understands (`*`, `;`, a scheme alone) would open or break it. */
const isFrameAncestor = (text: string) =>
  /^https?:\/\/[a-z0-9.-]+(:\d{1,5})?$/.test(text) && URL.canParse(text) && new URL(text).origin === text;

function isNetwork(text: string): boolean {
  if (text === 'loopback') return true;
  const [address = '', bits, ...more] = text.split('/');
  const longest = { 0: 0, 4: 32, 6: 128 }[isIP(address)] ?? 0;
  if (longest === 0 || address.includes('%') || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= longest);
}

/** null when the file is absent, a directory, forbidden or empty. */
function readable(file: string): Buffer | null {
  try {
    const bytes = readFileSync(file);
    return bytes.length > 0 ? bytes : null;
  } catch {
    return null; // All of these cannot be read, and that is what is told.
  }
}

function isPair(cert: Buffer, key: Buffer): boolean {
  try {
    createSecureContext({ cert, key });
    return true;
  } catch {
    return false; // OpenSSL's own words would not name the variable.
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // Fails the schema, which then says what was expected.
  }
}

function userAndPassword(text: string): { user: string; password: string } {
  const colon = text.indexOf(':');
  return { user: text.slice(0, colon), password: text.slice(colon + 1) };
}

function domainAccount(text: string): { domain: string | null; user: string; password: string } {
  const { user, password } = userAndPassword(text);
  const slash = user.indexOf('\\');
  return slash < 0
    ? { domain: null, user, password }
    : { domain: user.slice(0, slash), user: user.slice(slash + 1), password };
}
