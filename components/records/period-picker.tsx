// Which span of time is looked at: by name, or from one instant of the house's clock to another.
'use client';
import { useState } from 'react';
import { useTimeZone, useTranslations } from 'use-intl/react';
import type { ExplorerView } from '../../lib/records/explorer-view.ts';
import { instantOfLocal, localText, type PeriodPreset, periodPresets, type Span } from '../../lib/records/period.ts';
import { Button } from '../ui/button.tsx';
import { Popover } from '../ui/popover.tsx';
import { TextField } from '../ui/text-field.tsx';

export function PeriodPicker(props: {
  readonly preset: PeriodPreset | null;
  readonly span: Span | null;
  /** The span in words. */
  readonly told: string;
  readonly onChange: (fields: Pick<ExplorerView, 'preset' | 'from' | 'to'>) => void;
}) {
  const { preset, span, told, onChange } = props;
  const t = useTranslations('explorer.period');
  const [open, setOpen] = useState(false);
  return (
    <Popover
      open={open}
      onClose={() => setOpen(false)}
      label={t('label')}
      anchor={
        <Button
          aria-haspopup="dialog"
          aria-expanded={open}
          className="max-sm:h-11"
          aria-label={`${t('label')}: ${preset ? t(preset) : told}`}
          onClick={() => setOpen(true)}
        >
          {preset ? t(preset) : told}
          <svg viewBox="0 0 24 24" width="14" height="14" aria-hidden="true" fill="none">
            <path d="M6 9l6 6 6-6" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />
          </svg>
        </Button>
      }
    >
      <div className="grid grid-cols-2 gap-2">
        {periodPresets.map((name) => (
          <Button
            key={name}
            aria-pressed={preset === name}
            className="aria-pressed:border-ink-1 max-sm:h-11"
            onClick={() => {
              onChange({ preset: name, from: '', to: '' });
              setOpen(false);
            }}
          >
            {t(name)}
          </Button>
        ))}
      </div>
      {span && (
        <FreePeriod key={`${span.from} ${span.to}`} span={span} onChange={onChange} onDone={() => setOpen(false)} />
      )}
    </Popover>
  );
}

function FreePeriod(props: {
  readonly span: Span;
  readonly onChange: (fields: Pick<ExplorerView, 'preset' | 'from' | 'to'>) => void;
  readonly onDone: () => void;
}) {
  const { span, onChange, onDone } = props;
  const t = useTranslations('explorer');
  const zone = useTimeZone() ?? 'UTC';
  const [from, setFrom] = useState(localText(span.from, zone));
  const [to, setTo] = useState(localText(span.to, zone));
  const begins = instantOfLocal(from, zone);
  const ends = instantOfLocal(to, zone);
  return (
    <form
      className="flex flex-col gap-1"
      onSubmit={(event) => {
        event.preventDefault();
        if (begins === null || ends === null || begins >= ends) return;
        onChange({ preset: null, from: String(begins), to: String(ends) });
        onDone();
      }}
    >
      <TextField
        label={t('period.from')}
        type="datetime-local"
        className="max-sm:h-11"
        max={to}
        required
        value={from}
        onChange={(event) => setFrom(event.target.value)}
      />
      <TextField
        label={t('period.to')}
        type="datetime-local"
        className="max-sm:h-11"
        min={from}
        required
        value={to}
        hint={t('period.zone', { zone })}
        onChange={(event) => setTo(event.target.value)}
      />
      <Button type="submit" look="primary" className="max-sm:h-11">
        {t('filter.apply')}
      </Button>
    </form>
  );
}
