// What goes into and comes out of the HTTP endpoints. Decides shapes and bounds only; inputs refuse unknown fields,
// so that a misspelt option is an error and not a silence.
import * as z from 'zod/mini';
import { numberKinds, numberReasons } from '../dialling/number.ts';
import { DialSettings } from '../dialling/settings.ts';
import { Board, Call, Source } from './board.ts';
import { roles } from './roles.ts';

/** One line. */
const text = (longest: number) =>
  z.string().check(z.trim(), z.minLength(1), z.maxLength(longest), z.regex(/^\P{Cc}*$/u));
const at = z.number();

/** Two to six digits; also a queue's number. Not longer: an outside number must never pass for an extension. */
export const Extension = z.string().check(z.regex(/^[0-9]{2,6}$/));
/** Ours or the PBX's: `1630045541.2270734`, `1630045541`, `1630045541~2`. */
export const CallId = z.string().check(z.regex(/^[0-9A-Za-z._~-]{1,80}$/));
export const Sequence = z.string().check(z.regex(/^[0-9]{1,15}$/));
/** Judged by the number rules, not by this shape. */
const PhoneNumber = z.string().check(z.maxLength(200));
const Ddi = z.string().check(z.regex(/^\+?[0-9]{3,15}$/));

export const Nothing = z.optional(z.nullable(z.strictObject({})));
export const Anything = z.unknown();
export const Done = z.object({ ok: z.literal(true) });

export const SignIn = z.union([
  z.strictObject({
    username: z.string().check(z.maxLength(200)),
    password: z.string().check(z.maxLength(200)),
    /** One-time or recovery code, where `totp_required` was answered. */
    code: z.optional(z.string().check(z.maxLength(20))),
  }),
  z.strictObject({
    extension: Extension,
    password: z.string().check(z.minLength(1), z.maxLength(200)),
    /** Three digits; left out: the house's own. */
    tenant: z.optional(z.string().check(z.regex(/^[0-9]{3}$/))),
  }),
]);
export const ChangePassword = z.strictObject({
  current: z.string().check(z.maxLength(200)),
  /** 10 to 200 characters. */
  next: z.string().check(z.minLength(10), z.maxLength(200)),
});
export const WhoAmI = z.object({
  user: z.object({
    name: z.string(),
    role: z.enum(roles),
    extension: z.optional(z.string()),
    /** true: change the password first, nothing else is allowed. */
    mustChangePassword: z.boolean(),
  }),
});

export const BoardAnswer = z.extend(Board, { epoch: z.string(), version: z.number(), now: at });

export const CallInput = z.strictObject({
  agent: Extension,
  number: PhoneNumber,
  /** Caller id to present; must be allowed on the extension. Blank: the PBX chooses. */
  ddi: z.optional(z.union([Ddi, z.literal('')])),
  /** Seconds after which the PBX is asked to drop an unanswered call. */
  timeoutSeconds: z.optional(z.int().check(z.minimum(5), z.maximum(600))),
});
export const TransitInput = z.strictObject({ agent: Extension, number: PhoneNumber, number2: z.optional(PhoneNumber) });
export const TransitAgentInput = z.strictObject({ originExtension: Extension, number: PhoneNumber, agent: Extension });
export const actionKinds = ['call', 'transit', 'transit-agent', 'hang-up'] as const;
export const Accepted = z.object({
  action: z.object({
    id: z.string(),
    kind: z.enum(actionKinds),
    /** The PBX took it. What came of it is told by the board. */
    state: z.literal('accepted'),
    /** When the order was given, Unix ms: events of its call are later. */
    at,
    /** The extension that acts. */
    extension: z.string(),
    /** As dialled; null for a hang-up. */
    number: z.nullable(z.string()),
  }),
});

export const CallEvent = z.object({
  at,
  method: z.string(),
  contentType: z.nullable(z.string()),
  query: z.string(),
  body: z.string(),
});
export const CallAnswer = z.object({
  /** null: our log knows no such call, only the PBX does. */
  call: z.nullable(Call),
  /** The webhooks as they came, oldest first. */
  events: z.array(CallEvent),
  pbx: z.nullable(z.record(z.string(), z.unknown())),
});

