// The panel of a popover, fetched when one is first opened.
'use client';
import { Anchor, Content, Portal, Root } from 'radix-ui/popover';
import { type ReactNode, type RefObject, useMemo } from 'react';
import { useFocusBack } from './use-focus-back.ts';

export default function PopoverPanel(props: {
  readonly at: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly label: string;
  readonly children: ReactNode;
}) {
  const { at, onClose, label, children } = props;
  const focusBack = useFocusBack();
  const anchor = useMemo(
    () => ({ current: { getBoundingClientRect: () => at.current?.getBoundingClientRect() ?? new DOMRect() } }),
    [at],
  );
  return (
    <Root open onOpenChange={(next) => !next && onClose()}>
      <Anchor virtualRef={anchor} />
      <Portal>
        <Content
          role="dialog"
          aria-label={label}
          align="end"
          sideOffset={8}
          collisionPadding={12}
          onCloseAutoFocus={focusBack}
          className="enter-fade z-[60] flex w-80 max-w-[calc(100vw-24px)] flex-col gap-3 rounded-card border border-line bg-overlay p-4 text-ink-1 shadow-float"
        >
          {children}
        </Content>
      </Portal>
    </Root>
  );
}
