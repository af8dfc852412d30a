// A small question or fact beside what was pressed. What it is made of is fetched when one is first opened.
'use client';
import { lazy, type ReactNode, Suspense, useRef } from 'react';

const PopoverPanel = lazy(() => import('./popover-panel.tsx'));

export function Popover(props: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly label: string;
  readonly anchor: ReactNode;
  readonly children: ReactNode;
}) {
  const { open, onClose, label, anchor, children } = props;
  const at = useRef<HTMLSpanElement>(null);
  return (
    <>
      <span ref={at} className="inline-flex">
        {anchor}
      </span>
      {open && (
        <Suspense fallback={null}>
          <PopoverPanel at={at} onClose={onClose} label={label}>
            {children}
          </PopoverPanel>
        </Suspense>
      )}
    </>
  );
}