export const NumberInput = z.strictObject({ number: PhoneNumber });
export const NumberAnswer = z.object({
  allowed: z.boolean(),
  /** null when allowed. */
  code: z.nullable(z.enum(['invalid_number', 'number_not_allowed'])),
  reason: z.nullable(z.enum(numberReasons)),
  kind: z.nullable(z.enum(numberKinds)),
  e164: z.nullable(z.string()),
  /** As the PBX gets it. */
  wire: z.nullable(z.string()),
  national: z.nullable(z.string()),
  international: z.nullable(z.string()),
  /** ISO code. */
  country: z.nullable(z.string()),
});

const time = z.string().check(z.regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$/));
const span = z.tuple([time, time]).check(z.refine(([from, to]) => from < to, 'must end after it begins'));
/** Spans of opening by weekday; a day that is not there is closed. */
export const Hours = z.record(
  z.string().check(z.regex(/^(mon|tue|wed|thu|fri|sat|sun)$/)),
  z.array(span).check(z.maxLength(6)),
);
const kind = z.enum(['agent', 'service']);
const seconds = z.int().check(z.minimum(0), z.maximum(3600));

export const AgentSettings = z.object({ name: z.nullable(z.string()), team: z.nullable(z.string()), kind });
export const AgentSettingsPatch = z.strictObject({
  name: z.optional(z.nullable(text(80))),
  team: z.optional(z.nullable(text(80))),
  kind: z.optional(kind),
});
export const AgentSettingsList = z.object({ agents: z.record(z.string(), AgentSettings) });
export const QueueSettings = z.object({
  name: z.nullable(z.string()),
  targetSeconds: z.number(),
  shortAbandonSeconds: z.number(),
  ddis: z.array(z.string()),
  hours: z.nullable(z.record(z.string(), z.array(z.tuple([z.string(), z.string()])))),
});
export const QueueSettingsPatch = z.strictObject({
  name: z.optional(z.nullable(text(80))),
  targetSeconds: z.optional(seconds),
  shortAbandonSeconds: z.optional(seconds),
  ddis: z.optional(z.array(Ddi).check(z.maxLength(200))),
  hours: z.optional(z.nullable(Hours)),
});
export const QueueSettingsList = z.object({ queues: z.record(z.string(), QueueSettings) });
/** Who last stopped calls or let them go. `at`: Unix ms; `by`: the name of the account or token. */
export const StopChange = z.object({ at, by: z.string() });
export type StopChange = z.output<typeof StopChange>;
/** `stopChange`: null = nobody ever stopped them. */
export const Dialling = z.extend(DialSettings, { stopChange: z.nullable(StopChange) });
export const DiallingPatch = z.partial(DialSettings);
export const Imported = z.object({ rows: z.number() });

export const DeadLetter = z.object({
  sequence: z.number(),
  at,
  reason: z.string(),
  detail: z.string(),
  /** What came, for whoever mends the mapping. */
  method: z.string(),
  contentType: z.nullable(z.string()),
  body: z.string(),
});
/** `count`: all that wait; `letters`: the newest 50. */
export const DeadLetters = z.object({ count: z.number(), letters: z.array(DeadLetter) });
export const Replayed = z.object({
  understood: z.boolean(),
  reason: z.nullable(z.string()),
  detail: z.nullable(z.string()),
});
/** `after`: go on behind this number; left out = from the first. */
export const ReplayAll = z.optional(z.nullable(z.strictObject({ after: z.optional(z.int().check(z.nonnegative())) })));
/** Of the letters tried now. `next`: `after` for the rest; null = there are no more. */
export const ReplayedAll = z.object({ tried: z.number(), understood: z.number(), next: z.nullable(z.number()) });
export const Connection = z.object({
  source: Source,
  pbx: z.nullable(
    z.object({
      host: z.string(),
      auth: z.enum(['global', 'agent', 'oauth2']),
      dialect: z.enum(['es', 'pt']),
      pollMs: z.number(),
      latencyMs: z.nullable(z.number()),
      /** PBX clock minus ours, ms. */
      skewMs: z.nullable(z.number()),
    }),
  ),
  hooks: z.object({ token: z.boolean(), basic: z.boolean(), ntlm: z.boolean() }),
  dialling: z.object({ allow: z.array(z.string()), format: z.enum(['00', '+']), country: z.string() }),
  deadLetters: DeadLetters,
});
