// The shape of a state. Every state has a shape of its own, so that colour is never the only difference.
import type { AgentState } from '../../lib/protocol/board.ts';

export type Mark = AgentState | 'waiting' | 'ended' | 'warning' | 'alarm';

const colours: Readonly<Record<Mark, string>> = {
  free: 'var(--free)',
  ringing: 'var(--ringing)',
  talking: 'var(--talking)',
  busy: 'var(--busy)',
  unknown: 'var(--ink-3)',
  disconnected: 'var(--disc)',
  waiting: 'var(--ringing)',
  ended: 'var(--disc)',
  warning: 'var(--warn)',
  alarm: 'var(--alarm)',
};

/** One em wide. Says nothing to a screen reader: the word stands beside it. `onFill` inverts it for a filled tile. */
export function StatusMark(props: { readonly mark: Mark; readonly stale?: boolean; readonly onFill?: boolean }) {
  const { mark, stale = false, onFill = false } = props;
  const colour = onFill ? 'var(--on-alarm)' : colours[mark];
  const inner = onFill ? 'var(--alarm-fill)' : 'var(--bg)';
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      className="status-mark"
      data-mark={mark}
      data-stale={stale || undefined}
      fill="none"
    >
      <Shape mark={mark} colour={colour} inner={inner} />
      {stale && (
        <g>
          <circle cx="18.5" cy="18.5" r="5.5" fill="var(--surface)" stroke="var(--ink-2)" strokeWidth="1.6" />
          <path d="M18.5 15.6v3l2 1.2" stroke="var(--ink-2)" strokeWidth="1.6" strokeLinecap="round" />
        </g>
      )}
    </svg>
  );
}

function Shape({ mark, colour, inner }: { readonly mark: Mark; readonly colour: string; readonly inner: string }) {
  switch (mark) {
    case 'free':
      return <circle cx="12" cy="12" r="8" stroke={colour} strokeWidth="4" />;
    case 'ringing':
      return <path d="M12 1.5 22.5 12 12 22.5 1.5 12z" fill={colour} className="mark-outline" />;
    case 'waiting':
      return (
        <path
          d="M12 1.5 22.5 12 12 22.5 1.5 12zM12 6 6 12 12 18 18 12z"
          fillRule="evenodd"
          fill={colour}
          className="mark-outline"
        />
      );
    case 'talking':
      return <circle cx="12" cy="12" r="10" fill={colour} />;
    case 'busy':
      return (
        <>
          <rect x="3.5" y="3.5" width="17" height="17" stroke={colour} strokeWidth="3" />
          <rect x="3" y="3" width="10.5" height="18" fill={colour} />
        </>
      );
    case 'unknown':
      return (
        <>
          <circle cx="12" cy="12" r="9" stroke={colour} strokeWidth="3" />
          <path
            d="M9.6 9.8a2.4 2.4 0 1 1 3.5 2.1c-.8.4-1.1.8-1.1 1.6M12 16.4v.2"
            stroke={colour}
            strokeWidth="2.2"
            strokeLinecap="round"
          />
        </>
      );
    case 'disconnected':
      return <path d="M4.5 4.5l15 15M19.5 4.5l-15 15" stroke={colour} strokeWidth="4" />;
    case 'ended':
      return <path d="M4 12h16" stroke={colour} strokeWidth="4" />;
    case 'warning':
      return <path d="M12 3.5 22 20.5H2z" stroke={colour} strokeWidth="3" strokeLinejoin="round" />;
    case 'alarm':
      return (
        <>
          <path d="M7.5 1.5h9l6 6v9l-6 6h-9l-6-6v-9z" fill={colour} />
          <path d="M12 6.2v7M12 17v.6" stroke={inner} strokeWidth="3" strokeLinecap="round" />
        </>
      );
  }
}
