// The page of the limits of calls.
import type { Metadata } from 'next';
import { DiallingPage } from '../../../components/settings/dialling-page.tsx';
import { pageContext } from '../../page-context.ts';

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext();
  return { title: `${t('settings.pages.dialling')} · ${t('common.product')}` };
}

export default function Page() {
  return <DiallingPage />;
}
