// The fields of an account that can be changed: role, extension, reach. Says what cannot be read before it is sent.
'use client';
import { useTranslations } from 'use-intl/react';
import { TextField } from '../ui/text-field.tsx';
import { type PersonRole, RoleSelect } from './role-select.tsx';
import { readScopeText } from './scope-text.ts';

export interface UserDraft {
  readonly role: PersonRole;
  readonly extension: string;
  readonly scope: string;
}

export const draftIsSound = ({ extension, scope }: UserDraft): boolean =>
  /^([0-9]{2,6})?$/.test(extension.trim()) && readScopeText(scope) !== undefined;

/** The draft as the server takes it. Ask {@link draftIsSound} first. */
export const wireOf = ({ role, extension, scope }: UserDraft) => ({
  role,
  extension: extension.trim() === '' ? null : extension.trim(),
  scope: readScopeText(scope) ?? null,
});

export function UserFields(props: {
  /** Whose: said with each field's name. */
  readonly of: string;
  readonly draft: UserDraft;
  readonly onChange: (draft: UserDraft) => void;
}) {
  const { of, draft, onChange } = props;
  const t = useTranslations('people');
  const soundExtension = draftIsSound({ ...draft, scope: '' });
  return (
    <div className="grid gap-x-4 gap-y-1 sm:grid-cols-[10rem_8rem_1fr]">
      <div className="flex flex-col gap-1">
        <span aria-hidden="true" className="type-label text-ink-2">
          {t('role')}
        </span>
        <RoleSelect label={`${t('role')} ${of}`} value={draft.role} onChange={(role) => onChange({ ...draft, role })} />
      </div>
      <TextField
        label={t('extension')}
        inputMode="numeric"
        className="max-sm:h-11"
        value={draft.extension}
        error={soundExtension ? null : t('badExtension')}
        onChange={(event) => onChange({ ...draft, extension: event.target.value })}
      />
      <TextField
        label={t('scope')}
        className="max-sm:h-11"
        placeholder={t('everything')}
        value={draft.scope}
        error={readScopeText(draft.scope) === undefined ? t('badScope') : null}
        hint={t('scopeHint')}
        onChange={(event) => onChange({ ...draft, scope: event.target.value })}
      />
    </div>
  );
}
