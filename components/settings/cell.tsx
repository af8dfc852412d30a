// One cell of a table that can be written in. On a phone, where the row is a card, it carries its column's name.
import type { ComponentProps, ReactNode } from 'react';
import { inputLook } from '../ui/text-field.tsx';

export const fieldLook = `${inputLook} max-sm:h-11`;

export function Cell({ head, children }: { readonly head: string; readonly children: ReactNode }) {
  return (
    <td className="px-2 py-1 align-top max-sm:p-0">
      <span aria-hidden="true" className="type-label mb-1 block text-ink-2 sm:hidden">
        {head}
      </span>
      {children}
    </td>
  );
}

/** @param number what the field is about: read out with the column's name */
export function TextCell(
  props: ComponentProps<'input'> & { readonly head: string; readonly number: string; readonly error?: string | null },
) {
  const { head, number, error, ...rest } = props;
  return (
    <Cell head={head}>
      <input {...rest} aria-label={`${head} ${number}`} aria-invalid={error ? true : undefined} className={fieldLook} />
      {error && (
        <span role="alert" className="type-label mt-1 block text-danger-text">
          {error}
        </span>
      )}
    </Cell>
  );
}
