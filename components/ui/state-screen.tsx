// What stands where there is nothing to show: why, and the one thing to do about it. Never a blank.
import type { ReactNode } from 'react';

export function StateScreen(props: {
  readonly title: ReactNode;
  readonly text?: ReactNode;
  readonly action?: ReactNode;
  /** Fills the page instead of a panel. */
  readonly whole?: boolean;
}) {
  const { title, text, action, whole = false } = props;
  const Heading = whole ? 'h1' : 'h2';
  return (
    <div
      className={`flex flex-col items-center justify-center gap-3 px-6 text-center ${whole ? 'min-h-dvh' : 'min-h-48 py-8'}`}
    >
      <Heading className="type-page max-w-prose">{title}</Heading>
      {text && <p className="type-body max-w-prose text-ink-2">{text}</p>}
      {action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
