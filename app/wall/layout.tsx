// Every wall lives under one connection, one watch and one sheet, so that going from one to another loses nothing.
import type { ReactNode } from 'react';
import { ActionsProvider } from '../../components/actions/actions-provider.tsx';
import { LiveProvider } from '../../components/live/connection.tsx';
import { WallWatch } from '../../components/wall/wall-watch.tsx';
import './frame.css';
import './header.css';
import './controls.css';
import './panel.css';
import './figures.css';
import './overview.css';
import './queue-table.css';
import './attention.css';
import './agent-tile.css';
import './agents.css';
import './queue.css';
import './calls.css';

export default function WallLayout({ children }: { readonly children: ReactNode }) {
  return (
    <LiveProvider>
      <WallWatch>
        <ActionsProvider>{children}</ActionsProvider>
      </WallWatch>
    </LiveProvider>
  );
}
