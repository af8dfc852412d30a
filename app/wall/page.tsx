import { Overview } from '../../components/wall/overview.tsx';

export default function Page() {
  return <Overview />;
}
