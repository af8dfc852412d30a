// An address that leads nowhere, with a way on.
import Link from 'next/link';
import { buttonLook } from '../components/ui/button-look.ts';
import { StateScreen } from '../components/ui/state-screen.tsx';
import { pageContext } from './page-context.ts';

export default async function NotFound() {
  const { t } = await pageContext();
  return (
    <main>
      <StateScreen
        whole
        title={t('errors.page.notFoundTitle')}
        text={t('errors.page.notFoundText')}
        action={
          <Link href="/wall" className={buttonLook('primary', 'call')}>
            {t('errors.page.toWall')}
          </Link>
        }
      />
    </main>
  );
}
