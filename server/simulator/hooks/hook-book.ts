// Which extension sends what: every one is configured by itself, and may copy its events from another.
import { type HookConfig, type HookSettings, hookConfigs } from './vocabulary.ts';

export interface HookBook {
  readonly of: (extension: string) => readonly HookConfig[];
  /** Every extension, those of queues as queues. */
  setAll(settings: HookSettings): void;
  set(extension: string, settings: HookSettings): void;
  /** The extension sends nothing any more. */
  remove(extension: string): void;
  removeAll(): void;
  /** "Copy events from agent". */
  copy(from: string, to: string): void;
}

export function createHookBook(isQueue: (extension: string) => boolean): HookBook {
  const own = new Map<string, readonly HookConfig[]>();
  let forAgents: readonly HookConfig[] = [];
  let forQueues: readonly HookConfig[] = [];
  const of = (extension: string) => own.get(extension) ?? (isQueue(extension) ? forQueues : forAgents);
  return {
    of,
    setAll(settings) {
      own.clear();
      forAgents = hookConfigs(settings, false);
      forQueues = hookConfigs(settings, true);
    },
    set: (extension, settings) => void own.set(extension, hookConfigs(settings, isQueue(extension))),
    remove: (extension) => void own.set(extension, []),
    removeAll() {
      own.clear();
      forAgents = [];
      forQueues = [];
    },
    copy: (from, to) => void own.set(to, of(from)),
  };
}
