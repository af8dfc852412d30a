// `?density=xl|l|m|s|mosaic|bands|grid` asks for a layout; without it, or with another word, the count decides.
import { AgentsWall } from '../../../components/wall/agents-wall.tsx';
import { densities } from '../../../lib/board/density.ts';

export default async function Page({
  searchParams,
}: {
  readonly searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { density } = await searchParams;
  return <AgentsWall density={densities.find((one) => one === density) ?? null} />;
}
