// A small question or fact beside what was pressed.
'use client';
import { Anchor, Content, Portal, Root } from 'radix-ui/popover';
import type { ReactNode } from 'react';

export function Popover(props: {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly label: string;
  readonly anchor: ReactNode;
  readonly children: ReactNode;
}) {
  const { open, onClose, label, anchor, children } = props;
  return (
    <Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Anchor asChild>
        <span className="inline-flex">{anchor}</span>
      </Anchor>
      <Portal>
        <Content
          role="dialog"
          aria-label={label}
          align="end"
          sideOffset={8}
          collisionPadding={12}
          className="enter-fade z-[60] flex w-80 max-w-[calc(100vw-24px)] flex-col gap-3 rounded-card border border-line bg-overlay p-4 text-ink-1 shadow-float"
        >
          {children}
        </Content>
      </Portal>
    </Root>
  );
}
