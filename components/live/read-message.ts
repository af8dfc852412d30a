// What came over the socket: is it the shape we know? Light by design, as it runs for every delta: envelopes and ops
// are checked whole, of a record its id and the fields a panel cannot do without. null = do not trust it, ask again.
import type { Agent, AgentState, Call, Kind, Queue, Source, TypedOp } from '../../lib/protocol/board.ts';
import type { Delta, Snapshot } from '../../lib/protocol/realtime.ts';

/** A delta whose ops are known to fit their kinds. */
export interface TrustedDelta extends Omit<Delta, 'ops'> {
  readonly ops: readonly TypedOp[];
}

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// Spelled out here, checked against the protocol by type alone: the schemas' library need not reach the wall.
const kinds: Readonly<Record<Kind, true>> = { agents: true, queues: true, calls: true };
const agentStates: Readonly<Record<AgentState, true>> = {
  free: true,
  ringing: true,
  talking: true,
  busy: true,
  disconnected: true,
  unknown: true,
};
const callStates: Readonly<Record<Call['state'], true>> = { ringing: true, waiting: true, talking: true, ended: true };
const pbxStates: Readonly<Record<Source['pbx'], true>> = { live: true, stale: true, down: true };
const hooksStates: Readonly<Record<Source['hooks'], true>> = { live: true, silent: true, off: true };
const oneOf = (words: object) => (value: unknown) => typeof value === 'string' && Object.hasOwn(words, value);
const isKind = (value: unknown): value is Kind => oneOf(kinds)(value);
const finite = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const list = (value: unknown): boolean => Array.isArray(value);
const finiteOrNull = (value: unknown): boolean => value === null || finite(value);
const textOrNull = (value: unknown): boolean => value === null || typeof value === 'string';

/** What each field must be where it is present. */
const agentFields: Readonly<Record<string, (value: unknown) => boolean>> = {
  state: oneOf(agentStates),
  since: finite,
  queues: list,
  calls: list,
};
const queueFields: typeof agentFields = { members: list, waiting: list, today: isFields, targetSeconds: finite };
const callFields: typeof agentFields = {
  state: oneOf(callStates),
  startedAt: finite,
  legs: list,
  pbxIds: list,
};

function fits(rules: typeof agentFields, fields: Fields, whole: boolean): boolean {
  for (const name in rules) {
    if (name in fields ? rules[name]?.(fields[name]) !== true : whole) return false;
  }
  return true;
}

const isAgent = (value: unknown): value is Agent =>
  isFields(value) && typeof value.extension === 'string' && fits(agentFields, value, true);
const isQueue = (value: unknown): value is Queue =>
  isFields(value) && typeof value.number === 'string' && fits(queueFields, value, true);
const isCall = (value: unknown): value is Call =>
  isFields(value) && typeof value.id === 'string' && fits(callFields, value, true);
const isAgentPatch = (value: unknown): value is Partial<Agent> => isFields(value) && fits(agentFields, value, false);
const isQueuePatch = (value: unknown): value is Partial<Queue> => isFields(value) && fits(queueFields, value, false);
const isCallPatch = (value: unknown): value is Partial<Call> => isFields(value) && fits(callFields, value, false);

function readOp(op: unknown): TypedOp | null {
  if (!Array.isArray(op)) return null;
  const what: unknown = op[0];
  const kind: unknown = op[1];
  const id: unknown = op[2];
  const fields: unknown = op[3];
  if (typeof id !== 'string' || !isKind(kind)) return null;
  if (what === 'del') return ['del', kind, id];
  if (what === 'put') {
    if (kind === 'agents') return isAgent(fields) ? ['put', kind, id, fields] : null;
    if (kind === 'queues') return isQueue(fields) ? ['put', kind, id, fields] : null;
    return isCall(fields) ? ['put', kind, id, fields] : null;
  }
  if (what !== 'patch') return null;
  if (kind === 'agents') return isAgentPatch(fields) ? ['patch', kind, id, fields] : null;
  if (kind === 'queues') return isQueuePatch(fields) ? ['patch', kind, id, fields] : null;
  return isCallPatch(fields) ? ['patch', kind, id, fields] : null;
}

export function readDelta(message: unknown): TrustedDelta | null {
  if (!isFields(message)) return null;
  const { epoch, from, to, now, ops } = message;
  if (typeof epoch !== 'string' || !finite(from) || !finite(to) || !finite(now) || !Array.isArray(ops)) return null;
  const trusted: TypedOp[] = [];
  for (const op of ops) {
    const read = readOp(op);
    if (!read) return null;
    trusted.push(read);
  }
  return { epoch, from, to, now, ops: trusted };
}

const sourceFields: typeof agentFields = {
  pbx: oneOf(pbxStates),
  pbxAt: finiteOrNull,
  pbxWhy: textOrNull,
  hooks: oneOf(hooksStates),
  hooksAt: finiteOrNull,
  hooksWhy: textOrNull,
  now: finite,
};
type ToldSource = Source & { readonly now: number };
const isSource = (value: unknown): value is ToldSource => isFields(value) && fits(sourceFields, value, true);

export function readSource(message: unknown): ToldSource | null {
  return isSource(message) ? message : null;
}

function isTable<T>(value: unknown, isRecord: (record: unknown) => record is T): value is Record<string, T> {
  return isFields(value) && Object.values(value).every(isRecord);
}

export function readSnapshot(message: unknown): Snapshot | null {
  if (!isFields(message) || !isFields(message.board)) return null;
  const { epoch, version, now } = message;
  const { agents, queues, calls } = message.board;
  const source = readSource({ ...(isFields(message.board.source) ? message.board.source : {}), now });
  if (typeof epoch !== 'string' || !finite(version) || !finite(now) || !source) return null;
  if (!isTable(agents, isAgent) || !isTable(queues, isQueue) || !isTable(calls, isCall)) return null;
  const { now: _told, ...rest } = source;
  return { epoch, version, now, board: { source: rest, agents, queues, calls } };
}
