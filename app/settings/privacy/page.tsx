// The page of privacy: who sees whole numbers, one number found and erased, and how long things are kept.
import type { Metadata } from 'next';
import { ErasePanel } from '../../../components/privacy/erase-panel.tsx';
import { NumbersPanel } from '../../../components/privacy/numbers-panel.tsx';
import { RetentionPanel } from '../../../components/privacy/retention-panel.tsx';
import { pageContext } from '../../page-context.ts';

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext();
  return { title: `${t('privacy.title')} · ${t('common.product')}` };
}

export default async function Page() {
  const { t } = await pageContext();
  return (
    <>
      <h1 className="type-page">{t('privacy.title')}</h1>
      <NumbersPanel />
      <ErasePanel />
      <RetentionPanel />
    </>
  );
}
