// What the rest of the server may ask of the PBX. It is the only door: the client behind it builds every URL,
// holds every token, and turns every answer into one of these shapes.
import type { AgentState, PbxWhy } from '../../lib/protocol/board.ts';

/** A read that failed. `why` is from the closed list the board shows; the message never holds a URL or a token. */
export class PbxReadError extends Error {
  readonly why: PbxWhy;
  constructor(why: PbxWhy, message: string) {
    super(message);
    this.name = 'PbxReadError';
    this.why = why;
  }
}

export interface Timed<T> {
  readonly value: T;
  /** When the question left and when the answer was complete, Unix ms. */
  readonly askedAt: number;
  readonly at: number;
}

/** What became of an order. `unknown`: time-out, reset, 5xx or an unreadable answer: it may have happened and is never repeated. */
export type PbxOrder =
  | { readonly outcome: 'accepted'; readonly words: string | null }
  | { readonly outcome: 'refused'; readonly words: string }
  | { readonly outcome: 'unknown'; readonly why: PbxWhy }
  /** Nothing can have happened: the breaker is open, the PBX refused us by a 401, or no connection was made. */
  | { readonly outcome: 'not_sent'; readonly why: 'breaker_open' | 'unauthorized' | 'unreachable' };

export type AgentWords = Readonly<Record<string, { readonly state: AgentState; readonly word: string }>>;
export type QueueMembers = Readonly<
  Record<string, { readonly name: string | null; readonly members: readonly string[] }>
>;

export interface CallOrder {
  readonly agent: string;
  /** As it goes on the wire: digits, or `+` digits under DIAL_FORMAT=+. */
  readonly number: string;
  readonly ddi?: string | undefined;
  /** Seconds after which the PBX drops an unanswered call. */
  readonly timeoutSeconds?: number | undefined;
}

export interface Pbx {
  agentsStatus(): Promise<Timed<AgentWords>>;
  queueAgentsStatus(): Promise<Timed<QueueMembers>>;
  /** The call's data as the PBX tells it, folded keys to text; null = it knows no such call. */
  callInfo(id: string): Promise<Timed<Readonly<Record<string, unknown>> | null>>;
  call(order: CallOrder): Promise<PbxOrder>;
  transit(order: { agent: string; number: string; number2?: string | undefined }): Promise<PbxOrder>;
  transitAgent(order: { number: string; originExtension: string; agent: string }): Promise<PbxOrder>;
  hangUp(order: { extension: string }): Promise<PbxOrder>;
  cdrPage(query: CdrQuery): Promise<Timed<CdrPage>>;
  cdrQueuePage(query: CdrQuery): Promise<Timed<CdrPage>>;
  cdrOne(id: string): Promise<Timed<CdrPage>>;
  campaigns(): Promise<Timed<readonly PbxCampaign[]>>;
  campaignInsert(order: { campaign: string; numbers: readonly string[] }): Promise<PbxOrder>;
  campaignAppend(order: { campaign: string; numbers: readonly string[] }): Promise<PbxOrder>;
  /** Rows with form fields; `numero` is written first on the wire by hand. */
  campaignInsertForm(order: { campaign: string; rows: readonly CampaignRow[] }): Promise<PbxOrder>;
  /** PBX clock minus ours in ms, from the `Date` header of the last answer; null before any. */
  skewMs(): number | null;
  /** Latency of the last good read, ms; null before any. */
  latencyMs(): number | null;
  close(): Promise<void>;
}

export interface CdrQuery {
  /** Page from 1, rows a page. */
  readonly page: number;
  readonly records: number;
  /** Unix ms; written in the PBX's local time, to the minute. */
  readonly from: number;
  readonly to: number;
}
/** Rows keep the PBX's words: folded keys to text. */
export interface CdrPage {
  readonly page: number | null;
  readonly totalPages: number | null;
  readonly rows: readonly Readonly<Record<string, string>>[];
}
export interface PbxCampaign {
  readonly id: string;
  readonly name: string;
  readonly state: 'active' | 'inactive' | 'unknown';
  readonly type: 'power' | 'preview' | 'unknown';
  readonly word: string;
  readonly fields: readonly string[];
}
export interface CampaignRow {
  readonly number: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}
