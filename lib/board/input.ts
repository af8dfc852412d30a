// Everything that may change the board, already in our own words. PBX words end in lib/pbx/translate;
// the only one that gets past it is an agent's `word`, which is shown and never decided upon.
import type { AgentState, HooksWhy, PbxWhy } from '../protocol/board.ts';

/** A call event that the PBX told us of by webhook (contract, "Webhooks"). Nulls mean: not said. */
export interface CallHeard {
  readonly type: 'call_heard';
  /** When it reached us, Unix ms: the only time a ring or an answer has. */
  readonly at: number;
  /** `EPOCH.SEQ`, null when the template sends the short id only. */
  readonly fullId: string | null;
  /** The part before the dot. */
  readonly shortId: string;
  /** Our own reference, carried back by the PBX. */
  readonly ref: string | null;
  /** `ringing` timbre, `answered` descolgado, `hung_up` colgado, `ring_ended` = timbre with fintimbre, or fintimbre itself. */
  readonly phase: 'ringing' | 'answered' | 'hung_up' | 'ring_ended';
  readonly direction: 'in' | 'out' | null;
  /** The extension the event is about. May turn out to be a queue's number. */
  readonly extension: string | null;
  /** true when the body named it as a queue (`ColaAgentes`). */
  readonly extensionIsQueue: boolean;
  /** The outside number; null when absent, blank or anonymous. */
  readonly party: string | null;
  readonly ddi: string | null;
  /** `unsaid`: the template lacks the field. `none`: it is there but blank, the call is not from a queue. */
  readonly queue:
    | { readonly said: 'unsaid' }
    | { readonly said: 'none' }
    | { readonly said: 'number'; readonly number: string; readonly name: string | null };
  /** FINAL: how it ended, or null. `finished` = finalizada, `lost` = perdida, `missed` = noatendida. */
  readonly final: 'answered' | 'missed' | 'finished' | 'lost' | 'abandoned' | 'ring_ended' | null;
  /** INFO in our words, or null; an unknown word is kept in `infoWord` only. */
  readonly info: 'answer' | 'busy' | 'cancel' | 'no_answer' | 'transfer' | 'attended_transfer' | null;
  readonly infoWord: string | null;
  /** FECHA_ISO corrected by the PBX's clock skew; null when not sent or unreadable. */
  readonly startedAt: number | null;
  /** FECHA_FIN_ISO likewise: the only time of its own that any event carries. */
  readonly endedAt: number | null;
  /** PBX seconds x 1000 at hang-up; not talk time, shown and never computed with. */
  readonly durationMs: number | null;
}

/** What a poll of the PBX said. Absent parts were not asked or not readable. */
export interface StatePolled {
  readonly type: 'state_polled';
  /** When the answer was complete. */
  readonly at: number;
  /** When the question left; an event heard after this is newer than the answer. */
  readonly askedAt: number;
  readonly agents?: Readonly<Record<string, { readonly state: AgentState; readonly word: string }>>;
  readonly queues?: Readonly<Record<string, { readonly name: string | null; readonly members: readonly string[] }>>;
  /** true: `agents` lists every extension the PBX knows, so one that is missing is gone. A trimmed poll is not complete and names the gone ones. */
  readonly complete: boolean;
  readonly gone?: readonly string[];
}

/** The answer to a question about one call (`callInfo`): is it still there? */
export interface CallAsked {
  readonly type: 'call_asked';
  readonly at: number;
  readonly askedAt: number;
  readonly callId: string;
  readonly live: boolean;
}

/** The state of a source changed (not its mere age: that is never an input). */
export interface SourceChanged {
  readonly type: 'source_changed';
  readonly at: number;
  readonly pbx?: { readonly state: 'live' | 'stale' | 'down'; readonly why: PbxWhy | null };
  readonly hooks?: { readonly state: 'live' | 'silent' | 'off'; readonly why: HooksWhy | null };
}

export type WeeklyHours = Record<string, [string, string][]>;
export interface AgentSettings {
  readonly name: string | null;
  readonly team: string | null;
  /** A service extension (a dialler, a voicemail) is no agent. */
  readonly kind: 'agent' | 'service';
}
export interface QueueSettings {
  readonly name: string | null;
  /** Seconds; service level counts calls answered within it. */
  readonly targetSeconds: number;
  /** Seconds; an abandon sooner than this is `shortAbandoned`. */
  readonly shortAbandonSeconds: number;
  /** Our called numbers that lead to this queue. */
  readonly ddis: readonly string[];
  readonly hours: WeeklyHours | null;
}
export const defaultAgentSettings: AgentSettings = { name: null, team: null, kind: 'agent' };
export const defaultQueueSettings: QueueSettings = {
  name: null,
  targetSeconds: 20,
  shortAbandonSeconds: 5,
  ddis: [],
  hours: null,
};

/** What an operator entered. Whole records; null forgets one. */
export interface SettingsChanged {
  readonly type: 'settings_changed';
  readonly at: number;
  readonly agents?: Readonly<Record<string, AgentSettings | null>>;
  readonly queues?: Readonly<Record<string, QueueSettings | null>>;
}

export type BoardInput = CallHeard | StatePolled | CallAsked | SourceChanged | SettingsChanged;
