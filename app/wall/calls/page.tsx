import { CallsWall } from '../../../components/wall/calls-wall.tsx';

export default function Page() {
  return <CallsWall />;
}
