// The tables of the database, as Kysely sees them. Columns change only together with a new migration.
import type { Generated } from 'kysely';
import type { RecordTables } from './record-tables.ts';

export interface Database extends RecordTables {
  /** Every input that changed the board, in the order it was applied. `sequence` is given by the input log. */
  log: {
    sequence: number;
    at: number;
    kind: 'hook' | 'input' | 'replay';
    /** JSON of the entry without kind and at. */
    payload: string;
    /** The first PBX short id in a hook, to find the events of one call. */
    short_id: string | null;
  };
  /** A cache of the fold of the log up to `sequence`; the newest two are kept. */
  checkpoint: { sequence: number; at: number; state: string };
  dead_letter: {
    /** Of the hook in `log`. */
    sequence: number;
    at: number;
    reason: string;
    detail: string;
    /** null = not read yet. */
    settled_at: number | null;
  };
  agent_settings: { extension: string; name: string | null; team: string | null; kind: string };
  queue_settings: {
    number: string;
    name: string | null;
    target_seconds: number;
    short_abandon_seconds: number;
    /** JSON lists. */
    ddis: string;
    hours: string | null;
  };
  /** The last state of calls that ended, as they were on the board. */
  ended_call: { id: string; started_at: number; ended_at: number; record: string };
  call_pbx_id: { pbx_id: string; call_id: string };
  /** What was done and refused, and by whom; each row's hash covers the one before. Only ever added to. */
  audit: {
    sequence: number;
    at: number;
    kind: string;
    who_key: string | null;
    who_name: string | null;
    subject: string | null;
    /** Canonical JSON of an object. */
    details: string;
    hash: string;
  };
  meta: { key: string; value: string };
  /** One row per try of a migration; Kysely's own. */
  kysely_migration: { name: string; timestamp: Generated<string> };
}
