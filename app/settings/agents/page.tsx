// The agents page of the settings.
import type { Metadata } from 'next';
import { AgentsTable } from '../../../components/settings/agents-table.tsx';
import { pageContext } from '../../page-context.ts';

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext();
  return { title: `${t('settings.pages.agents')} · ${t('common.product')}` };
}

export default function Page() {
  return <AgentsTable />;
}
