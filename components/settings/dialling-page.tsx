// How much may be called from the board: the stop of all calls, the limits, short codes and caller ids. The stop holds
// at once and needs two presses; everything else is saved together.
'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import type * as z from 'zod/mini';
import { DialSettings } from '../../lib/dialling/settings.ts';
import { formatDay } from '../../lib/i18n/days.ts';
import { formatClock, formatNumber } from '../../lib/i18n/numbers.ts';
import { Dialling } from '../../lib/protocol/endpoint-shapes.ts';
import { ask, failureOf } from '../actions/api.ts';
import { AskTwice } from '../actions/ask-twice.tsx';
import { FailurePanel } from '../actions/failure-panel.tsx';
import { useFailureText } from '../actions/use-failure-text.ts';
import { Button } from '../ui/button.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { StatusMark } from '../ui/status-mark.tsx';
import { TextField } from '../ui/text-field.tsx';

const path = '/api/v1/settings/dialling';
const limits = [
  ['perMinute', 60],
  ['perHour', 1_000],
  ['perDay', 5_000],
  ['housePerMinute', 1_000],
] as const;
const lists = ['shortCodes', 'ddis'] as const;
const fieldNames = [...limits.map(([name]) => name), ...lists];
type Draft = { readonly [K in (typeof limits)[number][0] | (typeof lists)[number]]: string };

const draftOf = (settings: DialSettings): Draft => ({
  perMinute: String(settings.perMinute),
  perHour: String(settings.perHour),
  perDay: String(settings.perDay),
  housePerMinute: String(settings.housePerMinute),
  shortCodes: settings.shortCodes.join(' '),
  ddis: settings.ddis.join(' '),
});
const words = (text: string) => text.split(/[\s,;]+/).filter((word) => word !== '');
const wholeNumber = (text: string) => (/^[0-9]+$/.test(text.trim()) ? Number(text) : Number.NaN);
const read = (name: keyof Draft, text: string) =>
  name === 'shortCodes' || name === 'ddis' ? words(text) : wholeNumber(text);
/** The fields that are not right yet. */
const wrongIn = (draft: Draft): ReadonlySet<string> =>
  new Set(fieldNames.filter((name) => !DialSettings.shape[name].safeParse(read(name, draft[name])).success));

export function DiallingPage() {
  const t = useTranslations('settings.calls');
  const { data, error, refetch } = useQuery({
    queryKey: ['settings', 'dialling'],
    queryFn: () => ask(Dialling, 'GET', path),
    refetchInterval: 10_000,
  });
  return (
    <>
      <header>
        <h1 className="type-page">{t('title')}</h1>
        <p className="type-body max-w-prose text-ink-2">{t('text')}</p>
      </header>
      {error && !data ? (
        <FailurePanel error={error} onRetry={() => refetch()} />
      ) : data ? (
        <>
          <Stop settings={data} onChanged={() => refetch()} />
          <Limits settings={data} onChanged={() => refetch()} />
        </>
      ) : (
        <Skeleton className="h-60 w-full" />
      )}
    </>
  );
}

