// What a button looks like, for whatever is one: also for links, and for pages that are made on the server.

const looks = {
  primary: 'bg-ink-1 text-bg border-transparent hover:bg-ink-2',
  plain: 'bg-surface text-ink-1 border-line-strong hover:bg-sunken',
  quiet: 'bg-transparent text-ink-1 border-transparent hover:bg-sunken',
  danger: 'bg-surface text-danger-text border-line-strong hover:bg-sunken',
} as const;
const sizes = { small: 'h-8 px-3 type-table', call: 'h-11 px-4 type-body' } as const;

export type ButtonLook = keyof typeof looks;
export type ButtonSize = keyof typeof sizes;

export function buttonLook(look: ButtonLook = 'plain', size: ButtonSize = 'small'): string {
  return `relative inline-flex items-center justify-center gap-2 overflow-hidden whitespace-nowrap rounded-row border font-medium transition-[background-color,transform] duration-100 ease-out select-none active:translate-y-px aria-disabled:text-ink-3 aria-disabled:border-line aria-disabled:bg-sunken aria-disabled:translate-y-0 ${looks[look]} ${sizes[size]}`;
}
