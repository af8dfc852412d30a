// One number: looked for, shown where it is stored, erased once its last four digits are typed. It never erases what was
// not found and shown first.
'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { ErasureAnswer, LastErasure, NumberFound } from '../../lib/protocol/privacy-shapes.ts';
import { ask, failureOf } from '../actions/api.ts';
import { useFailureText } from '../actions/use-failure-text.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ErasureState } from './erasure-state.tsx';
import { FoundPlaces } from './found-places.tsx';

const askedEveryMs = 1_000;

export function ErasePanel() {
  const t = useTranslations('privacy.erase');
  const failureText = useFailureText();
  const [number, setNumber] = useState('');
  const [confirm, setConfirm] = useState('');
  const result = useRef<HTMLDivElement>(null);
  const toResult = useRef(false);
  const last = useQuery({
    queryKey: ['privacy', 'erase'],
    queryFn: () => ask(LastErasure, 'GET', '/api/v1/privacy/erase'),
    refetchInterval: ({ state }) => (state.data?.erasure?.state === 'running' ? askedEveryMs : false),
  });
  const find = useMutation({
    retry: false,
    mutationFn: (asked: string) => ask(NumberFound, 'POST', '/api/v1/privacy/find', { body: { number: asked } }),
    onSuccess: () => {
      setConfirm('');
      erase.reset();
    },
  });
  const erase = useMutation({
    retry: false,
    mutationFn: (asked: string) =>
      ask(ErasureAnswer, 'POST', '/api/v1/privacy/erase', { body: { number: asked, confirm } }),
    onSuccess: async () => {
      await last.refetch();
      find.reset();
      setNumber('');
      toResult.current = true;
    },
  });
  // Once it is there to be read.
  useEffect(() => {
    if (!toResult.current || !last.data?.erasure) return;
    toResult.current = false;
    result.current?.focus();
  });
  const found = find.data ?? null;
  const running = last.data?.erasure?.state === 'running';
  const isSure = found !== null && confirm === found.number.slice(-4);
  const total = found?.places.reduce((sum, place) => sum + place.count, 0) ?? 0;
  return (
    <section
      aria-labelledby="erase-title"
      className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4"
    >
      <h2 id="erase-title" className="type-section">
        {t('title')}
      </h2>
      <p className="type-body text-ink-2">{t('text')}</p>
      <form
        className="flex flex-wrap items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (number.trim() !== '' && !find.isPending) find.mutate(number);
        }}
      >
        <div className="min-w-0 flex-1 sm:max-w-sm">
          <TextField
            label={t('number')}
            hint={t('numberHint')}
            inputMode="tel"
            autoComplete="off"
            className="max-sm:h-11"
            value={number}
            error={find.isError ? failureText(failureOf(find.error)) : null}
            onChange={(event) => {
              find.reset();
              setNumber(event.target.value);
            }}
          />
        </div>
        <Button type="submit" look="primary" className="mt-5 max-sm:h-11" aria-busy={find.isPending}>
          {find.isPending ? t('finding') : t('find')}
        </Button>
      </form>
      <div role="status" className="flex flex-col gap-3 empty:hidden">
        {found && total === 0 && <p className="type-body">{t('none', { number: found.number })}</p>}
        {found && total > 0 && <FoundPlaces found={found} />}
      </div>
      {found?.blocked && total > 0 && (
        <p role="alert" className="type-body text-danger-text">
          {t(`blocked.${found.blocked}`)}
        </p>
      )}
      {found && total > 0 && !found.blocked && (
        <form
          className="flex flex-wrap items-start gap-3"
          onSubmit={(event) => {
            event.preventDefault();
            if (isSure && !erase.isPending && !running) erase.mutate(found.number);
          }}
        >
          <div className="min-w-0 flex-1 sm:max-w-sm">
            <TextField
              label={t('confirm')}
              hint={t('confirmHint')}
              inputMode="numeric"
              autoComplete="off"
              maxLength={4}
              className="max-sm:h-11"
              value={confirm}
              error={erase.isError ? failureText(failureOf(erase.error)) : null}
              onChange={(event) => {
                erase.reset();
                setConfirm(event.target.value.trim());
              }}
            />
          </div>
          <Button
            type="submit"
            look="danger"
            className="mt-5 max-sm:h-11"
            reason={isSure ? null : t('confirmNeeded')}
            aria-busy={erase.isPending}
          >
            {t('erase')}
          </Button>
        </form>
      )}
      {/* After an erasure the fields it was asked with are gone: what came of it is read next. */}
      <div ref={result} tabIndex={-1} className="outline-none empty:hidden">
        {last.data?.erasure && <ErasureState erasure={last.data.erasure} />}
      </div>
    </section>
  );
}
