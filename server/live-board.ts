// The single writer of the board: stores an input, applies it, numbers what it changed and publishes that.
// It decides nothing about calls (lib/board does) and knows no PBX words (lib/pbx/translate does). The board after a
// start is the last checkpoint and the log after it; one bad entry, or one bad listener, never stops the others.
import { randomBytes } from 'node:crypto';
import { nextDue } from '../lib/board/advance.ts';
import { type Change, publicOps } from '../lib/board/change.ts';
import { callFor, doubts, findCall } from '../lib/board/find-call.ts';
import type { AgentSettings, BoardInput, CallHeard, QueueSettings } from '../lib/board/input.ts';
import { busyWithoutEvent, trimPoll } from '../lib/board/reconcile.ts';
import { callsWith, type Hide, redactBoard } from '../lib/board/redact.ts';
import { type BoardState, emptyBoardState, parseBoardState } from '../lib/board/state.ts';
import { advanceTo, step } from '../lib/board/step.ts';
import type { HookOptions } from '../lib/pbx/hook.ts';
import { translateHook } from '../lib/pbx/translate.ts';
import type { Call, Source, TypedOp } from '../lib/protocol/board.ts';
import type { Clock, Timer } from './clock.ts';
import type { DeadLetterNote } from './db/dead-letters.ts';
import type { InputLog } from './db/input-log.types.ts';
import { createEndedCalls } from './ended-calls.ts';
import type { Metrics } from './http/metrics.ts';
import type { LiveBoard, Published } from './live-board.types.ts';
import type { Logger } from './log.ts';
import type { KnownSettings } from './settings-agree.ts';

const checkpointEveryMs = 5 * 60_000;
/** Looked at this often even when nothing is due, so that a clock that was set does not leave the board behind. */
const tickAtMostMs = 30_000;

export interface LiveBoardParts {
  readonly inputLog: InputLog;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly house: { readonly timezone: string };
  readonly hookOptions: () => HookOptions;
  /** Stores ended calls, over what was stored of them before. */
  readonly saveCalls: (calls: readonly Call[]) => Promise<void>;
  readonly deadLetters: DeadLetters;
}
/** What the rooms beside the board may ask of it, and nobody else. */
export interface WorkingBoard extends LiveBoard {
  /** An agent turned busy in two polls while no event came at all. */
  busyWithoutEvent(): boolean;
  /** Ids of open calls that have been quiet for long, the quietest first. */
  doubts(): string[];
  /** What the board knows of agents and queues beyond what the PBX tells. */
  settings(): KnownSettings;
  /** Shows a state of a source that cannot be stored, because storing is what fails. */
  showSource(patch: Partial<Source>): void;
  /** When the calls that have it were first heard of, Unix ms: open ones, and those remembered. */
  callsWith(has: (value: unknown) => boolean): readonly number[];
  /**
   * Takes a text out of what is shown, remembered and about to be stored, and saves a checkpoint without it: a start
   * from then on never meets the old one. Counters and ids stay. Resolves with how many calls had it.
   */
  redact(hide: Hide): Promise<number>;
}
export interface DeadLetters {
  /** Told again, one stays one. */
  record(letters: readonly DeadLetterNote[]): Promise<void>;
  /** It was read at last. */
  settle(sequence: number, at: number): Promise<void>;
}

