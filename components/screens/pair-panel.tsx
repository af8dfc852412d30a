// Lets a screen in: its code is typed or came with the address, compared, and the screen gets its name and pages.
'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import { formatClock } from '../../lib/i18n/numbers.ts';
import { PairingCode, PairingRequest, ScreenChanged } from '../../lib/protocol/screen-shapes.ts';
import { ask, failureOf } from '../actions/api.ts';
import { useFailureText } from '../actions/use-failure-text.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { newDraft, settingsOf } from './screen-draft.ts';
import { ScreenFields } from './screen-fields.tsx';
import { useOrigin, withoutScheme } from './use-origin.ts';

export function PairPanel(props: {
  /** From the address a phone read off the screen; null = none. */
  readonly code: string | null;
  readonly queues: readonly (readonly [string, string])[];
  readonly onPaired: (name: string) => void;
}) {
  const { queues, onPaired } = props;
  const t = useTranslations('screens');
  const [typed, setTyped] = useState(props.code ?? '');
  const [asked, setAsked] = useState(
    props.code !== null && PairingCode.safeParse(props.code).success ? props.code : '',
  );
  const failureText = useFailureText();
  const origin = useOrigin();
  const sound = PairingCode.safeParse(typed.trim()).success;
  const request = useQuery({
    queryKey: ['settings', 'screens', 'pairing', asked],
    queryFn: () => ask(PairingRequest, 'GET', `/api/v1/settings/screens/pairing/${encodeURIComponent(asked)}`),
    enabled: asked !== '',
    gcTime: 0,
  });
  const failed = request.error && failureOf(request.error);
  const error = failed && (failed.code === 'not_found' ? t('unknownCode') : failureText(failed));
  const again = () => {
    setAsked('');
    setTyped('');
  };
  if (request.data) {
    return (
      <Approve
        request={request.data}
        queues={queues}
        onCancel={again}
        onPaired={(name) => {
          again();
          onPaired(name);
        }}
      />
    );
  }
  return (
    <form
      className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (!sound) return;
        if (asked === typed.trim()) void request.refetch();
        else setAsked(typed.trim());
      }}
    >
      <h2 className="type-section">{t('add')}</h2>
      <p className="type-body text-ink-2">
        {t.rich('addText', {
          address: `${withoutScheme(origin ?? '')}/pair`,
          b: (chunks) => <span className="font-medium break-words text-ink-1">{chunks}</span>,
        })}
      </p>
      <div className="flex flex-wrap items-start gap-x-4 gap-y-1">
        <TextField
          label={t('code')}
          placeholder="WDJB-MJHT"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={9}
          className="font-mono uppercase max-sm:h-11"
          value={typed}
          error={typed !== '' && !sound && typed.trim().length >= 8 ? t('badCode') : error}
          onChange={(event) => {
            setTyped(event.target.value);
            setAsked('');
          }}
        />
        <Button
          type="submit"
          look="primary"
          className="mt-5 max-sm:h-11"
          reason={sound ? null : t('badCode')}
          aria-busy={request.isFetching}
        >
          {t('next')}
        </Button>
      </div>
    </form>
  );
}

function Approve(props: {
  readonly request: { readonly code: string; readonly width: number; readonly height: number } & {
    readonly address: string;
    readonly askedAt: number;
  };
  readonly queues: readonly (readonly [string, string])[];
  readonly onCancel: () => void;
  readonly onPaired: (name: string) => void;
}) {
  const { request, queues, onCancel, onPaired } = props;
  const t = useTranslations('screens');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const failureText = useFailureText();
  const [draft, setDraft] = useState(() => newDraft(locale));
  const settings = settingsOf(draft);
  const pair = useMutation({
    retry: false,
    mutationFn: (body: object) =>
      ask(ScreenChanged, 'POST', `/api/v1/settings/screens/pairing/${encodeURIComponent(request.code)}`, { body }),
    onSuccess: ({ screen }) => onPaired(screen.name),
  });
  const failed = pair.error && failureOf(pair.error);
  return (
    <form
      className="flex flex-col gap-3 rounded-card border border-line bg-surface p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (settings && !pair.isPending) pair.mutate(settings);
      }}
    >
      <h2 className="type-section">{t('compare')}</h2>
      <p data-testid="compared-code" className="type-timer font-mono">
        {request.code}
      </p>
      <p className="type-body text-ink-2">
        {t('asks', {
          width: request.width,
          height: request.height,
          address: request.address,
          time: formatClock(locale, request.askedAt, zone),
        })}
      </p>
      <ScreenFields draft={draft} onChange={setDraft} queues={queues} />
      <div className="flex flex-wrap gap-2">
        <Button
          type="submit"
          look="primary"
          className="max-sm:h-11"
          reason={settings ? null : t('unfinished')}
          aria-busy={pair.isPending}
        >
          {t('let')}
        </Button>
        <Button look="quiet" className="max-sm:h-11" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
      {failed && (
        <p role="alert" className="type-label text-danger-text">
          {failed.code === 'not_found' ? t('unknownCode') : failureText(failed)}
        </p>
      )}
    </form>
  );
}
