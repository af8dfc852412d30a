// Shown only when a page takes longer than a blink; it claims nothing.
import { Skeleton } from '../components/ui/skeleton.tsx';
import { pageContext } from './page-context.ts';

export default async function Loading() {
  const { t } = await pageContext();
  return (
    <main aria-busy="true" className="flex flex-col gap-4 p-6">
      <span className="sr-only">{t('common.loading')}</span>
      <Skeleton className="h-8 w-64" />
      <Skeleton className="h-40 w-full" />
      <Skeleton className="h-40 w-full" />
    </main>
  );
}