function Stop(props: { readonly settings: z.infer<typeof Dialling>; readonly onChanged: () => void }) {
  const { settings, onChanged } = props;
  const { killed: stopped, stopChange } = settings;
  const t = useTranslations('settings.calls');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const failureText = useFailureText();
  const change = useMutation({
    retry: false,
    mutationFn: (killed: boolean) => ask(Dialling, 'PUT', path, { body: { killed } }),
    onSettled: onChanged,
  });
  return (
    <section
      data-testid="calls-stop"
      data-state={stopped ? 'stopped' : 'open'}
      className={`flex flex-wrap items-center gap-x-6 gap-y-3 rounded-card border p-4 ${stopped ? 'border-alarm bg-[color-mix(in_oklab,var(--alarm)_var(--tint),var(--surface))]' : 'border-line bg-surface'}`}
    >
      <span className="flex items-center gap-4">
        <span className="size-8 shrink-0">
          <StatusMark mark={stopped ? 'alarm' : 'free'} />
        </span>
        <span>
          <span className="type-page block">{stopped ? t('stopped') : t('open')}</span>
          <span className="type-body block max-w-prose text-ink-2">{stopped ? t('stoppedText') : t('openText')}</span>
          {stopChange && (
            <span data-testid="calls-stop-by" className="type-body block text-ink-2 [overflow-wrap:anywhere]">
              {t(stopped ? 'stoppedBy' : 'openedBy', {
                name: stopChange.by,
                when: `${formatDay(locale, stopChange.at, zone)} ${formatClock(locale, stopChange.at, zone)}`,
              })}
            </span>
          )}
        </span>
      </span>
      <span className="ml-auto">
        <AskTwice
          label={stopped ? t('letGo') : t('stop')}
          about=""
          size="call"
          onSure={() => !change.isPending && change.mutate(!stopped)}
        />
      </span>
      {change.isError && (
        <p role="alert" className="type-label basis-full text-danger-text">
          {failureText(failureOf(change.error))}
        </p>
      )}
    </section>
  );
}

function Limits({ settings, onChanged }: { readonly settings: DialSettings; readonly onChanged: () => void }) {
  const t = useTranslations('settings.calls');
  const common = useTranslations('common');
  const locale = useLocale();
  const failureText = useFailureText();
  const stored = draftOf(settings);
  const [typed, setTyped] = useState<Partial<Draft>>({});
  const draft = { ...stored, ...typed };
  const wrong = wrongIn(draft);
  const changed = fieldNames.filter((name) => stored[name] !== draft[name]);
  const save = useMutation({
    retry: false,
    mutationFn: (body: object) => ask(Dialling, 'PUT', path, { body }),
    onSuccess: () => {
      setTyped({});
      onChanged();
    },
  });
  const field = (name: keyof Draft, problem: string, bound?: string) => ({
    label: t(`names.${name}`),
    value: draft[name],
    className: 'max-sm:h-11',
    error: wrong.has(name) ? problem : null,
    hint: bound === undefined ? t(`hints.${name}`) : `${bound} ${t(`hints.${name}`)}`,
    onChange: (event: { target: { value: string } }) => setTyped({ ...typed, [name]: event.target.value }),
  });
  return (
    <form
      className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong.size > 0 || changed.length === 0 || save.isPending) return;
        save.mutate(Object.fromEntries(changed.map((name) => [name, read(name, draft[name])])));
      }}
    >
      <h2 className="type-section">{t('limits')}</h2>
      <div className="grid gap-x-4 gap-y-2 sm:grid-cols-2 lg:grid-cols-4">
        {limits.map(([name, most]) => (
          <TextField
            key={name}
            inputMode="numeric"
            {...field(
              name,
              t('between', { most: formatNumber(locale, most) }),
              t('between', { most: formatNumber(locale, most) }),
            )}
          />
        ))}
      </div>
      <TextField {...field('shortCodes', t('badCodes'))} />
      <TextField {...field('ddis', t('badDdis'))} />
      <div className="flex flex-wrap items-center gap-2">
        <Button
          type="submit"
          look="primary"
          className="max-sm:h-11"
          reason={wrong.size > 0 ? t('wrong') : changed.length === 0 ? t('nothing') : null}
          aria-busy={save.isPending}
        >
          {common('save')}
        </Button>
        {changed.length > 0 && (
          <Button look="quiet" className="max-sm:h-11" onClick={() => setTyped({})}>
            {common('undo')}
          </Button>
        )}
        <span role="status" className="type-label text-ink-2">
          {save.isSuccess && changed.length === 0 && t('saved')}
        </span>
      </div>
      {save.isError && (
        <p role="alert" className="type-label text-danger-text">
          {failureText(failureOf(save.error))}
        </p>
      )}
    </form>
  );
}
