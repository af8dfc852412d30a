// What goes wrong by command: webhooks on their way, answers of the endpoint, keys.
import * as z from 'zod';
import { noHookFaults } from '../hooks/hook-faults.ts';
import { actionNames } from '../plane/names.ts';
import { noPageFaults } from '../plane/page-faults.ts';
import type { Command } from './command.ts';

const Probability = z.number().min(0).max(1);
const HookFaults = z.strictObject({
  lost: Probability.default(0),
  doubled: Probability.default(0),
  late: Probability.default(0),
  reordered: Probability.default(0),
  lateSeconds: z.number().positive().max(3_600).default(10),
});
const Kind = z.enum(['500', '401', 'hang', 'slow', 'empty', 'html', 'truncated', 'reset']);
const RestFault = z.strictObject({
  action: z.enum([...actionNames, 'token', 'all']).default('all'),
  kind: Kind,
  ms: z.number().positive().max(600_000).default(2_000),
  times: z.number().int().positive().nullable().default(null),
  carriedOut: z.boolean().default(false),
});
const PageFaults = z.strictObject({
  empty: Probability.default(0),
  doubled: Probability.default(0),
  shuffled: Probability.default(0),
  wrongTotal: Probability.default(0),
});
const Clear = z.strictObject({ what: z.enum(['hooks', 'rest', 'all']).default('all') });
const Revoke = z.strictObject({ what: z.enum(['access', 'refresh']) });

const faultHooks: Command = ({ outbox }, input) => {
  const { lateSeconds, ...faults } = HookFaults.parse(input);
  outbox.hookFaults = { ...faults, lateMs: lateSeconds * 1000 };
  return { faults: outbox.hookFaults };
};

const faultRest: Command = ({ restFaults }, input) => {
  const { action, kind, ms, times, carriedOut } = RestFault.parse(input);
  restFaults.set(action, { fault: kind === 'slow' ? { kind, ms } : { kind }, left: times, carriedOut });
  return { faults: Object.fromEntries(restFaults) };
};

const faultPages: Command = ({ settings }, input) => {
  settings.pageFaults = PageFaults.parse(input);
  return { faults: settings.pageFaults };
};

const clear: Command = ({ outbox, restFaults, settings }, input) => {
  const { what } = Clear.parse(input);
  if (what !== 'rest') outbox.hookFaults = noHookFaults;
  if (what !== 'hooks') {
    restFaults.clear();
    settings.pageFaults = noPageFaults;
  }
  return {};
};

const revoke: Command = ({ keys }, input) => {
  keys.revoke(Revoke.parse(input).what);
  return {};
};

export const faultCommands = {
  'faults/hooks': faultHooks,
  'faults/rest': faultRest,
  'faults/pages': faultPages,
  'faults/clear': clear,
  revoke,
};
