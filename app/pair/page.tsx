// Where a screen asks to be let in. It needs nobody signed in, and shows no data.
import type { Metadata } from 'next';
import Link from 'next/link';
import { PairScreen } from '../../components/screens/pair-screen.tsx';
import { LanguageSwitch } from '../../components/ui/language-switch.tsx';
import { pageContext } from '../page-context.ts';

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext();
  return { title: `${t('screens.pair.title')} · ${t('common.product')}` };
}

export default async function PairPage() {
  const { t } = await pageContext();
  return (
    <main className="flex min-h-dvh w-full flex-col items-center px-6 py-[4vh]">
      <p className="type-section text-ink-2">{t('common.product')}</p>
      <div className="flex w-full flex-1 items-center justify-center py-[4vh]">
        <PairScreen />
      </div>
      <footer className="flex w-full flex-wrap items-center justify-center gap-x-6 gap-y-2">
        <Link href="/sign-in" className="type-body underline underline-offset-4 text-ink-2 max-sm:py-3">
          {t('screens.pair.signIn')}
        </Link>
        <LanguageSwitch />
      </footer>
    </main>
  );
}
