// A button that, when it cannot be used, stays in reach and says why.
'use client';
import { type ComponentProps, useId } from 'react';
import { type ButtonLook, type ButtonSize, buttonLook } from './button-look.ts';

export function Button(
  props: ComponentProps<'button'> & {
    readonly look?: ButtonLook;
    readonly size?: ButtonSize;
    /** Why it cannot be used now; null or left out = it can. */
    readonly reason?: string | null;
  },
) {
  const { look, size, reason, className, children, onClick, type, ...rest } = props;
  const why = useId();
  return (
    <>
      <button
        {...rest}
        type={type ?? 'button'}
        className={`${buttonLook(look, size)} ${className ?? ''}`}
        {...(reason ? { 'aria-disabled': true, 'aria-describedby': why, title: reason } : {})}
        onClick={(event) => {
          if (reason) event.preventDefault();
          else onClick?.(event);
        }}
      >
        {children}
      </button>
      {reason && (
        <span id={why} className="sr-only">
          {reason}
        </span>
      )}
    </>
  );
}
