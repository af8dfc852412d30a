// A sheet at the right edge, from below on a phone. Focus stays in it; Escape and a press outside close it.
'use client';
import { Close, Content, Description, Overlay, Portal, Root, Title } from 'radix-ui/dialog';
import type { ReactNode } from 'react';
import { useFocusBack } from './use-focus-back.ts';

export default function DrawerPanel(props: {
  readonly title: ReactNode;
  readonly description: ReactNode;
  readonly closeLabel: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { title, description, closeLabel, onClose, children } = props;
  const focusBack = useFocusBack();
  return (
    <Root open onOpenChange={(open) => !open && onClose()}>
      <Portal>
        <Overlay className="enter-fade fixed inset-0 z-40 bg-scrim" />
        <Content
          onCloseAutoFocus={focusBack}
          onEscapeKeyDown={(event) => {
            // A dialog that has just appeared above may not have the focus yet: the key is its own all the same.
            if (document.querySelector('[data-session-over]')) event.preventDefault();
          }}
          className="enter-drawer fixed inset-y-0 right-0 z-50 flex w-full max-w-[440px] flex-col overflow-hidden border-line border-l bg-overlay text-ink-1 shadow-float max-sm:top-auto max-sm:max-h-[92dvh] max-sm:max-w-none max-sm:rounded-t-card max-sm:border-t max-sm:border-l-0"
        >
          <header className="flex items-start justify-between gap-4 border-line border-b px-6 py-4">
            <div className="min-w-0">
              <Title className="type-page break-words">{title}</Title>
              <Description asChild>
                <div className="type-table mt-1 text-ink-2">{description}</div>
              </Description>
            </div>
            <Close
              aria-label={closeLabel}
              className="-mr-2 grid size-8 shrink-0 place-items-center rounded-row text-ink-2 hover:bg-sunken"
            >
              <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
                <path d="M6 6l12 12M18 6L6 18" stroke="currentColor" strokeWidth="1.75" strokeLinecap="round" />
              </svg>
            </Close>
          </header>
          <div className="flex min-h-0 flex-1 flex-col gap-6 overflow-y-auto px-6 py-4 pb-[max(16px,env(safe-area-inset-bottom))]">
            {children}
          </div>
        </Content>
      </Portal>
    </Root>
  );
}
