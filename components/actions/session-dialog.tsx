// Asks to sign in again above a page whose session ended. What was typed stays as it was; somebody else than before gets
// a fresh page, so that nobody finds another person's work.
'use client';
import { Content, Description, Overlay, Portal, Root, Title } from 'radix-ui/dialog';
import { useTranslations } from 'use-intl/react';
import { forgetSavedBoard } from '../live/saved-board.ts';
import { buttonLook } from '../ui/button-look.ts';
import { CredentialsForm } from './credentials-form.tsx';

export default function SessionDialog(props: {
  /** Who was signed in, null = not known. */
  readonly before: string | null;
  readonly onBack: () => void;
}) {
  const { before, onBack } = props;
  const t = useTranslations('signIn.over');
  return (
    <Root open>
      <Portal>
        <Overlay className="enter-fade fixed inset-0 z-[70] bg-scrim" />
        <Content
          data-session-over
          onEscapeKeyDown={(event) => event.preventDefault()}
          onInteractOutside={(event) => event.preventDefault()}
          className="enter-fade fixed top-1/2 left-1/2 z-[70] flex max-h-[96dvh] w-[calc(100vw-24px)] max-w-sm -translate-x-1/2 -translate-y-1/2 flex-col gap-4 overflow-y-auto rounded-card border border-line bg-overlay p-6 text-ink-1 shadow-float"
        >
          <div className="flex flex-col gap-1">
            <Title className="type-page">{t('title')}</Title>
            <Description className="type-body text-ink-2">{t('text')}</Description>
          </div>
          <CredentialsForm
            onEntered={(user) => {
              if (!user.mustChangePassword && (before === null || before === user.name)) onBack();
              else location.reload();
            }}
          />
          <a
            href={`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`}
            onClick={() => forgetSavedBoard(sessionStorage)}
            className={buttonLook('quiet')}
          >
            {t('leave')}
          </a>
        </Content>
      </Portal>
    </Root>
  );
}
