// One call.
import type { Metadata } from 'next';
import { CallPage } from '../../../components/records/call-page.tsx';
import { pageContext } from '../../page-context.ts';

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext();
  return { title: `${t('explorer.call.title')} · ${t('common.product')}` };
}

export default async function Page({ params }: { readonly params: Promise<{ readonly id: string }> }) {
  const { id } = await params;
  return <CallPage id={decodeURIComponent(id)} />;
}
