// An input log in memory: for entries that no honest writer would store, and for refusing on demand.
import type { InputLog, LogEntry } from '../../server/db/input-log.types.ts';

export interface ArrayLog extends InputLog {
  readonly entries: LogEntry[];
  readonly checkpoints: { sequence: number; at: number; state: unknown }[];
  /** Every append is refused while true. */
  refusing: boolean;
}

export function arrayLog(entries: LogEntry[] = []): ArrayLog {
  const log: ArrayLog = {
    entries,
    checkpoints: [],
    refusing: false,
    async append(entry, applied) {
      await Promise.resolve();
      if (log.refusing) throw Object.assign(new Error('no room on the disk'), { name: 'CannotStore' });
      entries.push(entry);
      return applied(entries.length);
    },
    async *readAfter(sequence) {
      for (const [index, entry] of entries.entries()) {
        if (index + 1 <= sequence) continue;
        const of = entry.kind === 'replay' ? entries[entry.of - 1] : undefined;
        const replayed = of?.kind === 'hook' ? { replayed: { at: of.at, raw: of.raw, skewMs: of.skewMs ?? 0 } } : {};
        yield { ...entry, sequence: index + 1, ...replayed };
      }
    },
    saveCheckpoint(sequence, at, state) {
      log.checkpoints.push({ sequence, at, state: structuredClone(state) });
      return Promise.resolve();
    },
    lastCheckpoint: () => Promise.resolve(log.checkpoints.at(-1) ?? null),
  };
  return log;
}
