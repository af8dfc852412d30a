// What stands over a screen's wall for a moment: its name when somebody asks which one it is, and where to go on for
// whoever touches it. It offers nothing that acts.
'use client';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { SheetSubject } from '../actions/sheet-subject.ts';
import { useOnSocket } from '../live/connection.tsx';
import { QrCode } from '../ui/qr-code.tsx';

const nameMs = 5_000;
const phoneMs = 20_000;

export function ScreenName({ name }: { readonly name: string }) {
  const onSocket = useOnSocket();
  const [asked, setAsked] = useState(0);
  useEffect(() => onSocket((socket) => socket.on('screen:identify', () => setAsked((was) => was + 1))), [onSocket]);
  useEffect(() => {
    if (asked === 0) return;
    const timer = setTimeout(() => setAsked(0), nameMs);
    return () => clearTimeout(timer);
  }, [asked]);
  if (asked === 0) return null;
  return (
    <div
      role="status"
      data-testid="screen-name"
      className="enter-fade fixed inset-0 z-50 flex items-center justify-center bg-ink-1 p-[4vw] text-center text-bg"
    >
      <p className="max-w-full text-[min(14vh,9vw)] leading-tight font-semibold [overflow-wrap:anywhere]">{name}</p>
    </div>
  );
}

const pathOf = ({ kind, id }: SheetSubject) =>
  kind === 'queue' ? `/wall/queues/${encodeURIComponent(id)}` : kind === 'agent' ? '/wall/agents' : '/wall/calls';

/** @param props.subject what was touched; null = nothing shown */
export function PhoneCard({ subject, onGone }: { readonly subject: SheetSubject | null; readonly onGone: () => void }) {
  const t = useTranslations('screens');
  useEffect(() => {
    if (!subject) return;
    const timer = setTimeout(onGone, phoneMs);
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape' || event.key === 'Backspace' || event.key === 'GoBack') onGone();
    };
    addEventListener('keydown', press);
    return () => {
      clearTimeout(timer);
      removeEventListener('keydown', press);
    };
  }, [subject, onGone]);
  if (!subject) return null;
  const address = `${location.origin}${pathOf(subject)}`;
  return (
    <aside
      aria-label={t('phone')}
      data-testid="phone-card"
      className="enter-fade fixed right-[2vw] bottom-[4vh] z-40 flex max-w-[92vw] items-center gap-[2vh] rounded-card border border-line bg-overlay p-[2vh] text-ink-1 shadow-float"
      onPointerDown={onGone}
    >
      <QrCode text={address} label={address} className="size-[22vh] shrink-0 rounded-row" />
      <div className="flex max-w-[36vh] flex-col gap-[1vh]">
        <p className="text-[max(3.2vh,18px)] leading-tight font-semibold">{t('phone')}</p>
        <p className="text-[max(2.2vh,14px)] leading-snug text-ink-2">{t('phoneText')}</p>
      </div>
    </aside>
  );
}
