// Opens the sheet of an agent, a queue or a call from anywhere below it. The sheet itself is fetched when first opened.
'use client';
import { createContext, lazy, type ReactNode, Suspense, useCallback, useContext, useState } from 'react';
import { type RecentDials, RecentDialsContext } from './recent-dials.ts';
import type { SheetSubject } from './sheet-subject.ts';

export type { SheetSubject } from './sheet-subject.ts';

const OpenSheet = createContext<((subject: SheetSubject) => void) | null>(null);
const ActionSheet = lazy(() => import('./action-sheet.tsx'));

/** `const openSheet = useOpenSheet(); openSheet({ kind: 'agent', id: '116' })` */
export function useOpenSheet(): (subject: SheetSubject) => void {
  const open = useContext(OpenSheet);
  if (!open) throw new Error('ActionsProvider is missing above this component');
  return open;
}

/** Stands inside LiveProvider. */
export function ActionsProvider({ children }: { readonly children: ReactNode }) {
  const [subject, setSubject] = useState<SheetSubject | null>(null);
  const [recent] = useState<RecentDials>(() => new Map());
  const open = useCallback((next: SheetSubject) => setSubject(next), []);
  const close = useCallback(() => setSubject(null), []);
  return (
    <OpenSheet value={open}>
      {children}
      {subject && (
        <RecentDialsContext value={recent}>
          <Suspense fallback={null}>
            <ActionSheet subject={subject} onClose={close} onOpen={open} />
          </Suspense>
        </RecentDialsContext>
      )}
    </OpenSheet>
  );
}
