// Calls a number again from the extension it was talked to at: in that agent's sheet, by the rules of every call there.
'use client';
import { useDesk } from './desk.ts';
import type { SheetSubject } from './sheet-subject.ts';

export function useCallBack(extension: string, onOpen: (subject: SheetSubject) => void): (number: string) => void {
  const { drafts } = useDesk();
  return (number) => {
    drafts.set(extension, { text: number, entered: number, wanted: true });
    onOpen({ kind: 'agent', id: extension });
  };
}
