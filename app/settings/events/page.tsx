// The page of webhooks nobody understood.
import type { Metadata } from 'next';
import { EventsPage } from '../../../components/settings/events-page.tsx';
import { pageContext } from '../../page-context.ts';

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext();
  return { title: `${t('settings.pages.events')} · ${t('common.product')}` };
}

export default function Page() {
  return <EventsPage />;
}
