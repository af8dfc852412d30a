// One agent on the wall. Wakes for its own record only; the press opens the sheet with everything one can do.
'use client';
import { memo } from 'react';
import { useTranslations } from 'use-intl/react';
import { limitOf } from '../../lib/board/attention.ts';
import { spellOf } from '../../lib/board/select.ts';
import { maskNumber } from '../../lib/dialling/mask.ts';
import type { Agent } from '../../lib/protocol/board.ts';
import { useOpenSheet } from '../actions/actions-provider.tsx';
import { useAgent, useCall, useQueueRecord } from '../live/connection.tsx';
import { useFrozenAt, useStale } from '../live/freeze.tsx';
import { Timer } from '../live/timer.tsx';
import { StatusMark } from '../ui/status-mark.tsx';
import { queueName } from './use-names.ts';
import { useOver } from './use-over.ts';

/** Letters of a whole name that fit the largest tile; a longer one is shown short, never cut. */
const wholeNameFits = 18;

export type TileSize = 'xl' | 'l' | 'm' | 's' | 'grid' | 'mark';

/** Characters that surely fit a tile of the grid; what is longer is cut at its edge. */
const fits = { name: 18, word: 13 } as const;

export const AgentTile = memo(function AgentTile(props: {
  readonly extension: string;
  /** Short name; the extension when it has none. */
  readonly name: string;
  readonly size: TileSize;
  readonly dim?: boolean;
}) {
  const { extension, name, size, dim = false } = props;
  const t = useTranslations('common');
  const agent = useAgent(extension);
  const openSheet = useOpenSheet();
  const stale = useStale();
  const pollsStoppedAt = useFrozenAt(true);
  // Who has no call now may have gone since: only a poll would tell.
  const polled = agent?.from === 'poll' || (agent?.calls.length === 0 && agent.since < (pollsStoppedAt ?? 0));
  const over = useOver(agent?.since ?? 0, agent ? limitOf(agent.state) : null, polled);
  if (!agent) return null;
  const word = agent.state === 'unknown' && agent.word ? agent.word : t(`state.${agent.state}`);
  const old = polled ? stale.polls : stale.all;
  const shown = size === 'xl' && agent.name !== null && agent.name.length <= wholeNameFits ? agent.name : name;
  return (
    <button
      type="button"
      className="tile"
      data-item=""
      data-size={size}
      data-testid={`agent-${extension}`}
      data-state={agent.state}
      data-over={over || undefined}
      data-stale={old || undefined}
      data-dim={dim || undefined}
      data-long={shown.length > fits.name || word.length > fits.word || undefined}
      aria-label={size === 'mark' ? `${shown}, ${word}` : undefined}
      title={size === 'mark' ? `${shown} · ${word}` : undefined}
      onClick={() => openSheet({ kind: 'agent', id: extension })}
    >
      <StatusMark mark={agent.state} stale={old} />
      {size !== 'mark' && (
        <>
          <span className="tile-name">{shown}</span>
          {/* Read out after the name; a line of size s stands under its state's heading, which has the word for the eye. */}
          <span className={size === 's' ? 'sr-only' : 'tile-word'}>{word}</span>
          {agent.state !== 'disconnected' && (
            <Timer className="tile-timer" since={agent.since} of={spellOf(agent)} polled={polled} />
          )}
          {size === 'xl' && agent.state !== 'disconnected' && <ThirdLine agent={agent} />}
        </>
      )}
    </button>
  );
});

/** Queue and masked caller of the call at hand; without one, the agent's first queue. */
function ThirdLine({ agent }: { readonly agent: Agent }) {
  const call = useCall(agent.calls[0] ?? '');
  const queue = useQueueRecord(call?.queue ?? agent.queues[0] ?? '');
  const parts = [queue && queueName(queue), call?.party && maskNumber(call.party)].filter(Boolean);
  return <span className="tile-third">{parts.join(' · ')}</span>;
}
