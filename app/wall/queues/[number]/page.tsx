import { QueueWall } from '../../../../components/wall/queue-wall.tsx';

export default async function Page({ params }: { readonly params: Promise<{ number: string }> }) {
  const { number } = await params;
  return <QueueWall key={number} number={number} />;
}
