// What was stored of webhooks, read back: those of one call, and those nobody understood.
import type { Kysely } from 'kysely';
import type { Database } from '../db/schema.ts';

export interface CallEvent {
  readonly at: number;
  readonly method: string;
  readonly contentType: string | null;
  readonly query: string;
  readonly body: string;
}
export async function eventsOf(_db: Kysely<Database>, _ids: readonly string[]): Promise<CallEvent[]> {
  return [];
}
export async function lastDeadLetters(
  _db: Kysely<Database>,
): Promise<{ count: number; letters: { sequence: number; at: number; reason: string; detail: string }[] }> {
  return { count: 0, letters: [] };
}
export async function deadLetterAt(_db: Kysely<Database>, _sequence: number): Promise<boolean> {
  return false;
}
