// Where else one can go from a wall, shown while somebody moves or reaches it by keyboard; always there on a phone.
'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useTranslations } from 'use-intl/react';
import { Drawer } from '../ui/drawer.tsx';

const walls = [
  ['overview', '/wall'],
  ['agents', '/wall/agents'],
  ['calls', '/wall/calls'],
] as const;
const keys = ['layouts', 'walk', 'open', 'search', 'acknowledge', 'fullscreen', 'pause', 'help', 'back'] as const;

export function WallControls(props: {
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
        <Drawer
          title={t('keys.title')}
          description={t('keys.text')}
          closeLabel={common('close')}
          onClose={() => onHelp(false)}
        >
          <dl className="type-body grid grid-cols-[auto_1fr] gap-x-6 gap-y-3">
            {keys.map((key) => (
              <div key={key} className="contents">
                <dt>
                  <kbd className="rounded-chip border border-line-strong px-1.5 py-0.5">{t(`keys.${key}Key`)}</kbd>
                </dt>
                <dd className="text-ink-2">{t(`keys.${key}`)}</dd>
              </div>
            ))}
          </dl>
        </Drawer>
      )}
    </nav>
  );
}
