// A bar across the page that says what is wrong, what still holds, and what happens next.
import type { ReactNode } from 'react';

const tones = {
  warn: 'var(--warn)',
  alarm: 'var(--alarm)',
  calm: 'var(--talking)',
} as const;

function Mark({ tone }: { readonly tone: keyof typeof tones }) {
  const shape =
    tone === 'alarm' ? 'M8 2h8l6 6v8l-6 6H8l-6-6V8z' : tone === 'warn' ? 'M12 3 22 21H2z' : 'M4 12.5l5.5 5.5L20 6.5';
  return (
    <svg viewBox="0 0 24 24" className="h-[1.15em] w-[1.15em] shrink-0" aria-hidden="true">
      <path d={shape} fill="none" stroke={tones[tone]} strokeWidth="2.5" strokeLinejoin="round" strokeLinecap="round" />
      {tone !== 'calm' && (
        <path d="M12 9v5M12 16.8v.4" stroke={tones[tone]} strokeWidth="2.5" strokeLinecap="round" fill="none" />
      )}
    </svg>
  );
}

export function Banner(props: {
  readonly tone: keyof typeof tones;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  readonly className?: string;
}) {
  const { tone, children, action, className } = props;
  return (
    <div
      role={tone === 'alarm' ? 'alert' : 'status'}
      data-tone={tone}
      className={`flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 font-medium text-ink-1 ${className ?? 'type-body'}`}
      style={{ background: `color-mix(in oklab, ${tones[tone]} var(--tint), var(--surface))` }}
    >
      <Mark tone={tone} />
      <span className="min-w-0 flex-1">{children}</span>
      {action}
    </div>
  );
}
