// One paired screen: how it is, what it shows, and the ways to find it, change it and take it back.
'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import * as z from 'zod/mini';
import { formatDay } from '../../lib/i18n/days.ts';
import { formatAge, formatClock } from '../../lib/i18n/numbers.ts';
import { Done } from '../../lib/protocol/endpoint-shapes.ts';
import { type Screen, ScreenChanged } from '../../lib/protocol/screen-shapes.ts';
import { ask, failureOf } from '../actions/api.ts';
import { AskTwice } from '../actions/ask-twice.tsx';
import { useFailureText } from '../actions/use-failure-text.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { usePageChoices } from './page-kinds.ts';
import { draftOf, type ScreenDraft, settingsOf } from './screen-draft.ts';
import { ScreenFields } from './screen-fields.tsx';

const Sent = z.object({ sent: z.boolean() });

export function ScreenCard(props: {
  readonly screen: Screen;
  /** What the server runs, and its clock, Unix ms. */
  readonly build: string;
  readonly now: number;
  readonly queues: readonly (readonly [string, string])[];
  readonly onChanged: () => void;
}) {
  const { screen, queues, onChanged } = props;
  const t = useTranslations('screens');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const failureText = useFailureText();
  const choices = usePageChoices(queues);
  const [draft, setDraft] = useState<ScreenDraft | null>(null);
  const settings = draft && settingsOf(draft);
  const path = `/api/v1/settings/screens/${encodeURIComponent(screen.id)}`;
  const change = useMutation({
    retry: false,
    mutationFn: (body: object) => ask(ScreenChanged, 'PUT', path, { body }),
    onSuccess: () => {
      setDraft(null);
      onChanged();
    },
  });
  const identify = useMutation({
    retry: false,
    mutationFn: () => ask(Sent, 'POST', `${path}/identify`, { body: {} }),
  });
  const revoke = useMutation({
    retry: false,
    mutationFn: () => ask(Done, 'DELETE', path),
    onSuccess: onChanged,
  });
  const failed = change.error ?? identify.error ?? revoke.error;
  const said = change.isSuccess
    ? t('changed')
    : identify.data && (identify.data.sent ? t('identified') : t('notConnected'));
  const labelOf = (page: string) => choices.find((one) => one.path === page)?.label ?? page;
  return (
    <li
      className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4"
      data-testid={`screen-${screen.name}`}
      data-state={screen.connected ? 'connected' : 'away'}
    >
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h2 className="type-section [overflow-wrap:anywhere]">{screen.name}</h2>
        <Badge tone={screen.connected ? 'plain' : 'warn'}>
          <span aria-hidden="true" className={screen.connected ? 'text-free' : 'text-warn'}>
            {screen.connected ? '●' : '▲'}
          </span>
          {t(screen.connected ? 'connected' : 'away')}
        </Badge>
      </div>
      <p className="type-body text-ink-1">
        {screen.pages
          .map(({ path: page, seconds }) =>
            screen.pages.length === 1 ? labelOf(page) : `${labelOf(page)} (${seconds} s)`,
          )
          .join(' → ')}
      </p>
      <Facts {...props} />
      {draft && <ScreenFields draft={draft} onChange={setDraft} queues={queues} />}
      <div className="flex flex-wrap items-center gap-2">
        {draft ? (
          <>
            <Button
              look="primary"
              className="max-sm:h-11"
              reason={settings ? null : t('unfinished')}
              aria-busy={change.isPending}
              onClick={() => settings && !change.isPending && change.mutate(settings)}
            >
              {t('save')}
            </Button>
            <Button look="quiet" className="max-sm:h-11" onClick={() => setDraft(null)}>
              {t('cancel')}
            </Button>
          </>
        ) : (
          <>
            <Button className="max-sm:h-11" onClick={() => setDraft(draftOf(screen))}>
              {t('change')}
              <span className="sr-only"> {screen.name}</span>
            </Button>
            <Button
              className="max-sm:h-11"
              reason={screen.connected ? null : t('notConnected')}
              onClick={() => identify.mutate()}
            >
              {t('identify')}
              <span className="sr-only"> {screen.name}</span>
            </Button>
            <AskTwice label={t('revoke')} about={screen.name} onSure={() => revoke.mutate()} />
          </>
        )}
        <span role="status" className="type-label text-ink-2">
          {said}
        </span>
      </div>
      <p className="type-label text-ink-2">
        {t('pairedBy', {
          name: screen.pairedBy,
          day: `${formatDay(locale, screen.createdAt, zone)} ${formatClock(locale, screen.createdAt, zone)}`,
        })}
      </p>
      {failed && (
        <p role="alert" className="type-label text-danger-text">
          {failureText(failureOf(failed))}
        </p>
      )}
    </li>
  );
}

/** What it last said of itself. */
function Facts({ screen, build, now }: { readonly screen: Screen; readonly build: string; readonly now: number }) {
  const t = useTranslations('screens');
  const locale = useLocale();
  const { report, seenAt, connected } = screen;
  // As it was when the screen last said so; nothing it says grows old in between.
  const toldAt = connected && seenAt !== null ? seenAt : now;
  const ago = (at: number) => t('ago', { age: formatAge(locale, now - at) });
  const facts = [
    seenAt === null ? t('never') : t('seen', { when: connected ? t('now') : ago(seenAt) }),
    report && (report.dataAt === null ? t('noData') : t('dataAge', { age: formatAge(locale, toldAt - report.dataAt) })),
    report && t('size', { width: report.width, height: report.height }),
    report && t('version', { version: report.build }),
    report && report.build !== build && t('oldVersion'),
  ].filter((fact) => fact !== null && fact !== false);
  return <p className="type-label text-ink-2">{facts.join(' · ')}</p>;
}
