// Up to 80 people as lines in five columns, one group after the other; a group that goes on in the next column says so.
'use client';
import type { RefObject } from 'react';
import { useTranslations } from 'use-intl/react';
import { unknownMark } from '../../lib/i18n/numbers.ts';
import type { AgentState, Board } from '../../lib/protocol/board.ts';
import { useBoardSelector } from '../live/connection.tsx';
import { useStale } from '../live/freeze.tsx';
import { perBoard } from '../live/per-board.ts';
import { StatusMark } from '../ui/status-mark.tsx';
import { AgentTile } from './agent-tile.tsx';
import { columnsOf } from './columns-of.ts';
import { useArrowWalk } from './use-arrow-walk.ts';
import { useSteadyOrder } from './use-steady-order.ts';

const statesByExtension = perBoard(
  (board: Board) => new Map(Object.values(board.agents).map((agent) => [agent.extension, agent.state])),
);
const sameMap = (a: ReadonlyMap<string, AgentState>, b: ReadonlyMap<string, AgentState>) =>
  a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);

export function AgentColumns(props: {
  readonly wanted: readonly string[];
  readonly inside: RefObject<HTMLElement | null>;
  readonly names: ReadonlyMap<string, string>;
  readonly dim: ReadonlySet<string>;
}) {
  const { wanted, inside, names, dim } = props;
  const t = useTranslations('wall');
  const states = useTranslations('common.state');
  const order = useSteadyOrder(wanted, inside);
  const known = useBoardSelector(statesByExtension, sameMap);
  const walk = useArrowWalk();
  const stale = useStale();
  // A line that waits for its new place stands in its old group with its new mark; heads count what stands under them.
  const columns = columnsOf(order, (extension) => known?.get(extension) ?? 'unknown');
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys of the lines inside bubble up to here.
    <div className="columns" onKeyDown={walk}>
      {columns.map((column, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: columns are places, not things.
        <div key={index} className="column">
          {column.map((line) =>
            line.kind === 'head' ? (
              <h2 key={`head ${line.state}`} className="column-head">
                <StatusMark mark={line.state} stale={stale.polls} />
                {states(line.state)}
                {line.continued ? <small>{t('continued')}</small> : <b>{stale.deadPolls ? unknownMark : line.count}</b>}
              </h2>
            ) : (
              <AgentTile
                key={line.extension}
                extension={line.extension}
                name={names.get(line.extension) ?? line.extension}
                size="s"
                dim={dim.has(line.extension)}
              />
            ),
          )}
        </div>
      ))}
    </div>
  );
}
