// A button that, when it cannot be used, stays in reach and says why.
'use client';
import { type ComponentProps, useId } from 'react';

const looks = {
  primary: 'bg-ink-1 text-bg border-transparent hover:bg-ink-2',
  plain: 'bg-surface text-ink-1 border-line-strong hover:bg-sunken',
  quiet: 'bg-transparent text-ink-1 border-transparent hover:bg-sunken',
  danger: 'bg-surface text-danger-text border-line-strong hover:bg-sunken',
} as const;
const sizes = { small: 'h-8 px-3 type-table', call: 'h-11 px-4 type-body' } as const;

export function buttonLook(look: keyof typeof looks = 'plain', size: keyof typeof sizes = 'small'): string {
  return `relative inline-flex items-center justify-center gap-2 overflow-hidden whitespace-nowrap rounded-row border font-medium transition-[background-color,transform] duration-100 ease-out select-none active:translate-y-px aria-disabled:text-ink-3 aria-disabled:border-line aria-disabled:bg-sunken aria-disabled:translate-y-0 ${looks[look]} ${sizes[size]}`;
}

export function Button(
  props: ComponentProps<'button'> & {
    readonly look?: keyof typeof looks;
    readonly size?: keyof typeof sizes;
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
