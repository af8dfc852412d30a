// What a call is known from, as it came: the PBX's tickets, its events, and what it answers now. For copying, not for reading.
'use client';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import type * as z from 'zod/mini';
import { formatClock } from '../../lib/i18n/numbers.ts';
import type { CallAnswer } from '../../lib/protocol/endpoint-shapes.ts';
import type { CallRecord } from '../../lib/protocol/record-shapes.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Drawer } from '../ui/drawer.tsx';

type Answer = z.infer<typeof CallAnswer>;

export function CallFacts(props: {
  readonly rows: readonly CallRecord[];
  readonly events: Answer['events'];
  readonly pbx: Answer['pbx'];
  readonly onClose: () => void;
}) {
  const { rows, events, pbx, onClose } = props;
  const t = useTranslations('explorer.call.facts');
  const common = useTranslations('common');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const all = JSON.stringify({ tickets: rows, events, pbx }, null, 2);
  return (
    <Drawer title={t('title')} description={t('text')} closeLabel={common('close')} onClose={onClose}>
      <div>
        <CopyButton text={all} label={t('copy')} />
      </div>
      <section className="flex flex-col gap-2">
        <h3 className="type-label text-ink-2">{t('tickets', { count: rows.length })}</h3>
        {rows.map((row) => (
          <Raw key={row.key} text={JSON.stringify(row, null, 2)} />
        ))}
      </section>
      <section className="flex flex-col gap-2">
        <h3 className="type-label text-ink-2">{t('events', { count: events.length })}</h3>
        {events.map((event, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: identical events may come twice; the list is fetched whole.
          <div key={index} className="flex flex-col gap-1">
            <span className="type-label text-ink-2">
              {formatClock(locale, event.at, zone, true)} {event.method}
            </span>
            <Raw text={event.body || event.query} />
          </div>
        ))}
      </section>
      {pbx && (
        <section className="flex flex-col gap-2">
          <h3 className="type-label text-ink-2">{t('pbx')}</h3>
          <Raw text={JSON.stringify(pbx, null, 2)} />
        </section>
      )}
    </Drawer>
  );
}

const Raw = ({ text }: { readonly text: string }) => (
  <pre className="type-label whitespace-pre-wrap break-all rounded-row bg-sunken p-2">{text}</pre>
);
