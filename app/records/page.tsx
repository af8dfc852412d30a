// The explorer of call records.
import type { Metadata } from 'next';
import { Explorer } from '../../components/records/explorer.tsx';
import { pageContext } from '../page-context.ts';

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext();
  return { title: `${t('explorer.title')} · ${t('common.product')}` };
}

export default function Page() {
  return <Explorer />;
}
