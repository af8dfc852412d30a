// Opens the sheet of an agent, a queue or a call from anywhere below it. The sheet itself is fetched when first opened.
'use client';
import { createContext, lazy, type ReactNode, Suspense, useCallback, useContext, useState } from 'react';

export type SheetSubject = { readonly kind: 'agent' | 'queue' | 'call'; readonly id: string };

const OpenSheet = createContext<((subject: SheetSubject) => void) | null>(null);
const ActionSheet = lazy(() => import('./action-sheet.tsx'));

/** `const openSheet = useOpenSheet(); openSheet({ kind: 'agent', id: '116' })` */
export function useOpenSheet(): (subject: SheetSubject) => void {
  const open = useContext(OpenSheet);
  if (!open) throw new Error('ActionsProvider is missing above this component');
  return open;
}

/** When each extension last dialled each number from this page: `extension>number` → Unix ms, server's clock. */
export type RecentDials = Map<string, number>;
const Recent = createContext<RecentDials | null>(null);

export function useRecentDials(): RecentDials {
  const recent = useContext(Recent);
  if (!recent) throw new Error('ActionsProvider is missing above this component');
  return recent;
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
        <Recent value={recent}>
          <Suspense fallback={null}>
            <ActionSheet subject={subject} onClose={close} onOpen={open} />
          </Suspense>
        </Recent>
      )}
    </OpenSheet>
  );
}
