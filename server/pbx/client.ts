// The client of the PBX: one method per action, reads that may be repeated and orders that never are. It alone holds
// the token and the breaker; what leaves here is a value, a PbxReadError or a PbxOrder, none with a URL or a token.
import {
  CircuitState,
  ConsecutiveBreaker,
  ConstantBackoff,
  circuitBreaker,
  handleWhen,
  isBrokenCircuitError,
  retry,
  wrap,
} from 'cockatiel';
import type { Logger } from 'pino';
import { type ActionName, createNames, type Dialect, type Names, type ParamName } from '../../lib/pbx/names.ts';
import { readAgents } from '../../lib/pbx/rest/agents.ts';
import type { Reading } from '../../lib/pbx/rest/answer.ts';
import { readCallInfo } from '../../lib/pbx/rest/call-info.ts';
import { readCampaigns } from '../../lib/pbx/rest/campaigns.ts';
import { readQueues } from '../../lib/pbx/rest/queues.ts';
import { readRecords } from '../../lib/pbx/rest/records.ts';
import type { PbxWhy } from '../../lib/protocol/board.ts';
import type { Clock } from '../clock.ts';
import { campaignForm } from './campaign-form.ts';
import { type CredentialOptions, createCredentials } from './credentials.ts';
import { createExchange, type Exchanged } from './exchange.ts';
import { PbxFailure } from './failure.ts';
import { type OrderResult, orderResult, unansweredOrder } from './order-result.ts';
import { type CdrQuery, type Pbx, type PbxOrder, PbxReadError, type Timed } from './pbx.ts';
import { pbxDate } from './pbx-date.ts';
import { createSkew } from './skew.ts';

export interface PbxClientOptions {
  readonly url: string;
  readonly auth: 'global' | 'agent' | 'oauth2';
  readonly token: string | null;
  /** The extension that reads; orders name their own. */
  readonly agent: string | null;
  readonly tokenIn: 'header' | 'param' | 'both';
  readonly clientId: string | null;
  readonly clientSecret: string | null;
  readonly tenant: string | null;
  /** An agent's own tokens, instead of a client's secret. */
  readonly held?: NonNullable<CredentialOptions['held']>;
  readonly dialect: Dialect;
  readonly names: Readonly<Record<string, string | readonly string[]>>;
  /** IANA zone of the PBX's local times. */
  readonly timezone: string;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'info' | 'warn'>;
  /** ms; 5,000 and 10,000 unless told. */
  readonly timeoutMs?: { readonly read?: number; readonly write?: number };
}
type Parameters = Partial<Record<ParamName, string | undefined>>;

const illReadsUntilBreak = 5;
const breakMs = 5000;

