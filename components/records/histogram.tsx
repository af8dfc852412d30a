// When the records of the list were: one bar a slot, stacked. Dragging over bars, or Enter on a chosen stretch, looks at
// that stretch alone; Escape goes back. The same figures stand in a table for those who cannot see bars.
'use client';
import { memo, type PointerEvent, useRef, useState } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import { formatClock, formatNumber } from '../../lib/i18n/numbers.ts';
import { type Bin, type Slot, scaleEnd } from '../../lib/records/histogram.ts';
import type { Span } from '../../lib/records/period.ts';
import { startOfDay } from '../../lib/time/zone.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { abandonedLook } from './chart-look.ts';
import { dayText, isOneDay, spanText } from './times.ts';

interface Stretch {
  readonly anchor: number;
  readonly cursor: number;
}

export function Histogram(props: {
  /** null = not known yet. */
  readonly slots: readonly Slot[] | null;
  readonly bin: Bin;
  readonly span: Span;
  readonly now: number;
  readonly onZoom: (span: Span) => void;
  readonly onBack: () => void;
}) {
  const { slots, bin, span, now, onZoom, onBack } = props;
  const t = useTranslations('explorer.chart');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const plot = useRef<HTMLDivElement>(null);
  const [stretch, setStretch] = useState<Stretch | null>(null);
  const [dragging, setDragging] = useState(false);
  if (slots === null || slots.length === 0) {
    return (
      <div className="h-24 px-4 py-2">
        <Skeleton className="size-full" />
      </div>
    );
  }
  const last = slots.length - 1;
  const top = scaleEnd(Math.max(...slots.map(({ count }) => count)));
  const oneDay = isOneDay(span, zone);
  const text = (slot: Slot) =>
    t('slot', {
      span: spanText(locale, slot, zone, !oneDay),
      count: slot.count,
      shown: formatNumber(locale, slot.count),
      answered: formatNumber(locale, slot.answered),
      abandoned: formatNumber(locale, slot.abandoned),
    });
  const spanOf = ({ anchor, cursor }: Stretch): Span | null => {
    const first = slots[Math.min(anchor, cursor)];
    const end = slots[Math.max(anchor, cursor)];
    return first && end ? { from: first.from, to: end.to } : null;
  };
  const zoom = (wanted: Stretch) => {
    const next = spanOf(wanted);
    setStretch(null);
    // A single slot of the finest kind has nothing finer inside, but its rows can be looked at.
    if (next && (next.from !== span.from || next.to !== span.to)) onZoom(next);
  };
  const slotAt = (event: PointerEvent) => {
    const box = plot.current?.getBoundingClientRect();
    if (!box || box.width === 0) return 0;
    return Math.min(last, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * slots.length)));
  };
  const cursor = Math.min(stretch?.cursor ?? last, last);
  const chosen = slots[cursor];
  const chosenSpan = stretch && spanOf(stretch);
  const several = stretch !== null && stretch.anchor !== stretch.cursor && chosenSpan !== null;
  const nowShare = (now - span.from) / (span.to - span.from);
  return (
    <figure className="grid grid-cols-[auto_1fr] gap-x-2 px-4 pt-2">
      <span aria-hidden="true" className="type-label min-w-8 text-right text-ink-2 leading-none">
        {formatNumber(locale, top)}
      </span>
      <div
        ref={plot}
        role="slider"
        tabIndex={0}
        aria-label={t('label')}
        aria-describedby="chart-hint"
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={cursor}
        aria-valuetext={several ? spanText(locale, chosenSpan, zone, !oneDay) : chosen ? text(chosen) : ''}
        className="relative flex h-16 touch-pan-y select-none items-end border-line-strong border-b outline-offset-4"
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          const at = slotAt(event);
          setDragging(true);
          setStretch({ anchor: at, cursor: at });
        }}
        onPointerMove={(event) => {
          if (dragging && stretch) setStretch({ ...stretch, cursor: slotAt(event) });
          else if (event.pointerType === 'mouse') setStretch({ anchor: slotAt(event), cursor: slotAt(event) });
        }}
        onPointerUp={(event) => {
          if (!dragging || !stretch) return;
          setDragging(false);
          zoom({ ...stretch, cursor: slotAt(event) });
        }}
        onPointerCancel={() => {
          setDragging(false);
          setStretch(null);
        }}
        onPointerLeave={() => {
          if (!dragging) setStretch(null);
        }}
        onBlur={() => setStretch(null)}
        onKeyDown={(event) => {
          const step = { ArrowLeft: -1, ArrowRight: 1, ArrowDown: -1, ArrowUp: 1, PageUp: -8, PageDown: 8 }[event.key];
          const to = event.key === 'Home' ? 0 : event.key === 'End' ? last : step === undefined ? null : cursor + step;
          if (to !== null) {
            const next = Math.min(last, Math.max(0, to));
            setStretch({ anchor: event.shiftKey ? (stretch?.anchor ?? cursor) : next, cursor: next });
          } else if (event.key === 'Enter' || event.key === ' ') zoom(stretch ?? { anchor: cursor, cursor });
          else if (event.key === 'Escape') {
            if (dragging || several) setStretch(null);
            else onBack();
            setDragging(false);
          } else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      >
        <Bars slots={slots} top={top} />
        {nowShare > 0 && nowShare < 1 && (
          <>
            <span
              aria-hidden="true"
              className="pointer-events-none absolute inset-y-0 right-0 bg-sunken opacity-60"
              style={{ left: `${nowShare * 100}%` }}
            />
            <span
              aria-hidden="true"
              title={t('now')}
              className="pointer-events-none absolute inset-y-0 border-ink-1 border-l-2 border-dotted"
              style={{ left: `${nowShare * 100}%` }}
            />
          </>
        )}
        {stretch && (
          <span
            aria-hidden="true"
            className="pointer-events-none absolute inset-y-0 border-ink-1 border-x bg-ink-1/10"
            style={{
              left: `${(Math.min(stretch.anchor, stretch.cursor) / slots.length) * 100}%`,
              width: `${((Math.abs(stretch.anchor - stretch.cursor) + 1) / slots.length) * 100}%`,
            }}
          />
        )}
      </div>
      <figcaption className="type-label relative col-start-2 mt-1 h-4 overflow-hidden text-ink-2">
        {stretch && chosen ? (
          <span className="block truncate text-ink-1">
            {several ? spanText(locale, chosenSpan, zone, !oneDay) : text(chosen)}
          </span>
        ) : (
          <Ticks slots={slots} bin={bin} />
        )}
      </figcaption>
      <span id="chart-hint" className="sr-only">
        {t('hint')}
      </span>
      <SlotTable slots={slots} zone={zone} withDay={!oneDay} />
    </figure>
  );
}

