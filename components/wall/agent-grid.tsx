// Any number of people, scrolling, in a fixed order: places are learned and only marks change. The browser skips
// what is off the screen (content-visibility); above a thousand, rows far from the screen are not there at all.
'use client';
import { useEffect, useMemo, useRef, useState } from 'react';
import { AgentTile } from './agent-tile.tsx';
import { useArrowWalk } from './use-arrow-walk.ts';

const allUpTo = 1_000;
const tileWidth = 188;
const tileHeight = 52;
const overscanRows = 12;

export function AgentGrid(props: {
  readonly ids: readonly string[];
  readonly names: ReadonlyMap<string, string>;
  readonly dim: ReadonlySet<string>;
}) {
  const { ids, names, dim } = props;
  const walk = useArrowWalk();
  const element = useRef<HTMLDivElement>(null);
  const order = useMemo(
    () => [...ids].sort((a, b) => (names.get(a) ?? a).localeCompare(names.get(b) ?? b) || (a < b ? -1 : 1)),
    [ids, names],
  );
  const { from, to, before, after } = useRows(element, order.length);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys of the tiles inside bubble up to here.
    <div ref={element} className="agent-grid" style={{ paddingTop: before, paddingBottom: after }} onKeyDown={walk}>
      {order.slice(from, to).map((extension) => (
        <AgentTile
          key={extension}
          extension={extension}
          name={names.get(extension) ?? extension}
          size="grid"
          dim={dim.has(extension)}
        />
      ))}
    </div>
  );
}

/** Which of the tiles exist, and the room the others would take, px. */
function useRows(element: React.RefObject<HTMLElement | null>, count: number) {
  const [view, setView] = useState({ columns: 8, first: 0, rows: 40 });
  const windowed = count > allUpTo;
  useEffect(() => {
    if (!windowed) return;
    const look = () => {
      const box = element.current?.getBoundingClientRect();
      if (!box) return;
      const columns = Math.max(1, Math.floor((box.width + 6) / (tileWidth + 6)));
      const first = Math.max(0, Math.floor(-box.top / tileHeight) - overscanRows);
      const rows = Math.ceil(innerHeight / tileHeight) + 2 * overscanRows;
      setView((was) =>
        was.columns === columns && Math.abs(was.first - first) < 4 && was.rows === rows
          ? was
          : { columns, first, rows },
      );
    };
    look();
    addEventListener('scroll', look, { passive: true });
    addEventListener('resize', look);
    return () => {
      removeEventListener('scroll', look);
      removeEventListener('resize', look);
    };
  }, [windowed, element]);
  if (!windowed) return { from: 0, to: count, before: 0, after: 0 };
  const allRows = Math.ceil(count / view.columns);
  const first = Math.min(view.first, Math.max(0, allRows - 1));
  const last = Math.min(allRows, first + view.rows);
  return {
    from: first * view.columns,
    to: last * view.columns,
    before: first * tileHeight,
    after: (allRows - last) * tileHeight,
  };
}
