// The question before a call that is not routine: why it is asked, and the number as the verb.
'use client';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../ui/button.tsx';
import { Popover } from '../ui/popover.tsx';
import type { AskReason } from './why-ask.ts';

export function AskBeforeCall(props: {
  /** null = no question. */
  readonly why: readonly AskReason[] | null;
  readonly number: string;
  readonly extension: string;
  readonly name: string;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
  /** What was pressed. */
  readonly children: ReactNode;
}) {
  const { why, number, extension, name, onCancel, onConfirm, children } = props;
  const t = useTranslations('actions.ask');
  const common = useTranslations('common');
  return (
    <Popover open={why !== null} onClose={onCancel} label={t('title', { number })} anchor={children}>
      <p className="type-section">{t('title', { number })}</p>
      <ul className="type-body flex flex-col gap-1 text-ink-2">
        {why?.map((reason) => (
          <li key={reason}>{t(reason, { extension, name })}</li>
        ))}
      </ul>
      <div className="flex flex-wrap justify-end gap-2">
        <Button size="call" onClick={onCancel}>
          {common('cancel')}
        </Button>
        <Button look="primary" size="call" onClick={onConfirm}>
          {t('confirm', { number })}
        </Button>
      </div>
    </Popover>
  );
}