export async function createLiveBoard(parts: LiveBoardParts): Promise<WorkingBoard> {
  const { inputLog, clock, log, metrics } = parts;
  const epoch = randomBytes(9).toString('base64url');
  const endedCalls = createEndedCalls({ clock, log, save: parts.saveCalls });
  const changeListeners = new Set<(change: Published) => void>();
  const sourceListeners = new Set<(source: Source) => void>();
  const redactedListeners = new Set<(nothing: undefined) => void>();
  const restored = await restore(parts, (state, changes) => endedCalls.note(state, changes));
  let state = restored.state;
  let sequence = restored.sequence;
  let savedSequence = restored.checkpointSequence;
  let version = 1;
  let closed = false;
  let tick: Timer | null = null;

  function tell<T>(listeners: ReadonlySet<(message: T) => void>, message: T) {
    for (const listener of listeners) {
      try {
        listener(message);
      } catch (error) {
        log.error({ err: error }, 'a listener of the board failed; the others were told');
      }
    }
  }

  function publish(next: BoardState, changes: readonly Change[]): readonly TypedOp[] {
    const sourceBefore = state.board.source;
    state = next;
    endedCalls.note(state, changes);
    const ops = publicOps(changes);
    if (ops.length > 0) {
      version += 1;
      metrics.boardVersion.set(version);
      tell(changeListeners, { from: version - 1, to: version, ops, now: clock.now() });
    }
    if (state.board.source !== sourceBefore) tell(sourceListeners, state.board.source);
    return ops;
  }

  function apply(input: BoardInput): readonly TypedOp[] {
    try {
      const result = step(state, plausible(input));
      return publish(result.state, result.changes);
    } catch (error) {
      metrics.inputsSkipped.inc();
      log.error({ err: error, type: input.type }, 'an input could not be applied and was skipped');
      return [];
    } finally {
      arm();
    }
  }

  function arm() {
    tick?.cancel();
    if (closed) return;
    const due = nextDue(state) ?? Number.POSITIVE_INFINITY;
    tick = clock.after(Math.min(tickAtMostMs, Math.max(1, due - clock.now())), () => {
      try {
        const result = advanceTo(state, clock.now());
        publish(result.state, result.changes);
      } catch (error) {
        metrics.inputsSkipped.inc();
        log.error({ err: error }, 'time could not be moved on');
      }
      arm();
    });
  }

  /** In the log, and not known to be in the list: a checkpoint would hide them from the next start. */
  const unlisted = new Map(restored.letters.map((letter) => [letter.sequence, letter]));
  async function listLetters(letters: readonly DeadLetterNote[]) {
    await parts.deadLetters.record(letters);
    for (const { sequence } of letters) unlisted.delete(sequence);
  }

  /** One at a time: an older state must never be saved over a newer one. */
  let saving: Promise<void> = Promise.resolve();
  function checkpoint(anyhow = false): Promise<void> {
    const save = () => saveState(anyhow);
    saving = saving.then(save, save);
    return saving;
  }
  async function saveState(anyhow: boolean) {
    if (sequence === savedSequence && !anyhow) return;
    const at = { sequence, state };
    await listLetters([...unlisted.values()]);
    await inputLog.saveCheckpoint(at.sequence, clock.now(), at.state);
    savedSequence = at.sequence;
  }
  let checkpointTimer = clock.after(checkpointEveryMs, checkpointLater);
  function checkpointLater() {
    checkpoint()
      .catch((error: unknown) =>
        log.error({ err: error }, 'the checkpoint could not be saved; the log still holds all'),
      )
      .finally(() => {
        if (!closed) checkpointTimer = clock.after(checkpointEveryMs, checkpointLater);
      });
  }

  function heard(event: CallHeard): string | null {
    apply(event);
    const id = callFor(state, event);
    return (id === null ? null : findCall(state, id)?.ref) ?? null;
  }

  function showSource(patch: Partial<Source>) {
    state = { ...state, board: { ...state.board, source: { ...state.board.source, ...patch } } };
    tell(sourceListeners, state.board.source);
  }

  async function listOrKeep(letters: readonly DeadLetterNote[]) {
    try {
      await listLetters(letters);
    } catch (error) {
      log.error({ err: error, count: letters.length }, 'dead letters could not be listed; tried again soon');
    }
  }
  // A process that ended between storing a webhook and listing it left that to us.
  await listOrKeep(restored.letters);
  try {
    for (const of of restored.replayed) await parts.deadLetters.settle(of, clock.now());
  } catch (error) {
    log.error({ err: error }, 'a dead letter that was read stays listed; reading it again does no harm');
  }

  arm();
  metrics.boardVersion.set(version);
  return {
    busyWithoutEvent: () => busyWithoutEvent(state),
    doubts: () => doubts(state, clock.now()),
    settings: () => knownSettings(state),
    showSource,
    touchSource: showSource,
    callsWith: (has) => callsWith(state, has),
    async redact(hide) {
      if (closed) throw new Error('The board is closed');
      const result = redactBoard(state, hide);
      publish(result.state, result.changes);
      for (const [of, letter] of unlisted) unlisted.set(of, hide(letter));
      tell(redactedListeners, undefined);
      await endedCalls.flush();
      await checkpoint(sequence > 0);
      return result.calls;
    },
    onRedacted(listener) {
      redactedListeners.add(listener);
      return () => redactedListeners.delete(listener);
    },
    epoch,
    version: () => version,
    board: () => state.board,
    async accept(input) {
      if (closed) throw new Error('The board is closed');
      const kept = input.type === 'state_polled' ? trimPoll(state, input) : input;
      // Nothing new in it: neither logged nor applied.
      if (!kept) return { ops: [] };
      const ops = await inputLog.append({ kind: 'input', at: clock.now(), input: kept }, (at) => {
        sequence = at;
        return apply(kept);
      });
      return { ops };
    },
    async acceptHook(raw, at) {
      if (closed) throw new Error('The board is closed');
      const { skewMs } = parts.hookOptions();
      const result = await inputLog.append({ kind: 'hook', at, raw, skewMs }, (stored) => {
        sequence = stored;
        const reading = translateHook(raw, at, { ...parts.hookOptions(), skewMs });
        if (reading.ok) return { letter: null, reading, callRef: heard(reading.event) };
        const letter = { sequence: stored, at, reason: reading.reason, detail: reading.detail };
        unlisted.set(stored, letter);
        return { letter, reading, callRef: null };
      });
      const { letter, reading } = result;
      if (reading.ok) metrics.hooksAccepted.inc();
      else metrics.deadLetters.inc({ reason: reading.reason });
      if (letter) await listOrKeep([letter]);
      return { reading, callRef: result.callRef };
    },
    async replay(of) {
      const hook = await hookAt(inputLog, of);
      if (!hook) return { ok: false, reason: 'unreadable_body', detail: `No webhook has the number ${of}.` };
      const reading = translateHook(hook.raw, hook.at, { ...parts.hookOptions(), skewMs: hook.skewMs });
      if (!reading.ok) return reading;
      await inputLog.append({ kind: 'replay', at: clock.now(), of }, (stored) => {
        sequence = stored;
        heard(reading.event);
      });
      await parts.deadLetters.settle(of, clock.now());
      return reading;
    },
    findCall: (id) => findCall(state, id),
    onChange(listener) {
      changeListeners.add(listener);
      return () => changeListeners.delete(listener);
    },
    onSource(listener) {
      sourceListeners.add(listener);
      return () => sourceListeners.delete(listener);
    },
    async close() {
      if (closed) return;
      closed = true;
      tick?.cancel();
      checkpointTimer.cancel();
      await endedCalls.close();
      await checkpoint();
    },
  };
}

