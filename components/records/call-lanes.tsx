// A call over time, one lane a party: waiting, ringing, talking, and dotted what nobody told. Lengths are true to time,
// but nothing is narrower than can be seen. Says nothing to a screen reader that the steps beside it do not say.
'use client';
import type { CSSProperties } from 'react';
import { useTranslations } from 'use-intl/react';
import type { CallStory, Lane, Segment, SegmentKind } from '../../lib/records/call-story.ts';
import { formatDuration } from '../../lib/time/duration.ts';
import { usePartyText } from './record-cell.tsx';
import type { HouseNames } from './use-house-names.ts';

const looks: Readonly<Record<SegmentKind, CSSProperties>> = {
  waiting: {
    background:
      'repeating-linear-gradient(135deg, color-mix(in oklab, var(--ringing) 55%, var(--bg)) 0 4px, color-mix(in oklab, var(--ringing) 25%, var(--bg)) 4px 8px)',
  },
  ringing: { background: 'var(--ringing)', border: '1px solid var(--ink-2)' },
  talking: { background: 'var(--talking)' },
  unknown: { border: '2px dotted var(--line-strong)' },
};
const kinds: readonly SegmentKind[] = ['waiting', 'ringing', 'talking', 'unknown'];
/** Under this share of the whole a segment has no room for its length. */
const roomForText = 0.09;

export function CallLanes(props: {
  readonly story: CallStory;
  readonly names: HouseNames;
  /** For what still goes on. */
  readonly now: number;
  /** Instant of the step somebody is at. */
  readonly at: number | null;
  /** Names stand above their lanes. */
  readonly narrow?: boolean;
}) {
  const { story, names, now, at, narrow = false } = props;
  const t = useTranslations('explorer.call');
  const party = usePartyText(names);
  const end = story.endedAt ?? (story.running ? now : lastOf(story));
  const wholeMs = Math.max(1_000, end - story.startedAt);
  const share = (instant: number) => Math.min(1, Math.max(0, (instant - story.startedAt) / wholeMs));
  const nameOf = (lane: Lane) =>
    lane.kind === 'party'
      ? party(lane.id)
      : lane.kind === 'queue'
        ? names.queue(lane.id ?? '')
        : names.agent(lane.id ?? '');
  const marks = [0, 0.25, 0.5, 0.75, 1];
  return (
    <div className="flex flex-col gap-2" data-testid="call-lanes">
      <div className={`grid gap-x-3 gap-y-2 ${narrow ? '' : 'grid-cols-[minmax(72px,22%)_1fr] max-sm:grid-cols-1'}`}>
        {!narrow && <span className="max-sm:hidden" />}
        <div aria-hidden="true" className="type-label relative h-4 text-ink-2">
          {marks.map((mark) => (
            <span
              key={mark}
              className="absolute"
              style={
                mark === 1 ? { right: 0 } : { left: `${mark * 100}%`, transform: mark === 0 ? '' : 'translateX(-50%)' }
              }
            >
              {formatDuration(mark * wholeMs)}
            </span>
          ))}
        </div>
        {story.lanes.map((lane) => (
          <div key={`${lane.kind} ${lane.id}`} className="contents">
            <span className="type-table self-center break-words max-sm:mt-1">{nameOf(lane)}</span>
            <div aria-hidden="true" className="relative h-7 rounded-chip bg-sunken">
              {lane.segments.map((segment) => (
                <Bar key={`${segment.kind} ${segment.from}`} segment={segment} share={share} now={now} />
              ))}
              {at !== null && (
                <span
                  className="pointer-events-none absolute -inset-y-1 w-0.5 bg-ink-1"
                  style={{ left: `${share(at) * 100}%` }}
                />
              )}
            </div>
          </div>
        ))}
      </div>
      <p className="type-label flex flex-wrap gap-x-4 gap-y-1 text-ink-2">
        {kinds.map((kind) => (
          <span key={kind} className="inline-flex items-center gap-1.5">
            <span aria-hidden="true" className="inline-block h-3 w-5 rounded-[2px]" style={looks[kind]} />
            {t(`segment.${kind}`)}
          </span>
        ))}
      </p>
    </div>
  );
}

function Bar(props: { readonly segment: Segment; readonly share: (at: number) => number; readonly now: number }) {
  const { segment, share, now } = props;
  const to = segment.to ?? now;
  const width = share(to) - share(segment.from);
  const dark = segment.kind === 'talking' || segment.kind === 'ringing';
  return (
    <span
      data-segment={segment.kind}
      className="type-label absolute inset-y-0 flex min-w-1 items-center justify-center overflow-hidden rounded-chip"
      style={{
        ...looks[segment.kind],
        left: `${share(segment.from) * 100}%`,
        width: `${width * 100}%`,
        // What goes on has no edge yet.
        ...(segment.to === null ? { maskImage: 'linear-gradient(to right, black 85%, transparent)' } : {}),
      }}
    >
      {width >= roomForText && (
        <span className={dark ? 'text-bg' : 'rounded-chip bg-bg px-1 text-ink-1'}>
          {formatDuration(to - segment.from)}
        </span>
      )}
    </span>
  );
}

const lastOf = (story: CallStory): number =>
  Math.max(story.startedAt, ...story.lanes.flatMap(({ segments }) => segments.map(({ to }) => to ?? story.startedAt)));
