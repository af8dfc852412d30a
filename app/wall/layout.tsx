// Every wall lives under one connection, one watch and one sheet, so that going from one to another loses nothing.
import type { ReactNode } from 'react';
import { ActionsProvider } from '../../components/actions/actions-provider.tsx';
import { LiveProvider } from '../../components/live/connection.tsx';
import { WallWatch } from '../../components/wall/wall-watch.tsx';
import './styles.ts';

export default function WallLayout({ children }: { readonly children: ReactNode }) {
  return (
    <LiveProvider>
      <WallWatch>
        <ActionsProvider>{children}</ActionsProvider>
      </WallWatch>
    </LiveProvider>
  );
}
