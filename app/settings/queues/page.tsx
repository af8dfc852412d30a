// The queues page of the settings.
import type { Metadata } from 'next';
import { QueuesTable } from '../../../components/settings/queues-table.tsx';
import { pageContext } from '../../page-context.ts';

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext();
  return { title: `${t('settings.pages.queues')} · ${t('common.product')}` };
}

export default function Page() {
  return <QueuesTable />;
}
