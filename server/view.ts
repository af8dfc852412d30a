// What a caller may see of the board. A view is shared by everybody with the same key, so that one room of sockets
// gets one serialisation. The filtering and the masking happen here and nowhere else; a browser is never trusted to.
import { maskNumber } from '../lib/dialling/mask.ts';
import type { Agent, Board, Call } from '../lib/protocol/board.ts';
import { reachesAgent, reachesCall, reachFor, type Scope, seesNumber } from '../lib/protocol/scope.ts';
import type { ScreenBoard, Session } from './access/session.ts';

export interface View {
  /** Names the room; also a part of the epoch of filtered views, so that nobody resumes into another view. */
  readonly key: string;
  /** The board as it is: ops pass through. Else it is projected anew after each change. */
  readonly whole: boolean;
  /** Untouched records keep their reference from one projection to the next. */
  board(board: Board): Board;
}

const all: View = { key: 'all', whole: true, board: (board) => board };

/** The view of a caller; null = may see no board at all. Sockets follow the same table as HTTP. */
export function viewOf(session: Session): View | null {
  if (session.mustChangePassword) return null;
  switch (reachFor(session, 'board.read')) {
    case 'all':
      return session.numbers === 'own_queues' ? maskedView(session) : all;
    case 'scope':
      return session.scope && scopeView(session, session.scope);
    case 'self':
      return session.extension === null ? null : agentView(session, session.extension);
    case 'board':
      return session.screen && screenView(session.screen);
    default:
      return null;
  }
}

export function epochOf(view: View, epoch: string): string {
  return view.whole ? epoch : `${epoch}.${view.key}`;
}

const wordsOf = ({ queues, agents }: NonNullable<Scope>) =>
  `${[...queues].sort().join(',')}:${[...agents].sort().join(',')}`;

/** Everything, with callers outside of the own queues masked. */
function maskedView(session: Session): View {
  const { extension, scope } = session;
  return projected(`own:${extension ?? ''}${scope ? `:${wordsOf(scope)}` : ''}`, (board) => ({
    ...board,
    calls: map(board.calls, (call) => (seesNumber(session, call, board) ? call : withoutNumber(call))),
  }));
}

/** Queues and agents of the scope and their calls; whole numbers unless the house masks those of other queues. */
function scopeView(session: Session, scope: NonNullable<Scope>): View {
  const sees = (extension: string, board: Board) => reachesAgent(session, 'board.read', extension, board);
  const own = session.numbers === 'own_queues' ? `:own:${session.extension ?? ''}` : '';
  return projected(`scope:${wordsOf(scope)}${own}`, (board) => {
    const agents = keep(board.agents, (agent) => sees(agent.extension, board));
    const queues = keep(board.queues, (queue) => scope.queues.includes(queue.number));
    const calls = map(
      keep(board.calls, (call) => reachesCall(session, 'board.read', call, board)),
      (call) => (seesNumber(session, call, board) ? call : withoutNumber(call)),
    );
    return { source: board.source, agents: map(agents, (agent) => onlyKnown(agent, calls)), queues, calls };
  });
}

/** Own state and calls whole; own queues with masked callers; colleagues there by state only. */
function agentView(session: Session, extension: string): View {
  return projected(`agent:${extension}`, (board) => {
    const own = Object.hasOwn(board.agents, extension) ? board.agents[extension] : undefined;
    const mine = new Set(own?.queues ?? []);
    const queues = keep(board.queues, (queue) => mine.has(queue.number));
    const waiting = new Set(Object.values(queues).flatMap((queue) => queue.waiting));
    const isOwn = (call: Call) => reachesCall(session, 'number.whole', call, board);
    const calls = map(
      keep(board.calls, (call) => waiting.has(call.id) || isOwn(call)),
      (call) => (isOwn(call) ? call : withoutNumber(call)),
    );
    const agents = map(
      keep(board.agents, (agent) => agent.extension === extension || agent.queues.some((queue) => mine.has(queue))),
      (agent) => (agent.extension === extension ? agent : byStateOnly(agent)),
    );
    return { source: board.source, agents, queues, calls };
  });
}

/** One board for people who pass by: no whole number, nothing its pairing did not reach, and of a queue's board that queue alone. */
function screenView({ queue, scope }: ScreenBoard): View {
  const reach = { role: 'supervisor', extension: null, scope } as const;
  const key = `screen:${queue ?? ''}${scope ? `:${wordsOf(scope)}` : ''}`;
  return projected(key, (board) => {
    const calls = map(
      keep(
        board.calls,
        (call) => (queue === null || call.queue === queue) && reachesCall(reach, 'board.read', call, board),
      ),
      withoutNumber,
    );
    const queues = keep(
      board.queues,
      ({ number }) => (queue === null || number === queue) && (scope === null || scope.queues.includes(number)),
    );
    const agents = keep(
      board.agents,
      (agent) =>
        (queue === null || agent.queues.includes(queue)) && reachesAgent(reach, 'board.read', agent.extension, board),
    );
    return { source: board.source, agents: map(agents, (agent) => onlyKnown(agent, calls)), queues, calls };
  });
}

function projected(key: string, project: (board: Board) => Board): View {
  let last: { readonly from: Board; readonly to: Board } | null = null;
  return {
    key,
    whole: false,
    board(board) {
      if (last?.from !== board) last = { from: board, to: project(board) };
      return last.to;
    },
  };
}

function keep<T>(records: Readonly<Record<string, T>>, wanted: (record: T) => boolean): Record<string, T> {
  return Object.fromEntries(Object.entries(records).filter(([, record]) => wanted(record)));
}
function map<T>(records: Readonly<Record<string, T>>, change: (record: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(records).map(([id, record]) => [id, change(record)]));
}

/** One changed copy per record, for all views: records never change, so a copy holds as long as its original. */
function remembered<T extends object>(change: (record: T) => T): (record: T) => T {
  const copies = new WeakMap<T, T>();
  return (record) => {
    const known = copies.get(record);
    if (known) return known;
    const made = change(record);
    copies.set(record, made);
    return made;
  };
}
const withoutNumber = remembered<Call>((call) => ({
  ...call,
  party: call.party === null ? null : maskNumber(call.party),
}));
const byStateOnly = remembered<Agent>((agent) => (agent.calls.length === 0 ? agent : { ...agent, calls: [] }));

/** Calls outside the view are not named in it. */
function onlyKnown(agent: Agent, calls: Readonly<Record<string, Call>>): Agent {
  const known = agent.calls.filter((id) => Object.hasOwn(calls, id));
  return known.length === agent.calls.length ? agent : { ...agent, calls: known };
}
