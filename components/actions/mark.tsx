// A state's shape at the size of the text beside it.
import { type Mark as Kind, StatusMark } from '../ui/status-mark.tsx';

export function Mark({ mark }: { readonly mark: Kind }) {
  return (
    <span className="inline-block size-3.5 align-[-0.125em] [&>svg]:size-full">
      <StatusMark mark={mark} />
    </span>
  );
}
