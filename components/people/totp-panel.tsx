// One's own one-time codes: turning them on by reading a key and typing a first code, the recovery codes shown once, and
// turning them off. What it shows once it does not keep.
'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type * as z from 'zod/mini';
import { Done } from '../../lib/protocol/endpoint-shapes.ts';
import { RecoveryCodes, TotpBegun, TotpState } from '../../lib/protocol/totp-endpoints.ts';
import { ask, failureOf } from '../actions/api.ts';
import { FailurePanel } from '../actions/failure-panel.tsx';
import { useFailureText } from '../actions/use-failure-text.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { QrCode } from '../ui/qr-code.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { TextField } from '../ui/text-field.tsx';
import { RecoveryNote } from './recovery-note.tsx';
import { TotpBegin } from './totp-begin.tsx';

const path = '/api/v1/account/totp';

export function TotpPanel() {
  const t = useTranslations('people.totp');
  const failureText = useFailureText();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const [ending, setEnding] = useState(false);
  const { data, error, refetch } = useQuery({ queryKey: ['totp'], queryFn: () => ask(TotpState, 'GET', path) });
  const begin = useMutation({
    retry: false,
    mutationFn: (password: string) => ask(TotpBegun, 'POST', path, { body: { password } }),
  });
  if (error && !data) return <FailurePanel error={error} onRetry={() => refetch()} />;
  if (!data) return <Skeleton className="h-32 w-full" />;
  return (
    <section className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4">
      <div className="flex flex-wrap items-baseline gap-3">
        <h2 className="type-section">{t('title')}</h2>
        <Badge>{data.on ? t('on') : t('off')}</Badge>
        {data.on && <span className="type-label text-ink-2">{t('left', { count: data.codesLeft })}</span>}
      </div>
      <p className="type-body max-w-prose text-ink-2">{t('text')}</p>
      {codes && <RecoveryNote codes={codes} onKept={() => setCodes(null)} />}
      {!data.on && !begin.data && (
        <TotpBegin
          busy={begin.isPending}
          error={begin.isError ? failureText(failureOf(begin.error)) : null}
          onBegin={(password) => begin.mutate(password)}
        />
      )}
      {!data.on && begin.data && (
        <Enrol
          begun={begin.data}
          onCancel={() => begin.reset()}
          onOn={(drawn) => {
            begin.reset();
            setCodes(drawn);
            void refetch();
          }}
        />
      )}
      {data.on && !ending && codes === null && (
        <div>
          <Button className="max-sm:h-11" onClick={() => setEnding(true)}>
            {t('end')}
          </Button>
        </div>
      )}
      {data.on && ending && (
        <End
          onCancel={() => setEnding(false)}
          onOff={() => {
            setEnding(false);
            void refetch();
          }}
        />
      )}
    </section>
  );
}

function Enrol(props: {
  readonly begun: z.infer<typeof TotpBegun>;
  readonly onCancel: () => void;
  readonly onOn: (codes: readonly string[]) => void;
}) {
  const { begun, onCancel, onOn } = props;
  const t = useTranslations('people.totp');
  const failureText = useFailureText();
  const [code, setCode] = useState('');
  const confirm = useMutation({
    retry: false,
    mutationFn: () => ask(RecoveryCodes, 'POST', `${path}/confirm`, { body: { code: code.trim() } }),
    onSuccess: ({ codes }) => onOn(codes),
  });
  const ready = /^[0-9 ]{6,7}$/.test(code.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !confirm.isPending) confirm.mutate();
  };
  return (
    <form className="flex flex-col gap-3" onSubmit={submit}>
      <p className="type-body">{t('scan')}</p>
      <div className="flex flex-wrap items-center gap-4">
        <QrCode text={begun.uri} label={t('qr')} className="size-44 rounded-row" />
        <code data-testid="totp-secret" className="type-body max-w-56 leading-relaxed">
          {begun.secret.match(/.{1,4}/g)?.join(' ')}
        </code>
      </div>
      <div className="max-w-xs">
        <TextField
          label={t('first')}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={7}
          className="font-mono max-sm:h-11"
          value={code}
          error={confirm.isError ? failureText(failureOf(confirm.error)) : null}
          onChange={(event) => setCode(event.target.value)}
        />
      </div>
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          look="primary"
          className="max-sm:h-11"
          reason={ready ? null : t('first')}
          aria-busy={confirm.isPending}
        >
          {t('confirm')}
        </Button>
        <Button look="quiet" className="max-sm:h-11" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}

function End({ onCancel, onOff }: { readonly onCancel: () => void; readonly onOff: () => void }) {
  const t = useTranslations('people.totp');
  const failureText = useFailureText();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const end = useMutation({
    retry: false,
    mutationFn: () => ask(Done, 'POST', `${path}/off`, { body: { password, code: code.trim() } }),
    onSuccess: onOff,
    onError: () => setCode(''),
  });
  const failed = end.error && failureOf(end.error);
  const ready = password !== '' && code.trim().length >= 6;
  return (
    <form
      className="flex max-w-xs flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !end.isPending) end.mutate();
      }}
    >
      <p className="type-body text-ink-2">{t('endText')}</p>
      <PasswordField
        label={t('password')}
        autoComplete="current-password"
        value={password}
        onChange={setPassword}
        error={failed?.code === 'wrong_credentials' ? failureText(failed) : null}
      />
      <TextField
        label={t('code')}
        autoComplete="one-time-code"
        maxLength={20}
        className="font-mono max-sm:h-11"
        value={code}
        error={failed && failed.code !== 'wrong_credentials' ? failureText(failed) : null}
        onChange={(event) => setCode(event.target.value)}
      />
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          look="danger"
          className="max-sm:h-11"
          reason={ready ? null : t('endText')}
          aria-busy={end.isPending}
        >
          {t('end')}
        </Button>
        <Button look="quiet" className="max-sm:h-11" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
