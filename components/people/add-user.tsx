// A new account: name, role and reach; the server draws the password.
'use client';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { PersonMade } from '../../lib/protocol/people-shapes.ts';
import { ask, failureOf } from '../actions/api.ts';
import { useFailureText } from '../actions/use-failure-text.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { draftIsSound, type UserDraft, UserFields, wireOf } from './user-fields.tsx';

const empty: UserDraft = { role: 'supervisor', extension: '', scope: '' };
const usable = /^(?![0-9]+$)[A-Za-z0-9._@-]{1,64}$/;

export function AddUser({ onMade }: { readonly onMade: (name: string, password: string) => void }) {
  const t = useTranslations('people');
  const failureText = useFailureText();
  const [name, setName] = useState('');
  const [draft, setDraft] = useState(empty);
  const make = useMutation({
    retry: false,
    mutationFn: () =>
      ask(PersonMade, 'POST', '/api/v1/settings/users', { body: { username: name.trim(), ...wireOf(draft) } }),
    onSuccess: ({ user, password }) => {
      setName('');
      setDraft(empty);
      onMade(user.username, password);
    },
  });
  const soundName = name.trim() === '' || usable.test(name.trim());
  const ready = usable.test(name.trim()) && draftIsSound(draft);
  return (
    <form
      className="flex flex-col gap-2 rounded-card border border-line p-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !make.isPending) make.mutate();
      }}
    >
      <h2 className="type-section">{t('add')}</h2>
      <div className="sm:max-w-xs">
        <TextField
          label={t('name')}
          autoComplete="off"
          className="max-sm:h-11"
          value={name}
          error={make.isError ? failureText(failureOf(make.error)) : soundName ? null : t('badName')}
          onChange={(event) => {
            make.reset();
            setName(event.target.value);
          }}
        />
      </div>
      <UserFields of={name} draft={draft} onChange={setDraft} />
      <span>
        <Button type="submit" look="primary" reason={ready ? null : t('badName')} aria-busy={make.isPending}>
          {t('add')}
        </Button>
      </span>
    </form>
  );
}