/** The last checkpoint that can be read, and every entry after it. */
async function restore(
  parts: LiveBoardParts,
  note: (state: BoardState, changes: readonly Change[]) => void,
): Promise<{
  state: BoardState;
  sequence: number;
  checkpointSequence: number;
  /** Webhooks met on the way that are no event. */
  letters: DeadLetterNote[];
  /** Dead letters that were read again on the way. */
  replayed: number[];
}> {
  const { inputLog, log, metrics } = parts;
  const saved = await inputLog.lastCheckpoint();
  const parsed = saved && parseBoardState(saved.state);
  const usable = parsed && parsed.memory.timezone === parts.house.timezone ? parsed : null;
  if (saved && !usable) log.warn('the checkpoint is of another shape or time zone: the whole log is read instead');
  const checkpointSequence = saved && usable ? saved.sequence : 0;
  let state = usable ?? emptyBoardState(parts.house);
  let sequence = checkpointSequence;
  const letters: DeadLetterNote[] = [];
  const replayed: number[] = [];
  for await (const entry of inputLog.readAfter(checkpointSequence)) {
    sequence = entry.sequence;
    try {
      const reading = readingOf(entry, parts.hookOptions());
      if (!reading) continue;
      if (!reading.ok) {
        const { reason, detail } = reading;
        if (entry.kind === 'hook') letters.push({ sequence, at: entry.at, reason, detail });
        continue;
      }
      if (entry.kind === 'replay') replayed.push(entry.of);
      const result = step(state, plausible(reading.event));
      state = result.state;
      note(state, result.changes);
    } catch (error) {
      metrics.inputsSkipped.inc();
      log.error({ err: error, sequence }, 'an entry of the log could not be applied and was skipped');
    }
  }
  const moved = advanceTo(state, parts.clock.now());
  note(moved.state, moved.changes);
  return { state: moved.state, sequence, checkpointSequence, letters, replayed };
}

function knownSettings({ memory }: BoardState): KnownSettings {
  const agents: Record<string, AgentSettings> = {};
  for (const shard of Object.values(memory.agents)) {
    for (const [extension, { settings }] of Object.entries(shard)) if (settings) agents[extension] = settings;
  }
  const queues: Record<string, QueueSettings> = {};
  for (const [number, { settings }] of Object.entries(memory.queues)) if (settings) queues[number] = settings;
  return { agents, queues };
}

const year2100 = 4_102_444_800_000;

/** Time is moved on to an input's instant, midnight by midnight: one beyond all reason must not be walked to. */
function plausible(input: BoardInput): BoardInput {
  if (typeof input.at === 'number' && input.at >= 0 && input.at < year2100) return input;
  throw new Error('The instant of an input is beyond all reason');
}

type Entry = InputLog extends { readAfter(sequence: number): AsyncIterable<infer T> } ? T : never;

/** null = a replay of what is no longer there. */
function readingOf(entry: Entry, options: HookOptions) {
  if (entry.kind === 'input') return { ok: true, event: entry.input } as const;
  const hook = entry.kind === 'hook' ? entry : entry.replayed;
  return hook ? translateHook(hook.raw, hook.at, { ...options, skewMs: hook.skewMs ?? 0 }) : null;
}

async function hookAt(inputLog: InputLog, sequence: number) {
  for await (const entry of inputLog.readAfter(sequence - 1)) {
    if (entry.sequence !== sequence || entry.kind !== 'hook') return null;
    return { raw: entry.raw, at: entry.at, skewMs: entry.skewMs ?? 0 };
  }
  return null;
}
