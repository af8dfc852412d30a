// Whether webhooks arrive: `off` without a configured sender, `silent` until the first one and when agents turn busy
// without any, `live` otherwise. Silence alone proves nothing: at night nobody calls.
import type { HooksWhy } from '../lib/protocol/board.ts';
import type { Clock } from './clock.ts';
import type { WorkingBoard } from './live-board.ts';
import type { Logger } from './log.ts';

export interface HookSource {
  /** At each start of the process. */
  begin(): Promise<void>;
  /** A webhook was stored at this instant. */
  stored(at: number): void;
  /** A webhook could not be stored. */
  refused(): void;
  /** A poll was applied. */
  polled(): void;
}

export function createHookSource(parts: {
  readonly board: Pick<WorkingBoard, 'accept' | 'board' | 'busyWithoutEvent' | 'showSource' | 'touchSource'>;
  readonly configured: boolean;
  readonly clock: Clock;
  readonly log: Logger;
}): HookSource {
  const { board, clock, log } = parts;

  async function say(state: 'live' | 'silent' | 'off', why: HooksWhy | null): Promise<void> {
    const source = board.board().source;
    if (source.hooks === state && source.hooksWhy === why) return;
    await board.accept({ type: 'source_changed', at: clock.now(), hooks: { state, why } });
  }
  function sayLater(state: 'live' | 'silent', why: HooksWhy | null) {
    say(state, why).catch((error: unknown) =>
      log.error({ err: error }, 'the state of the webhooks could not be stored'),
    );
  }

  return {
    begin: () => (parts.configured ? say('silent', 'none_since_start') : say('off', 'not_configured')),
    stored(at) {
      board.touchSource({ hooksAt: at });
      sayLater('live', null);
    },
    refused() {
      if (board.board().source.hooksWhy !== 'cannot_store') {
        board.showSource({ hooks: 'silent', hooksWhy: 'cannot_store' });
      }
    },
    polled() {
      if (board.board().source.hooks === 'live' && board.busyWithoutEvent()) sayLater('silent', 'busy_without_event');
    },
  };
}
