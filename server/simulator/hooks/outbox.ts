// Every event on its way out: in order per call, many calls at once but never more than the lines there are. What an
// answer holds for capturing is resent with the later events of that call. Keeps a bounded log of what went.
import type { SimClock } from '../base/clock.ts';
import type { CallEvent } from '../world/types.ts';
import { type FaultDrawer, type HookFaults, noHookFaults } from './hook-faults.ts';
import { closeLine, type HookAuth, type HookRequest, type Line, openLine, sendHook } from './send-hook.ts';
import { captured, fillTemplate, toForm, toJson } from './template.ts';
import { type RingEndForm, variablesOf } from './variables.ts';
import type { HookConfig } from './vocabulary.ts';

export interface Delivery {
  readonly sequence: number;
  readonly callKey: number;
  readonly extension: string;
  readonly method: string;
  readonly url: string;
  readonly contentType: string | null;
  readonly body: string;
  /** By the simulator's clock. */
  readonly at: number;
  /** The receiver's HTTP status; null: no answer. */
  readonly status: number | null;
}
export interface OutboxOptions {
  readonly clock: SimClock;
  readonly zone: string;
  readonly faults: FaultDrawer;
  readonly lines?: number;
  readonly timeoutMs?: number;
  readonly configsOf: (extension: string) => readonly HookConfig[];
  readonly tokenOf: (extension: string) => string;
}
export interface Outbox {
  auth: HookAuth;
  ringEnd: RingEndForm;
  hookFaults: HookFaults;
  push(event: CallEvent): void;
  /** The last ones that went, oldest first. */
  readonly log: Delivery[];
  lastStatus: number | null;
  readonly counts: { sent: number; failed: number; lost: number };
  /** Resolves when nothing is under way; what a fault holds back for later does not count. */
  settled(): Promise<void>;
  close(): Promise<void>;
}
interface Job {
  readonly event: CallEvent;
  readonly config: HookConfig;
}

const rememberedDeliveries = 5_000;
const rememberedCaptures = 20_000;

export function createOutbox(options: OutboxOptions): Outbox {
  const idle: Line[] = Array.from({ length: options.lines ?? 32 }, openLine);
  const all = [...idle];
  const waiting = new Map<number, Job[]>();
  const busy = new Set<number>();
  const ready: number[] = [];
  const held = new Map<number, Job[]>();
  const captures = new Map<number, Map<string, string>>();
  const resolvers: (() => void)[] = [];
  let closed = false;

  const enqueue = (job: Job) => {
    const key = job.event.callKey;
    const line = waiting.get(key);
    if (line) line.push(job);
    else waiting.set(key, [job]);
    if (!line && !busy.has(key)) ready.push(key);
    pump();
  };
  const pump = () => {
    while (!closed && ready.length > 0) {
      const line = idle.pop();
      if (!line) return;
      const key = ready.shift();
      const jobs = key === undefined ? undefined : waiting.get(key);
      const job = jobs?.shift();
      if (key === undefined || !jobs || !job) {
        idle.push(line);
        continue;
      }
      busy.add(key);
      void deliver(line, job).finally(() => {
        busy.delete(key);
        if (jobs.length > 0) ready.push(key);
        else waiting.delete(key);
        idle.push(line);
        pump();
        if (waiting.size === 0) for (const resolve of resolvers.splice(0)) resolve();
      });
    }
  };
  const deliver = async (line: Line, { event, config }: Job) => {
    const hook = requestOf(config, event, captures.get(event.callKey), options.zone, outbox.ringEnd);
    const auth = authFor(outbox.auth, () => options.tokenOf(event.extension));
    const context = { now: options.clock.now(), timeoutMs: options.timeoutMs ?? 5_000 };
    const answer = await sendHook(line, hook, auth, context).catch(() => null); // No answer is logged as such.
    outbox.counts.sent++;
    outbox.lastStatus = answer?.status ?? null;
    if (!answer || answer.status < 200 || answer.status > 201) outbox.counts.failed++;
    else capture(event.callKey, config, answer.body);
    const { url, method, contentType, body } = hook;
    const status = answer?.status ?? null;
    const { sequence, callKey, extension } = event;
    outbox.log.push({ sequence, callKey, extension, method, url, contentType, body, at: context.now, status });
    if (outbox.log.length > rememberedDeliveries) outbox.log.splice(0, rememberedDeliveries / 4);
  };
  const capture = (key: number, config: HookConfig, text: string) => {
    if (config.capture.length === 0) return;
    const answer = parsed(text);
    const known = captures.get(key) ?? new Map<string, string>();
    for (const { name, path } of config.capture) {
      const value = captured(answer, path);
      if (value !== null) known.set(name, value);
    }
    captures.set(key, known);
    if (captures.size > rememberedCaptures) {
      const oldest = captures.keys().next().value;
      if (oldest !== undefined) captures.delete(oldest);
    }
  };

  const outbox: Outbox = {
    auth: { kind: 'none' },
    ringEnd: 'final',
    hookFaults: noHookFaults,
    log: [],
    lastStatus: null,
    counts: { sent: 0, failed: 0, lost: 0 },
    push(event) {
      if (closed) return;
      const config = options
        .configsOf(event.extension)
        .find((one) => one.state === event.state && one.direction === event.direction);
      if (!config) return;
      const job = { event, config };
      const fate = options.faults.draw(outbox.hookFaults);
      const overtaken = held.get(event.callKey) ?? [];
      held.delete(event.callKey);
      if (fate.copies === 0) outbox.counts.lost++;
      const release = (copy: Job) => {
        if (fate.delayMs > 0) options.clock.after(fate.delayMs, () => enqueue(copy));
        else enqueue(copy);
      };
      if (fate.overtaken && overtaken.length === 0 && fate.copies > 0) {
        held.set(event.callKey, [job]);
        // The last event of a call has no successor: it goes by itself after a while.
        options.clock.after(2_000, () => {
          if (held.get(event.callKey)?.[0] !== job) return;
          held.delete(event.callKey);
          enqueue(job);
        });
        return;
      }
      for (let copy = 0; copy < fate.copies; copy++) release(job);
      for (const one of overtaken) enqueue(one);
    },
    settled: () => (waiting.size === 0 ? Promise.resolve() : new Promise((resolve) => resolvers.push(resolve))),
    async close() {
      closed = true;
      waiting.clear();
      ready.length = 0;
      for (const line of all) closeLine(line);
      for (const resolve of resolvers.splice(0)) resolve();
      await Promise.resolve();
    },
  };
  return outbox;
}

function requestOf(
  config: HookConfig,
  event: CallEvent,
  resent: ReadonlyMap<string, string> | undefined,
  zone: string,
  ringEnd: RingEndForm,
): HookRequest {
  const fields = fillTemplate(config.fields, variablesOf(event, zone, ringEnd));
  for (const [name, value] of resent ?? []) {
    if (!fields.some((field) => field.name === name)) fields.push({ name, value, number: false });
  }
  const { method, headers } = config;
  if (config.format === 'query' || method === 'GET') {
    const url = new URL(config.url);
    for (const { name, value } of fields) url.searchParams.append(name, value);
    return { url: url.toString(), method, contentType: null, body: '', headers };
  }
  const json = config.format === 'json';
  const contentType = json ? 'application/json' : 'application/x-www-form-urlencoded';
  return { url: config.url, method, contentType, body: json ? toJson(fields) : toForm(fields), headers };
}

function authFor(auth: HookAuth, ownToken: () => string): HookAuth {
  return auth.kind === 'token' && auth.own === true ? { kind: 'token', token: ownToken() } : auth;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // Nothing to capture in what is no JSON.
  }
}
