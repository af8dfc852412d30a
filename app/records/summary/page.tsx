// Reports over call records.
import type { Metadata } from 'next';
import { ReportPage } from '../../../components/records/report-page.tsx';
import { pageContext } from '../../page-context.ts';

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext();
  return { title: `${t('explorer.report.title')} · ${t('common.product')}` };
}

export default function Page() {
  return <ReportPage />;
}
