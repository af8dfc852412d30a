// One row of the log and the entry it stands for. What is read back is parsed like anything from outside: a disk
// can hold what an older version wrote, or what nobody wrote.
import * as z from 'zod';
import type { BoardInput } from '../../lib/board/input.ts';
import type { LogEntry } from './input-log.types.ts';
import type { Database } from './schema.ts';

type Row = Database['log'];

const Hook = z.object({
  raw: z.object({
    method: z.enum(['POST', 'PUT', 'GET']),
    contentType: z.nullable(z.string()),
    query: z.string(),
    body: z.string(),
  }),
  skewMs: z.optional(z.number()),
});
const inputTypes = ['call_heard', 'state_polled', 'call_asked', 'source_changed', 'settings_changed'] as const;
const Input = z.object({ input: z.looseObject({ type: z.enum(inputTypes), at: z.number() }) });
const Replay = z.object({ of: z.number() });

/** Epoch seconds of ten digits: the short id in every body the PBX sends. */
const shortId = /(?<!\d)1\d{9}(?!\d)/;

export function writeEntry(sequence: number, entry: LogEntry): Row {
  const { kind, at, ...rest } = entry;
  const short = entry.kind === 'hook' ? (shortId.exec(`${entry.raw.body} ${entry.raw.query}`)?.[0] ?? null) : null;
  return { sequence, at, kind, payload: JSON.stringify(rest), short_id: short };
}

/** null = unreadable. */
export function readEntry(row: Row): LogEntry | null {
  let payload: unknown;
  try {
    payload = JSON.parse(row.payload);
  } catch {
    return null;
  }
  const { at } = row;
  if (row.kind === 'hook') {
    const hook = Hook.safeParse(payload);
    if (!hook.success) return null;
    const { raw, skewMs } = hook.data;
    return { kind: 'hook', at, raw, ...(skewMs === undefined ? {} : { skewMs }) };
  }
  if (row.kind === 'replay') {
    const replay = Replay.safeParse(payload);
    return replay.success ? { kind: 'replay', at, of: replay.data.of } : null;
  }
  const input = Input.safeParse(payload);
  // Our own writing, checked for its kind; the rules themselves tolerate what is missing and never throw for it.
  return input.success ? { kind: 'input', at, input: input.data.input as unknown as BoardInput } : null;
}
