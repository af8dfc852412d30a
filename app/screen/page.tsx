// The one page of a paired screen: what it was given to show, and nothing that acts.
import type { Metadata } from 'next';
import { LiveProvider } from '../../components/live/connection.tsx';
import { WallWatch } from '../../components/wall/wall-watch.tsx';
import { pageContext } from '../page-context.ts';
import { ScreenWall } from './screen-wall.tsx';
import '../wall/styles.ts';

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext();
  return { title: t('common.product') };
}

export default function Page() {
  return (
    <LiveProvider>
      <WallWatch>
        <ScreenWall />
      </WallWatch>
    </LiveProvider>
  );
}
