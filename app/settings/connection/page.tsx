// The connection page of the settings.
import type { Metadata } from 'next';
import { ConnectionPage } from '../../../components/settings/connection-page.tsx';
import { pageContext } from '../../page-context.ts';

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext();
  return { title: `${t('settings.pages.connection')} · ${t('common.product')}` };
}

export default function Page() {
  return <ConnectionPage />;
}
