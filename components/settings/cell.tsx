// One cell of a table that can be written in.
import type { ComponentProps } from 'react';
import { inputLook } from '../ui/text-field.tsx';

/** @param label who and what it is about: the column's head is not read out with it */
export function TextCell(props: ComponentProps<'input'> & { readonly label: string; readonly error?: string | null }) {
  const { label, error, ...rest } = props;
  return (
    <td className="min-w-28 px-2 py-1 align-top">
      <input {...rest} aria-label={label} aria-invalid={error ? true : undefined} className={inputLook} />
      {error && (
        <span role="alert" className="type-label mt-1 block text-danger-text">
          {error}
        </span>
      )}
    </td>
  );
}

export const headLook = 'type-label whitespace-nowrap px-2 py-2 text-left font-medium text-ink-2';
