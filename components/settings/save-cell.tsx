// The end of a row: save what was changed, say that it was, take it back.
'use client';
import { useTranslations } from 'use-intl/react';
import { Button } from '../ui/button.tsx';

export function SaveCell(props: {
  /** Id of the row's form. */
  readonly form: string;
  readonly name: string;
  readonly changed: boolean;
  readonly saving: boolean;
  readonly saved: boolean;
  readonly error: string | null;
  /** Why it cannot be saved; null = it can. */
  readonly reason: string | null;
  readonly onUndo: (() => void) | null;
}) {
  const { form, name, changed, saving, saved, error, reason, onUndo } = props;
  const t = useTranslations('common');
  return (
    <td className="w-56 whitespace-nowrap px-2 py-1 align-top max-sm:w-auto max-sm:p-0 max-sm:empty:hidden">
      <span className="flex items-center gap-2 sm:min-h-8">
        {changed && (
          <Button
            type="submit"
            form={form}
            look="primary"
            reason={reason}
            aria-busy={saving}
            aria-label={`${t('save')} ${name}`}
          >
            {saving ? t('saving') : t('save')}
          </Button>
        )}
        <span role="status" className="type-label text-ink-2">
          {!changed && saved && t('saved')}
        </span>
        {onUndo && !saving && (
          <Button look="quiet" onClick={onUndo} aria-label={`${t('undo')} ${name}`}>
            {t('undo')}
          </Button>
        )}
      </span>
      {error && (
        <span role="alert" className="type-label block whitespace-normal text-danger-text">
          {error}
        </span>
      )}
    </td>
  );
}
