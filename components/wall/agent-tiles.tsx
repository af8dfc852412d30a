// Tiles in rows: 12, 24 or 40 to a screen. More of them are shown page by page.
'use client';
import type { RefObject } from 'react';
import { AgentTile } from './agent-tile.tsx';
import { useArrowWalk } from './use-arrow-walk.ts';
import { usePages } from './use-pages.ts';
import { useSteadyOrder } from './use-steady-order.ts';
import { usePaused } from './wall-frame.tsx';

const fits = { xl: 12, l: 24, m: 40 } as const;

export function AgentTiles(props: {
  readonly density: keyof typeof fits;
  readonly wanted: readonly string[];
  readonly inside: RefObject<HTMLElement | null>;
  readonly names: ReadonlyMap<string, string>;
  readonly dim: ReadonlySet<string>;
}) {
  const { density, wanted, inside, names, dim } = props;
  const order = useSteadyOrder(wanted, inside);
  const { items, page, pageCount } = usePages(order, fits[density], usePaused());
  const walk = useArrowWalk();
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys of the tiles inside bubble up to here. */}
      <div className="tiles" data-density={density} onKeyDown={walk}>
        {items.map((extension) => (
          <AgentTile
            key={extension}
            extension={extension}
            name={names.get(extension) ?? extension}
            size={density}
            dim={dim.has(extension)}
          />
        ))}
      </div>
      {pageCount > 1 && (
        <p className="pages" aria-hidden="true">
          {page + 1} / {pageCount}
        </p>
      )}
    </>
  );
}
