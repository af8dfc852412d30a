// The page of paired screens. `?code=` comes from the picture a screen shows.
import type { Metadata } from 'next';
import { ScreensPage } from '../../../components/screens/screens-page.tsx';
import { pageContext } from '../../page-context.ts';

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext();
  return { title: `${t('screens.title')} · ${t('common.product')}` };
}

export default async function Page({
  searchParams,
}: {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { code } = await searchParams;
  return <ScreensPage code={typeof code === 'string' ? code : null} />;
}
