// Opens the sheet of an agent, a queue or a call from anywhere below it. The sheet itself is fetched once the page is at
// rest, or when first opened; when it cannot be had the wall stays and says so.
'use client';
import { createContext, lazy, type ReactNode, Suspense, useCallback, useContext, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../ui/button.tsx';
import { fetchAhead } from '../ui/fetch-ahead.ts';
import { Spare } from '../ui/spare.tsx';
import type { SheetSubject } from './sheet-subject.ts';

export type { SheetSubject } from './sheet-subject.ts';

/** A wall that may only show gives something else here. */
export const OpenSheet = createContext<((subject: SheetSubject) => void) | null>(null);
const fetchSheet = () => import('./action-sheet.tsx');
/** The questions a sheet may ask. */
const fetchPopover = () => import('../ui/popover-panel.tsx');
const ActionSheet = lazy(fetchSheet);

/** `const openSheet = useOpenSheet(); openSheet({ kind: 'agent', id: '116' })` */
export function useOpenSheet(): (subject: SheetSubject) => void {
  const open = useContext(OpenSheet);
  if (!open) throw new Error('ActionsProvider is missing above this component');
  return open;
}

/** Stands inside LiveProvider. */
export function ActionsProvider({ children }: { readonly children: ReactNode }) {
  const [subject, setSubject] = useState<SheetSubject | null>(null);
  const [used, setUsed] = useState(false);
  const open = useCallback((next: SheetSubject) => {
    setUsed(true);
    setSubject(next);
  }, []);
  const close = useCallback(() => setSubject(null), []);
  useEffect(() => fetchAhead([fetchSheet, fetchPopover]), []);
  return (
    <OpenSheet value={open}>
      {children}
      {used && (
        <Spare instead={subject && <SheetMissing onClose={close} />}>
          <Suspense fallback={null}>
            <ActionSheet subject={subject} onClose={close} onOpen={open} />
          </Suspense>
        </Spare>
      )}
    </OpenSheet>
  );
}

function SheetMissing({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations();
  return (
    <div
      role="alert"
      className="type-body fixed right-4 bottom-4 z-50 flex items-center gap-4 rounded-card border border-line bg-overlay p-4 text-ink-1 shadow-float"
    >
      {t('errors.code.network')}
      <Button onClick={onClose}>{t('common.close')}</Button>
    </div>
  );
}
