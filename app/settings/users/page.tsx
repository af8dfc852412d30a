// The page of accounts and programs' tokens.
import type { Metadata } from 'next';
import { UsersPage } from '../../../components/people/users-page.tsx';
import { pageContext } from '../../page-context.ts';

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext();
  return { title: `${t('people.title')} · ${t('common.product')}` };
}

export default function Page() {
  return <UsersPage />;
}
