// What operators enter about agents and queues, and the road it takes: stored, then told to the board.
import type { AgentSettings, QueueSettings } from '../lib/board/input.ts';

export interface Settings {
  agents(): Promise<Readonly<Record<string, AgentSettings>>>;
  queues(): Promise<Readonly<Record<string, QueueSettings>>>;
  /** Stores the given fields over what is there; tells the board. */
  putAgent(extension: string, patch: Partial<AgentSettings>): Promise<AgentSettings>;
  putQueue(number: string, patch: Partial<QueueSettings>): Promise<QueueSettings>;
  /** All rows or none. */
  putAgents(rows: Readonly<Record<string, Partial<AgentSettings>>>): Promise<void>;
  putQueues(rows: Readonly<Record<string, Partial<QueueSettings>>>): Promise<void>;
}
