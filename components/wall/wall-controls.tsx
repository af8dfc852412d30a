// Where else one can go from a wall, shown while somebody moves or reaches it by keyboard; always there on a phone.
'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { lazy, Suspense, useEffect } from 'react';
import { useTranslations } from 'use-intl/react';
import { fetchAhead } from '../ui/fetch-ahead.ts';
import { Spare } from '../ui/spare.tsx';

const walls = [
  ['overview', '/wall'],
  ['agents', '/wall/agents'],
  ['calls', '/wall/calls'],
] as const;
const fetchHelp = () => import('./keys-help.tsx');
const KeysHelp = lazy(fetchHelp);

export default function WallControls(props: {
  readonly shown: boolean;
  readonly paused: boolean;
  readonly help: boolean;
  readonly onPause: () => void;
  readonly onFullscreen: () => void;
  readonly onHelp: (open: boolean) => void;
}) {
  const { shown, paused, help, onPause, onFullscreen, onHelp } = props;
  const t = useTranslations('wall');
  const common = useTranslations('common');
  const path = usePathname();
  useEffect(() => fetchAhead([fetchHelp]), []);
  return (
    <nav className="wall-controls" data-shown={shown || help || undefined} aria-label={common('nav.label')}>
      {walls.map(([name, href]) => (
        <Link key={href} href={href} prefetch={false} aria-current={path === href ? 'page' : undefined}>
          {t(`layout.${name}`)}
        </Link>
      ))}
      <Link href="/settings" prefetch={false}>
        {common('nav.settings')}
      </Link>
      <span className="wall-controls-gap" />
      <button type="button" aria-pressed={paused} onClick={onPause}>
        {paused ? t('resume') : t('pause')}
      </button>
      <button type="button" onClick={onFullscreen} className="max-sm:hidden">
        {t('fullscreen')}
      </button>
      <button type="button" aria-haspopup="dialog" onClick={() => onHelp(true)} className="max-sm:hidden">
        {t('keys.title')}
      </button>
      {help && (
        <Spare instead={null}>
          <Suspense fallback={null}>
            <KeysHelp onClose={() => onHelp(false)} />
          </Suspense>
        </Spare>
      )}
    </nav>
  );
}
