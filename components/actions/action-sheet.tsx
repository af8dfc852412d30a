// The sheet of one agent, queue or call.
'use client';
import type { SheetSubject } from './actions-provider.tsx';

export default function ActionSheet(_: {
  readonly subject: SheetSubject;
  readonly onClose: () => void;
  readonly onOpen: (subject: SheetSubject) => void;
}) {
  return null;
}
