// A labelled line of text with its error or hint beside it.
'use client';
import { type ComponentProps, type ReactNode, useId } from 'react';

export const inputLook =
  'h-8 w-full rounded-chip border border-line-strong bg-surface px-2 text-ink-1 type-body aria-invalid:border-alarm';

export function TextField(
  props: ComponentProps<'input'> & {
    readonly label: string;
    readonly error?: string | null;
    readonly hint?: ReactNode;
    /** Inside the field's right end. */
    readonly end?: ReactNode;
  },
) {
  const { label, error, hint, end, className, ...rest } = props;
  const id = useId();
  const told = error || hint ? `${id}-told` : undefined;
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="type-label text-ink-2">
        {label}
      </label>
      <div className="relative flex items-center">
        <input
          {...rest}
          id={id}
          className={`${inputLook} ${className ?? ''}`}
          aria-invalid={error ? true : undefined}
          aria-describedby={told}
        />
        {end}
      </div>
      <div id={told} role={error ? 'alert' : undefined} className="type-label min-h-4">
        {error ? <span className="text-danger-text">{error}</span> : <span className="text-ink-2">{hint}</span>}
      </div>
    </div>
  );
}
