// Which keys the list understands: a sheet that is fetched when somebody asks.
'use client';
import { useTranslations } from 'use-intl/react';
import { Drawer } from '../ui/drawer.tsx';

const keys = ['move', 'peek', 'open', 'menu', 'search', 'export', 'help', 'back'] as const;

export default function ExplorerHelp({ onClose }: { readonly onClose: () => void }) {
  const t = useTranslations('explorer.keys');
  const common = useTranslations('common');
  return (
    <Drawer title={t('title')} description={t('text')} closeLabel={common('close')} onClose={onClose}>
      <dl className="type-body grid grid-cols-[auto_1fr] gap-x-6 gap-y-3">
        {keys.map((key) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="rounded-chip border border-line-strong px-1.5 py-0.5">{t(`${key}Key`)}</kbd>
            </dt>
            <dd className="text-ink-2">{t(key)}</dd>
          </div>
        ))}
      </dl>
    </Drawer>
  );
}
