// The steps of a call, one under the other; arrows go from one to the next, and the lanes show where one is.
'use client';
import { type KeyboardEvent, useRef } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import { formatClock } from '../../lib/i18n/numbers.ts';
import type { Step } from '../../lib/records/call-story.ts';

export function CallSteps(props: {
  readonly steps: readonly Step[];
  readonly words: (step: Step) => string;
  readonly active: number;
  readonly onActive: (index: number) => void;
}) {
  const { steps, words, active, onActive } = props;
  const t = useTranslations('explorer.call');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const list = useRef<HTMLOListElement>(null);
  const walk = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = Math.min(steps.length - 1, Math.max(0, active + by));
    onActive(next);
    list.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <section className="flex flex-col gap-2">
      <h2 className="type-section">{t('steps')}</h2>
      <ol ref={list} aria-describedby="steps-hint" className="flex flex-col" onKeyDown={walk}>
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two steps may be of one kind and one instant.
          <li key={index}>
            <button
              type="button"
              aria-current={index === active ? 'step' : undefined}
              tabIndex={index === Math.max(0, active) ? 0 : -1}
              className="type-body grid min-h-9 w-full grid-cols-[72px_1fr] items-center gap-3 rounded-row px-2 text-left max-sm:min-h-11 hover:bg-sunken aria-[current=step]:bg-sunken aria-[current=step]:shadow-[inset_3px_0_0_var(--ink-1)]"
              onClick={() => onActive(index)}
              onFocus={() => onActive(index)}
            >
              <span className="text-ink-2">{formatClock(locale, step.at, zone, true)}</span>
              <span className="min-w-0 break-words">{words(step)}</span>
            </button>
          </li>
        ))}
      </ol>
      <p id="steps-hint" className="type-label text-ink-2">
        {t('stepsHint')}
      </p>
    </section>
  );
}
