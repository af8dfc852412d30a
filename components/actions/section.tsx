// A titled part of a sheet.
import type { ReactNode } from 'react';

export function Section({ title, children }: { readonly title: ReactNode; readonly children: ReactNode }) {
  return (
    <section className="flex flex-col gap-2">
      <h3 className="type-label text-ink-2">{title}</h3>
      {children}
    </section>
  );
}

export function Quiet({ children }: { readonly children: ReactNode }) {
  return <p className="type-body text-ink-2">{children}</p>;
}
