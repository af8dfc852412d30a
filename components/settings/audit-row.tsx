// One row of the audit trail. On a phone it is a card, each field under its own name.
'use client';
import type { ReactNode } from 'react';
import { useFormatter, useTranslations } from 'use-intl/react';
import type * as z from 'zod/mini';
import { browserName } from '../../lib/i18n/browser-name.ts';
import type { AuditRow as Row } from '../../lib/protocol/audit.ts';

export function AuditRow({ row }: { readonly row: z.infer<typeof Row> }) {
  const t = useTranslations('settings.audit');
  const format = useFormatter();
  const at = format.dateTime(row.at, {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
  const who = row.whoName ?? t(row.kind === 'audit_resealed' ? 'house' : 'stranger');
  return (
    <tr
      data-testid={`audit-${row.sequence}`}
      className="border-line border-b max-sm:flex max-sm:flex-col max-sm:gap-2 max-sm:rounded-card max-sm:border max-sm:bg-surface max-sm:p-4"
    >
      <Cell head={t('at')}>
        <time dateTime={new Date(row.at).toISOString()} className="whitespace-nowrap tabular-nums">
          {at}
        </time>
      </Cell>
      <Cell head={t('who')}>
        <span className={row.whoName === null ? 'text-ink-2' : ''}>{who}</span>
      </Cell>
      <Cell head={t('kind')}>{t(`kinds.${row.kind}`)}</Cell>
      <Cell head={t('subject')}>{row.subject ?? '—'}</Cell>
      <Cell head={t('details')}>
        <span className="font-mono text-ink-2">{detailsText(row.details) || '—'}</span>
      </Cell>
    </tr>
  );
}

function Cell({ head, children }: { readonly head: string; readonly children: ReactNode }) {
  return (
    <td className="type-table break-words px-2 py-2 align-top max-sm:p-0">
      <span className="type-label block text-ink-2 sm:hidden">{head}</span>
      {children}
    </td>
  );
}

/** `code=not_permitted address=127.0.0.1`; of a number only what may be read of it. */
function detailsText(details: Readonly<Record<string, unknown>>): string {
  return Object.entries(details)
    .map(([name, value]) => `${name}=${valueText(name === 'browser' ? browserText(value) : value)}`)
    .join(' ');
}

/** What is no browser we know stands there as it came. */
const browserText = (value: unknown): unknown => (typeof value === 'string' ? (browserName(value) ?? value) : value);

function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return value.map(valueText).join(',');
  if ('hash' in value && 'number' in value) return String(value.number);
  return `(${detailsText(Object.fromEntries(Object.entries(value)))})`;
}
