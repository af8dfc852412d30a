// What is looked for in the audit trail. It lives in the address, so that a view can be sent to somebody or come back to.
'use client';
import { useSearchParams } from 'next/navigation';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { type AuditKind, auditKinds } from '../../lib/protocol/audit.ts';
import { instantOf } from '../../lib/time/zone.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { fieldLook } from './cell.tsx';

export interface AuditFilters {
  /** Days of the house, `2026-11-23`, both included; blank = no limit. */
  readonly from: string;
  readonly to: string;
  readonly kind: AuditKind | '';
  readonly who: string;
}

const noFilters: AuditFilters = { from: '', to: '', kind: '', who: '' };
/** One question when somebody stops typing, not one a letter. */
const typingMs = 300;
const dayParts = /^(\d{4})-(\d{2})-(\d{2})$/;

export function useAuditFilters() {
  const address = useSearchParams();
  const day = (name: string) => (dayParts.test(address.get(name) ?? '') ? (address.get(name) ?? '') : '');
  const filters: AuditFilters = {
    from: day('from'),
    to: day('to'),
    kind: auditKinds.find((kind) => kind === address.get('kind')) ?? '',
    who: address.get('who') ?? '',
  };
  function change(fields: Partial<AuditFilters>) {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...filters, ...fields })) if (value !== '') query.set(name, value);
    window.history.replaceState(null, '', query.size > 0 ? `?${query}` : window.location.pathname);
  }
  return { filters, change, filtered: Object.values(filters).some((value) => value !== '') };
}

/** The filters as the server takes them. @param zone the house's, in which its days begin */
export function auditQuery({ from, to, kind, who }: AuditFilters, zone: string): URLSearchParams {
  const query = new URLSearchParams();
  const begins = (day: string, daysOn: number) => {
    const [, year, month, date] = dayParts.exec(day) ?? [];
    return String(instantOf(zone, Number(year), Number(month), Number(date) + daysOn));
  };
  if (from !== '') query.set('from', begins(from, 0));
  if (to !== '') query.set('to', begins(to, 1));
  if (kind !== '') query.set('kind', kind);
  if (who.trim() !== '') query.set('who', who.trim().slice(0, 200));
  return query;
}

export function AuditFilterBar(props: {
  readonly filters: AuditFilters;
  readonly filtered: boolean;
  readonly onChange: (fields: Partial<AuditFilters>) => void;
}) {
  const { filters, filtered, onChange } = props;
  const t = useTranslations('settings.audit');
  const [who, setWho] = useState(filters.who);
  useEffect(() => {
    if (who === filters.who) return;
    const timer = setTimeout(() => onChange({ who }), typingMs);
    return () => clearTimeout(timer);
  });
  return (
    <search className="grid grid-cols-2 items-start gap-3 sm:grid-cols-4">
      <TextField
        label={t('from')}
        type="date"
        className="max-sm:h-11"
        value={filters.from}
        onChange={(event) => onChange({ from: event.target.value })}
      />
      <TextField
        label={t('to')}
        type="date"
        className="max-sm:h-11"
        value={filters.to}
        onChange={(event) => onChange({ to: event.target.value })}
      />
      <label className="type-label flex flex-col gap-1 text-ink-2 max-sm:col-span-2">
        {t('kind')}
        <select
          className={fieldLook}
          value={filters.kind}
          onChange={(event) => onChange({ kind: auditKinds.find((kind) => kind === event.target.value) ?? '' })}
        >
          <option value="">{t('allKinds')}</option>
          {auditKinds.map((kind) => (
            <option key={kind} value={kind}>
              {t(`kinds.${kind}`)}
            </option>
          ))}
        </select>
      </label>
      <div className="max-sm:col-span-2">
        <TextField
          label={t('who')}
          hint={t('whoHint')}
          type="search"
          maxLength={200}
          className="max-sm:h-11"
          value={who}
          onChange={(event) => setWho(event.target.value)}
        />
      </div>
      {filtered && (
        <div className="col-span-2 sm:col-span-4">
          <Button
            onClick={() => {
              setWho('');
              onChange(noFilters);
            }}
          >
            {t('clear')}
          </Button>
        </div>
      )}
    </search>
  );
}
