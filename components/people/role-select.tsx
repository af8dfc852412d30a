// Which role an account or a token has. A display is no account: it is paired.
'use client';
import { useTranslations } from 'use-intl/react';
import { roles } from '../../lib/protocol/roles.ts';
import { inputLook } from '../ui/text-field.tsx';

const choices = roles.filter((role) => role !== 'display');
export type PersonRole = (typeof choices)[number];
export const isPersonRole = (text: string): text is PersonRole => choices.some((role) => role === text);

export function RoleSelect(props: {
  readonly label: string;
  readonly value: PersonRole;
  readonly onChange: (role: PersonRole) => void;
}) {
  const { label, value, onChange } = props;
  const t = useTranslations('people');
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => isPersonRole(event.target.value) && onChange(event.target.value)}
      className={`${inputLook} max-sm:h-11`}
    >
      {choices.map((role) => (
        <option key={role} value={role}>
          {t(`roles.${role}`)}
        </option>
      ))}
    </select>
  );
}
