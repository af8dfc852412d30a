// The page of one's own account.
import type { Metadata } from 'next';
import { AccountPage } from '../../../components/people/account-page.tsx';
import { pageContext } from '../../page-context.ts';

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext();
  return { title: `${t('settings.pages.account')} · ${t('common.product')}` };
}

export default function Page() {
  return <AccountPage />;
}
