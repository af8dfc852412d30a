// A sheet at the right edge, fetched when one is first opened.
'use client';
import { type ComponentProps, lazy, Suspense } from 'react';

const DrawerPanel = lazy(() => import('./drawer-panel.tsx'));

export function Drawer(props: ComponentProps<typeof DrawerPanel>) {
  return (
    <Suspense fallback={null}>
      <DrawerPanel {...props} />
    </Suspense>
  );
}
