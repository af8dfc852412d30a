// The frame around every page of the records.
import type { ReactNode } from 'react';
import { RecordsFrame } from '../../components/records/records-frame.tsx';

export default function RecordsLayout({ children }: { readonly children: ReactNode }) {
  return <RecordsFrame>{children}</RecordsFrame>;
}