export function createPbxClient(options: PbxClientOptions): Pbx {
  const { clock, log } = options;
  const names: Names = createNames(options.dialect, options.names);
  if (names.unknown.length > 0) log.warn({ names: names.unknown }, 'PBX_NAMES holds names that mean nothing here');
  const readMs = options.timeoutMs?.read ?? 5000;
  const writeMs = options.timeoutMs?.write ?? 10_000;
  const exchange = createExchange({ url: options.url, clock });
  const credentials = createCredentials(
    options.held ? { ...options, clientSecret: null, token: null } : options,
    clock,
    (parameters, headers) =>
      exchange
        .send({ method: 'POST', parameters: new URLSearchParams(parameters), headers, timeoutMs: readMs })
        // Whatever became of the token, the request it was for did not leave.
        .catch((error: unknown) => Promise.reject(beforeSending(error))),
  );
  const skew = createSkew();
  let latencyMs: number | null = null;
  let lastIllness: PbxWhy = 'unreachable';
  const settledNames = new Map<ActionName, string>();

  const isIll = (error: unknown) => error instanceof PbxFailure && error.ill;
  const breaker = circuitBreaker(handleWhen(isIll), {
    halfOpenAfter: breakMs,
    breaker: new ConsecutiveBreaker(illReadsUntilBreak),
  });
  // A hanging PBX is not asked twice at once: the next poll comes by itself.
  const again = retry(
    handleWhen((error) => isIll(error) && error instanceof PbxFailure && error.why !== 'timeout'),
    {
      maxAttempts: 1,
      backoff: new ConstantBackoff(100),
    },
  );
  const policy = wrap(again, breaker);
  breaker.onBreak(() => log.warn({ host: exchange.host, why: lastIllness }, 'the PBX is ill: questions are held back'));
  breaker.onReset(() => log.info({ host: exchange.host }, 'the PBX answers again'));

  async function ask(method: 'GET' | 'POST', action: string, parameters: Parameters): Promise<Exchanged> {
    const first = await credentials.current();
    const answer = await askWith(first, method, action, parameters);
    if (answer.status !== 401) return answer;
    // A 401 came before the act, so this one repetition holds for orders too.
    const fresh = await credentials.renewed(first);
    return fresh === null ? answer : askWith(fresh, method, action, parameters);
  }

  async function askWith(authorization: string, method: 'GET' | 'POST', action: string, parameters: Parameters) {
    const query = new URLSearchParams();
    const put = (name: ParamName, value: string) => {
      for (const wireName of names.param(name)) query.append(wireName, value);
    };
    put('action', action);
    for (const [name, value] of entriesOf({ agent: options.agent ?? undefined, ...parameters })) put(name, value);
    // As a parameter the token was only ever seen bare.
    if (options.tokenIn !== 'header') put('authorization', authorization.replace(/^Bearer /, ''));
    const headers = options.tokenIn === 'param' ? {} : { authorization };
    const timeoutMs = method === 'GET' ? readMs : writeMs;
    const answer = await exchange.send({ method, parameters: query, headers, timeoutMs });
    if (answer.date !== null) skew.add(answer.date, answer.askedAt, answer.headAt);
    // A PBX that says the key back is read without it, in whatever field it stood.
    return { ...answer, text: credentials.scrub(answer.text) };
  }

  async function readOnce<T>(action: ActionName, parameters: Parameters, read: (text: string) => Reading<T>) {
    const settled = settledNames.get(action);
    let failure = new PbxFailure('unknown_action', { ill: false, sent: true });
    for (const name of settled === undefined ? names.action(action) : [settled]) {
      const answer = await ask('GET', name, parameters);
      checkStatus(answer.status);
      const reading = read(answer.text);
      if (reading.ok) {
        settledNames.set(action, name);
        latencyMs = answer.at - answer.askedAt;
        return { value: reading.value, askedAt: answer.askedAt, at: answer.at };
      }
      failure = new PbxFailure(reading.why, { ill: reading.ill, sent: true });
      // An empty object is how some releases say that they do not know the action.
      if (reading.why === 'unknown_action') settledNames.delete(action);
      else if (reading.why !== 'empty' || reading.ill) break;
    }
    throw failure;
  }

  async function read<T>(action: ActionName, parameters: Parameters, reader: (text: string) => Reading<T>) {
    try {
      return await policy.execute(async (): Promise<Timed<T>> => {
        try {
          return await readOnce(action, parameters, reader);
        } catch (error) {
          if (error instanceof PbxFailure && error.ill) lastIllness = error.why;
          throw error;
        }
      });
    } catch (error) {
      if (error instanceof PbxFailure) {
        throw new PbxReadError(error.why, `${action} at ${exchange.host}: ${error.message}`);
      }
      if (isBrokenCircuitError(error)) {
        throw new PbxReadError(lastIllness, `${action} at ${exchange.host}: not asked, the PBX was ill just now`);
      }
      throw error;
    }
  }

  const agentsStatus = () => read('agentsStatus', {}, readAgents);

  /** Nobody may be polling: once the pause is over, one harmless question finds out whether orders may go again. */
  async function isBroken(): Promise<boolean> {
    const closed = () => breaker.state === CircuitState.Closed;
    if (closed()) return false;
    await agentsStatus().catch(() => undefined); // The breaker keeps what became of it.
    return !closed();
  }

  async function order(action: ActionName, parameters: Parameters): Promise<PbxOrder> {
    if (await isBroken()) return { outcome: 'not_sent', why: 'breaker_open' };
    const [first, ...others] = names.action(action);
    // Cutting a call under a second name cannot dial anybody; every other order goes out under one name.
    const tried = action === 'hangup' ? [settledNames.get(action) ?? first, ...others] : [first];
    let outcome: PbxOrder = { outcome: 'unknown', why: 'unreadable' };
    for (const name of new Set(tried)) {
      const result = await orderOnce(name, parameters);
      outcome = result.outcome;
      if (!result.unknownAction) {
        if (outcome.outcome === 'accepted') settledNames.set(action, name);
        break;
      }
    }
    log.info({ action, host: exchange.host, ...outcome }, 'order to the PBX');
    return outcome;
  }

  async function orderOnce(name: string, parameters: Parameters): Promise<OrderResult> {
    let answer: Exchanged;
    try {
      answer = await ask('POST', name, parameters);
    } catch (error) {
      if (!(error instanceof PbxFailure)) throw error;
      return unansweredOrder(error);
    }
    return orderResult(answer);
  }

  const cdrParameters = (query: CdrQuery): Parameters => {
    const from = pbxDate(query.from, options.timezone);
    const to = pbxDate(query.to, options.timezone);
    return {
      page: String(query.page),
      records: String(query.records),
      fromDate: from.date,
      fromTime: from.time,
      toDate: to.date,
      toTime: to.time,
    };
  };
  const insertion = (campaign: string, numbers: readonly string[]): Parameters => ({
    campaign,
    records: String(numbers.length),
    numbers: numbers.join(','),
  });

  return {
    agentsStatus,
    queueAgentsStatus: () => read('queueAgentsStatus', {}, readQueues),
    callInfo: (id) => read('callInfo', { id }, readCallInfo),
    cdrPage: (query) => read('cdrPage', cdrParameters(query), readRecords),
    cdrQueuePage: (query) => read('cdrQueuePage', cdrParameters(query), readRecords),
    cdrOne: (id) => read('cdrOne', { cdrId: id }, readRecords),
    campaigns: () => read('campaigns', {}, readCampaigns),
    call: ({ agent, number, ddi, timeoutSeconds }) =>
      order('call', { agent, number, ddi, timeout: timeoutSeconds === undefined ? undefined : String(timeoutSeconds) }),
    transit: ({ agent, number, number2 }) => order('transit', { agent, number, number2 }),
    transitAgent: ({ number, originExtension, agent }) => order('transitAgent', { agent, number, originExtension }),
    hangUp: ({ extension }) => order('hangup', { agent: extension, hangupAgent: extension }),
    campaignInsert: ({ campaign, numbers }) => order('campaignInsert', insertion(campaign, numbers)),
    campaignAppend: ({ campaign, numbers }) => order('campaignAppend', insertion(campaign, numbers)),
    campaignInsertForm: ({ campaign, rows }) => order('campaignInsert', { campaign, form: campaignForm(rows) }),
    skewMs: () => skew.value(),
    latencyMs: () => latencyMs,
    close: () => exchange.close(),
  };
}

function entriesOf(parameters: Parameters): [ParamName, string][] {
  const entries: [ParamName, string][] = [];
  let name: ParamName;
  for (name in parameters) {
    const value = parameters[name];
    if (value !== undefined) entries.push([name, value]);
  }
  return entries;
}

function checkStatus(status: number): void {
  if (status >= 200 && status <= 299) return;
  if (status === 401 || status === 403) throw new PbxFailure('unauthorized', { ill: false, sent: true });
  throw new PbxFailure('server_error', { ill: true, sent: true, detail: `HTTP ${status}` });
}

function beforeSending(error: unknown): unknown {
  if (!(error instanceof PbxFailure)) return error;
  return new PbxFailure(error.why, { ill: error.ill, sent: false, detail: 'token' });
}
