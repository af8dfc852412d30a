// Everybody at once. The layout follows from how many there are, unless the address asks for one.
'use client';
import { useMemo, useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl/react';
import type { Density } from '../../lib/board/density.ts';
import { countStates, sameCounts, stateOrder } from '../../lib/board/select.ts';
import { formatNumber } from '../../lib/i18n/numbers.ts';
import type { Board } from '../../lib/protocol/board.ts';
import { useBoardSelector, useIds, useSource } from '../live/connection.tsx';
import { perBoard } from '../live/per-board.ts';
import { StateScreen } from '../ui/state-screen.tsx';
import { AgentBands } from './agent-bands.tsx';
import { AgentColumns } from './agent-columns.tsx';
import { AgentGrid } from './agent-grid.tsx';
import { AgentMosaic } from './agent-mosaic.tsx';
import { AgentTiles } from './agent-tiles.tsx';
import { SearchBox } from './search-box.tsx';
import { StateStrip } from './state-strip.tsx';
import { useDensity } from './use-density.ts';
import { useShortNames } from './use-names.ts';
import { WallFrame } from './wall-frame.tsx';

const counts = perBoard((board: Board) => countStates(Object.values(board.agents)));
const stateList = perBoard((board: Board) =>
  Object.values(board.agents).map(({ extension, state }) => [extension, state] as const),
);
type StateList = ReturnType<typeof stateList>;
const sameStates = (a: StateList, b: StateList) =>
  a.length === b.length && a.every((one, i) => one[0] === b[i]?.[0] && one[1] === b[i]?.[1]);

export function AgentsWall({ density: asked }: { readonly density: Density | null }) {
  const t = useTranslations('wall');
  const locale = useLocale();
  const ids = useIds('agents');
  const known = useSource() !== null;
  const names = useShortNames();
  const [search, setSearch] = useState<string | null>(null);
  const counted = useDensity(ids.length);
  const density = asked ?? counted;
  const needle = search ? fold(search) : '';
  const dim = useMemo(
    () => new Set(needle ? ids.filter((id) => !fold(`${names.get(id) ?? ''} ${id}`).includes(needle)) : []),
    [needle, ids, names],
  );
  const fits = density === 'grid' ? 'scroll' : 'stage';
  return (
    <WallFrame
      places="agents"
      listed={density === 'mosaic' || density === 'bands'}
      title={t('layout.agents')}
      detail={known && formatNumber(locale, ids.length)}
      fit={fits}
      onSearch={() => setSearch('')}
    >
      {search !== null && <SearchBox value={search} onChange={setSearch} found={ids.length - dim.size} />}
      <Counts />
      {ids.length === 0 ? (
        <StateScreen title={t('empty.agents')} text={t('empty.text')} />
      ) : density === 'grid' ? (
        <AgentGrid ids={ids} names={names} dim={dim} />
      ) : (
        <Grouped density={density} names={names} dim={dim} />
      )}
    </WallFrame>
  );
}

/** Apart, so that a count that changes does not look at every tile. */
function Counts() {
  const sum = useBoardSelector(counts, sameCounts);
  return sum && <StateStrip counts={sum} />;
}

function Grouped(props: {
  readonly density: Exclude<Density, 'grid'>;
  readonly names: ReadonlyMap<string, string>;
  readonly dim: ReadonlySet<string>;
}) {
  const { density, names, dim } = props;
  const states = useBoardSelector(stateList, sameStates);
  const inside = useRef<HTMLDivElement>(null);
  const wanted = useMemo(
    () =>
      [...(states ?? [])]
        .sort(
          ([a, stateA], [b, stateB]) =>
            stateOrder.indexOf(stateA) - stateOrder.indexOf(stateB) ||
            (names.get(a) ?? a).localeCompare(names.get(b) ?? b) ||
            (a < b ? -1 : 1),
        )
        .map(([extension]) => extension),
    [states, names],
  );
  return (
    <div ref={inside} className="agents-body">
      {density === 's' ? (
        <AgentColumns wanted={wanted} inside={inside} names={names} dim={dim} />
      ) : density === 'mosaic' ? (
        <AgentMosaic wanted={wanted} names={names} dim={dim} />
      ) : density === 'bands' ? (
        <AgentBands names={names} />
      ) : (
        <AgentTiles density={density} wanted={wanted} inside={inside} names={names} dim={dim} />
      )}
    </div>
  );
}

/** Small letters without accents: "João" is found by "joao". */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