const Bars = memo(function Bars({ slots, top }: { readonly slots: readonly Slot[]; readonly top: number }) {
  return slots.map(({ from, count, answered, abandoned, rest }) => (
    <span key={from} aria-hidden="true" className="flex h-full min-w-0 flex-1 flex-col justify-end px-px">
      {count > 0 && (
        <span className="flex min-h-0.5 flex-col justify-end gap-px" style={{ height: `${(count / top) * 100}%` }}>
          {abandoned > 0 && <span className="min-h-px" style={{ ...abandonedLook, flexGrow: abandoned }} />}
          {rest > 0 && <span className="min-h-px bg-line-strong" style={{ flexGrow: rest }} />}
          {answered > 0 && <span className="min-h-px bg-talking" style={{ flexGrow: answered }} />}
        </span>
      )}
    </span>
  ));
});

/** Six marks at most, each under its slot. */
function Ticks({ slots, bin }: { readonly slots: readonly Slot[]; readonly bin: Bin }) {
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const first = (at: number) => (bin === 'hour' ? startOfDay(at, zone) === at : true);
  const marked = slots.flatMap((slot, index) => (first(slot.from) ? [{ ...slot, index }] : []));
  const each = Math.ceil(marked.length / 6);
  return marked
    .filter((_, index) => index % each === 0)
    .map(({ from, index }) => (
      <span key={from} className="absolute whitespace-nowrap" style={{ left: `${(index / slots.length) * 100}%` }}>
        {bin === 'quarter_hour' ? formatClock(locale, from, zone) : dayText(locale, from, zone, false)}
      </span>
    ));
}

function SlotTable(props: { readonly slots: readonly Slot[]; readonly zone: string; readonly withDay: boolean }) {
  const { slots, zone, withDay } = props;
  const t = useTranslations('explorer.chart');
  const locale = useLocale();
  return (
    // A table makes itself as wide as its words, hidden or not.
    <div className="sr-only">
      <table>
        <caption>{t('table')}</caption>
        <thead>
          <tr>
            {(['interval', 'answered', 'abandoned', 'rest'] as const).map((head) => (
              <th key={head} scope="col">
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {slots
            .filter(({ count }) => count > 0)
            .map((slot) => (
              <tr key={slot.from}>
                <th scope="row">{spanText(locale, slot, zone, withDay)}</th>
                <td>{formatNumber(locale, slot.answered)}</td>
                <td>{formatNumber(locale, slot.abandoned)}</td>
                <td>{formatNumber(locale, slot.rest)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the colours of the bars mean. */
export function ChartLegend() {
  const t = useTranslations('explorer.chart');
  const swatch = 'inline-block size-2.5 rounded-[2px]';
  return (
    <span className="type-label flex flex-wrap items-center gap-x-3 text-ink-2">
      <span className="inline-flex items-center gap-1.5">
        <span aria-hidden="true" className={`${swatch} bg-talking`} />
        {t('answered')}
      </span>
      <span className="inline-flex items-center gap-1.5">
        <span aria-hidden="true" className={swatch} style={abandonedLook} />
        {t('abandoned')}
      </span>
      <span className="inline-flex items-center gap-1.5">
        <span aria-hidden="true" className={`${swatch} bg-line-strong`} />
        {t('rest')}
      </span>
    </span>
  );
}
