// Where strangers become somebody. It says nothing of who exists.
import type { Metadata } from 'next';
import { LanguageSwitch } from '../../components/ui/language-switch.tsx';
import { pageContext } from '../page-context.ts';
import { SignInForm } from './sign-in-form.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext();
  return { title: `${t('signIn.title')} · ${t('common.product')}` };
}

export default async function SignInPage({
  searchParams,
}: {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { t } = await pageContext();
  const { next } = await searchParams;
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-6 px-6 py-8">
      <p className="type-page">{t('common.product')}</p>
      <SignInForm next={typeof next === 'string' ? next : null} />
      <div className="flex justify-end">
        <LanguageSwitch />
      </div>
    </main>
  );
}
