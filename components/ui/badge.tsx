// A word in a quiet frame.
import type { ReactNode } from 'react';

export function Badge({
  children,
  tone = 'plain',
}: {
  readonly children: ReactNode;
  readonly tone?: 'plain' | 'warn';
}) {
  const frame = tone === 'warn' ? 'border-warn' : 'border-line';
  return (
    <span className={`type-label inline-flex items-center gap-1 rounded-chip border px-1.5 py-0.5 text-ink-2 ${frame}`}>
      {children}
    </span>
  );
}
