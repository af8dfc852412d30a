// The abandoned calls that wait for somebody to call back: whose deadline is nearest, who means to, and what became of
// them. A claim is the server's to give, so that two people never call the same person.
'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import type * as z from 'zod/mini';
import { formatClock, unknownMark } from '../../lib/i18n/numbers.ts';
import { Ledger as LedgerAnswer, LedgerLine } from '../../lib/protocol/record-shapes.ts';
import { formatDuration } from '../../lib/time/duration.ts';
import { ask, failureOf } from '../actions/api.ts';
import { FailureNote } from '../actions/failure-note.tsx';
import { FailurePanel } from '../actions/failure-panel.tsx';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { StateScreen } from '../ui/state-screen.tsx';
import { usePartyText } from './record-cell.tsx';
import { dayText } from './times.ts';
import type { HouseNames } from './use-house-names.ts';

type Line = z.infer<typeof LedgerLine>;
/** Others claim and call while one looks. */
const refreshMs = 15_000;

/** @param query `from`, `to` and `queue` as the API takes them; null = not known yet */
export function Ledger(props: { readonly query: string | null; readonly now: number; readonly names: HouseNames }) {
  const { query, now, names } = props;
  const t = useTranslations('explorer.ledger');
  const { data, error, refetch } = useQuery({
    queryKey: ['records', 'ledger', query],
    enabled: query !== null,
    queryFn: ({ signal }) => ask(LedgerAnswer, 'GET', `/api/v1/records/abandoned?${query ?? ''}`, { signal }),
    refetchInterval: refreshMs,
  });
  if (error && !data) return <FailurePanel error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-64 w-full" />;
  if (data.lines.length === 0) return <StateScreen title={t('emptyTitle')} text={t('emptyText')} />;
  return (
    <ul className="flex flex-col" data-testid="ledger">
      {data.lines.map((line) => (
        <LineRow key={line.key} line={line} now={now} names={names} />
      ))}
    </ul>
  );
}

function LineRow({ line, now, names }: { readonly line: Line; readonly now: number; readonly names: HouseNames }) {
  const t = useTranslations('explorer.ledger');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const client = useQueryClient();
  const party = usePartyText(names);
  const change = useMutation({
    retry: false,
    mutationFn: (what: 'claim' | 'release' | 'close') => {
      const path = `/api/v1/records/abandoned/${encodeURIComponent(line.key)}`;
      if (what === 'release') return ask(LedgerLine, 'DELETE', `${path}/claim`);
      return ask(LedgerLine, 'POST', `${path}/${what}`, { body: {} });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['records', 'ledger'] }),
  });
  const press = (what: 'claim' | 'release' | 'close') => () => {
    if (!change.isPending) change.mutate(what);
  };
  const time = (at: number) => `${dayText(locale, at, zone, false)} ${formatClock(locale, at, zone)}`;
  const open = line.state === 'open';
  const late = open && now > line.deadlineAt;
  const { claim } = line;
  return (
    <li
      data-testid={`ledger-${line.key}`}
      data-state={line.state}
      className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 border-line border-b py-2"
    >
      <div className="flex min-w-0 flex-col">
        <span className="type-body flex flex-wrap items-center gap-x-3">
          <Link
            href={`/records/${encodeURIComponent(line.id)}`}
            prefetch={false}
            className="font-medium underline decoration-line-strong underline-offset-4"
          >
            {party(line.party)}
          </Link>
          <Badge tone={late ? 'warn' : 'plain'}>{late ? t('late') : t(`state.${line.state}`)}</Badge>
        </span>
        <span className="type-table text-ink-2">
          {[
            time(line.startedAt),
            line.queue === null ? unknownMark : names.queue(line.queue),
            line.waitMs === null ? t('waitUnknown') : t('waited', { span: formatDuration(line.waitMs) }),
            open
              ? t('until', { at: time(line.deadlineAt) })
              : line.settledBy && line.settledAt !== null
                ? t('settled', { by: line.settledBy, at: time(line.settledAt) })
                : null,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {claim && open && (
          <span className="type-table">
            {claim.mine
              ? t('mine', { at: formatClock(locale, claim.until, zone) })
              : t('theirs', { name: claim.byName, at: formatClock(locale, claim.until, zone) })}
          </span>
        )}
        {change.isError && <FailureNote failure={failureOf(change.error)} />}
      </div>
      {open && (
        <div className="flex gap-2">
          {claim?.mine ? (
            <Button className="max-sm:h-11" aria-busy={change.isPending} onClick={press('release')}>
              {t('release')}
            </Button>
          ) : (
            <Button
              className="max-sm:h-11"
              aria-busy={change.isPending}
              reason={claim ? t('theirs', { name: claim.byName, at: formatClock(locale, claim.until, zone) }) : null}
              onClick={press('claim')}
            >
              {t('claim')}
            </Button>
          )}
          <Button
            look="quiet"
            className="max-sm:h-11"
            aria-busy={change.isPending}
            reason={
              claim && !claim.mine
                ? t('theirs', { name: claim.byName, at: formatClock(locale, claim.until, zone) })
                : null
            }
            onClick={press('close')}
          >
            {t('close')}
          </Button>
        </div>
      )}
    </li>
  );
}
