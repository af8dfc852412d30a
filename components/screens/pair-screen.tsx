// What a screen shows that nobody let in yet: a code to be read from across the room, a picture for a phone, and how
// long both hold. It holds nothing else: what an earlier session left in this browser's page is forgotten here.
'use client';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { WhoAmI } from '../../lib/protocol/endpoint-shapes.ts';
import { formatDuration } from '../../lib/time/duration.ts';
import { ask, failureOf } from '../actions/api.ts';
import { forgetSavedBoard } from '../live/saved-board.ts';
import { QrCode } from '../ui/qr-code.tsx';
import { useOrigin, withoutScheme } from './use-origin.ts';
import { type PairingView, usePairing } from './use-pairing.ts';

/** The name stays this long before the wall comes. */
const nameMs = 1_500;

export function PairScreen() {
  const t = useTranslations('screens.pair');
  const view = usePairing();
  const signedIn = useSignedIn();
  useEffect(() => forgetSavedBoard(sessionStorage), []);
  useEffect(() => {
    if (view.paired === null) return;
    const timer = setTimeout(() => location.replace('/screen'), nameMs);
    return () => clearTimeout(timer);
  }, [view.paired]);
  if (view.paired !== null) {
    return (
      <p role="status" className="flex flex-col items-center gap-[2vh] text-center">
        <span className="text-[min(11vh,9vw)] leading-tight font-semibold [overflow-wrap:anywhere]">
          {view.paired} <span aria-hidden="true">✓</span>
        </span>
        <span className="text-[max(3.6vh,18px)] text-ink-2">{t('doneText')}</span>
      </p>
    );
  }
  return (
    <div className="flex w-full max-w-[160vh] flex-col items-center gap-[5vh]">
      <h1 className="text-[max(min(4.4vh,6vw),20px)] text-center leading-tight font-semibold">{t('title')}</h1>
      <Code {...view} />
      {view.trouble && (
        <p role="alert" className="max-w-[60ch] text-center text-[max(min(3vh,4.4vw),16px)] text-ink-1">
          {t(view.trouble)}
        </p>
      )}
      {signedIn !== null && (
        <p className="max-w-[60ch] text-center text-[max(min(2.4vh,4vw),14px)] text-ink-2">
          {t('signedIn', { name: signedIn })}
        </p>
      )}
    </div>
  );
}

function Code({ code, trouble }: PairingView) {
  const t = useTranslations('screens.pair');
  const origin = useOrigin();
  if (!code || origin === null) {
    return trouble ? null : (
      <p role="status" className="text-[max(min(3vh,4.4vw),16px)] text-ink-2">
        {t('renewing')}
      </p>
    );
  }
  const address = `${origin}/settings/screens`;
  return (
    <div className="flex w-full flex-wrap items-center justify-center gap-x-[9vh] gap-y-[4vh]">
      <div className="flex min-w-0 flex-col items-center gap-[3vh]">
        <p className="max-w-[72vh] text-center text-[max(min(2.8vh,4.2vw),16px)] leading-snug text-ink-2">
          {t.rich('how', {
            address: withoutScheme(address),
            b: (chunks) => <span className="font-medium text-ink-1 [overflow-wrap:anywhere]">{chunks}</span>,
          })}
        </p>
        <p
          data-testid="pairing-code"
          className="font-mono text-[min(12vh,13vw)] leading-none font-semibold tracking-[0.04em] whitespace-nowrap"
        >
          {code.text}
        </p>
        <Left endsAt={code.endsAt} lifeMs={code.lifeMs} />
      </div>
      <QrCode
        text={`${address}?code=${code.text}`}
        label={t('qr')}
        className="size-[min(38vh,62vw)] shrink-0 rounded-card"
      />
    </div>
  );
}

/** How long the code holds, as a ring and in figures. */
function Left({ endsAt, lifeMs }: { readonly endsAt: number; readonly lifeMs: number }) {
  const t = useTranslations('screens.pair');
  const [leftMs, setLeft] = useState(lifeMs);
  useEffect(() => {
    const look = () => setLeft(Math.max(0, endsAt - Date.now()));
    look();
    const timer = setInterval(look, 1_000);
    return () => clearInterval(timer);
  }, [endsAt]);
  const around = 2 * Math.PI * 9;
  return (
    <p className="flex items-center gap-[1.2vh] text-[max(min(2.6vh,4vw),15px)] text-ink-2">
      <svg viewBox="0 0 22 22" className="size-[1.3em] -rotate-90" aria-hidden="true" fill="none" strokeWidth="3">
        <circle cx="11" cy="11" r="9" stroke="var(--line)" />
        <circle
          cx="11"
          cy="11"
          r="9"
          stroke="var(--ink-2)"
          strokeDasharray={`${(around * leftMs) / lifeMs} ${around}`}
        />
      </svg>
      {t('expires', { time: formatDuration(leftMs) })}
    </p>
  );
}

/** Whose session this browser has; null = nobody's. A browser that is a screen already goes on as one. */
function useSignedIn(): string | null {
  const [name, setName] = useState<string | null>(null);
  useEffect(() => {
    let over = false;
    ask(WhoAmI, 'GET', '/api/v1/session')
      .then(({ user }) => {
        if (over) return;
        if (user.role === 'display') location.replace('/screen');
        else setName(user.name);
      })
      .catch((error: unknown) => {
        const { code } = failureOf(error);
        if (code !== 'unauthorized') console.warn('who is signed in is not known', code);
      });
    return () => {
      over = true;
    };
  }, []);
  return name;
}
