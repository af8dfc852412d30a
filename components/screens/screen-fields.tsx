// What a screen is given: a name, its pages with their seconds, its size and distance with what can be read from there.
'use client';
import { useId } from 'react';
import { useLocale, useTranslations } from 'use-intl/react';
import { floorPercent, inchesFor, legibleCount, namesIn } from '../../lib/board/legible.ts';
import { isLocale, locales } from '../../lib/i18n/locale.ts';
import { formatNumber, formatPercent } from '../../lib/i18n/numbers.ts';
import { mostPages, pageSeconds } from '../../lib/protocol/screen-shapes.ts';
import { Button } from '../ui/button.tsx';
import { inputLook, TextField } from '../ui/text-field.tsx';
import { densityOf, usePageChoices } from './page-kinds.ts';
import { addPage, type DraftPage, readNumber, type ScreenDraft } from './screen-draft.ts';

const bounds = { inches: [7, 300], metres: [0.3, 50] } as const;

export function ScreenFields(props: {
  readonly draft: ScreenDraft;
  readonly onChange: (draft: ScreenDraft) => void;
  readonly queues: readonly (readonly [string, string])[];
}) {
  const { draft, onChange, queues } = props;
  const t = useTranslations('screens');
  const languages = useTranslations('common.language');
  const locale = useLocale();
  const choices = usePageChoices(queues);
  const wrong = (name: keyof typeof bounds) => {
    const [least, most] = bounds[name];
    const value = readNumber(draft[name]);
    if (value >= least && value <= most) return null;
    return t('badNumber', { least: formatNumber(locale, least, least < 1 ? 1 : 0), most });
  };
  return (
    <div className="flex flex-col gap-3">
      <TextField
        label={t('name')}
        hint={t('nameHint')}
        maxLength={60}
        className="max-sm:h-11"
        value={draft.name}
        onChange={(event) => onChange({ ...draft, name: event.target.value })}
      />
      <fieldset className="flex flex-col gap-2">
        <legend className="type-label mb-1 text-ink-2">{t('pages')}</legend>
        {draft.pages.map((page, i) => (
          <PageRow
            key={page.key}
            page={page}
            number={i + 1}
            choices={choices}
            alone={draft.pages.length === 1}
            onChange={(next) => onChange({ ...draft, pages: draft.pages.map((one) => (one === page ? next : one)) })}
            onRemove={() => onChange({ ...draft, pages: draft.pages.filter((one) => one !== page) })}
          />
        ))}
        {draft.pages.length < mostPages && (
          <div>
            <Button look="quiet" className="max-sm:h-11" onClick={() => onChange(addPage(draft))}>
              {t('addPage')}
            </Button>
          </div>
        )}
      </fieldset>
      <div className="grid gap-x-4 gap-y-1 sm:grid-cols-4">
        {(['inches', 'metres'] as const).map((name) => (
          <TextField
            key={name}
            label={t(name)}
            inputMode="decimal"
            className="max-sm:h-11"
            value={draft[name]}
            error={wrong(name)}
            onChange={(event) => onChange({ ...draft, [name]: event.target.value })}
          />
        ))}
        <Choice
          label={t('theme')}
          value={draft.theme}
          options={[
            ['dark', t('dark')],
            ['light', t('light')],
          ]}
          onChange={(theme) => onChange({ ...draft, theme: theme === 'light' ? 'light' : 'dark' })}
        />
        <Choice
          label={t('language')}
          value={draft.locale}
          options={locales.map((one) => [one, languages(one)])}
          onChange={(next) => isLocale(next) && onChange({ ...draft, locale: next })}
        />
      </div>
      {!wrong('inches') && !wrong('metres') && <Legible draft={draft} />}
    </div>
  );
}

function PageRow(props: {
  readonly page: DraftPage;
  readonly number: number;
  readonly choices: readonly { readonly path: string; readonly label: string }[];
  readonly alone: boolean;
  readonly onChange: (page: DraftPage) => void;
  readonly onRemove: () => void;
}) {
  const { page, number, choices, alone, onChange, onRemove } = props;
  const t = useTranslations('screens');
  const { least, most } = pageSeconds;
  const seconds = readNumber(page.seconds);
  const sound = Number.isInteger(seconds) && seconds >= least && seconds <= most;
  const listed = choices.some(({ path }) => path === page.path);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <select
        aria-label={t('page', { number })}
        value={page.path}
        onChange={(event) => onChange({ ...page, path: event.target.value })}
        className={`${inputLook} min-w-0 flex-1 max-sm:h-11 max-sm:basis-full`}
      >
        {!listed && <option value={page.path}>{page.path}</option>}
        {choices.map(({ path, label }) => (
          <option key={path} value={path}>
            {label}
          </option>
        ))}
      </select>
      {!alone && (
        <>
          <label className="type-label flex items-center gap-2 text-ink-2">
            <input
              inputMode="numeric"
              aria-label={`${t('seconds')} ${number}`}
              aria-invalid={sound ? undefined : true}
              value={page.seconds}
              onChange={(event) => onChange({ ...page, seconds: event.target.value })}
              className={`${inputLook} w-16 max-sm:h-11`}
            />
            <span aria-hidden="true">s</span>
          </label>
          <Button
            look="quiet"
            className="max-sm:h-11"
            aria-label={t('removePage', { number })}
            title={t('removePage', { number })}
            onClick={onRemove}
          >
            <span aria-hidden="true">×</span>
          </Button>
        </>
      )}
      {!sound && (
        <span role="alert" className="type-label basis-full text-danger-text">
          {t('seconds')}: {t('badNumber', { least: String(least), most })}
        </span>
      )}
    </div>
  );
}

function Choice(props: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly onChange: (value: string) => void;
}) {
  const { label, value, options, onChange } = props;
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="type-label text-ink-2">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className={`${inputLook} max-sm:h-11`}
      >
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

/** What this screen is good for at this distance: the smallest letter, how many names, and pages that fall below. */
function Legible({ draft }: { readonly draft: ScreenDraft }) {
  const t = useTranslations('screens');
  const locale = useLocale();
  const inches = readNumber(draft.inches);
  const metres = readNumber(draft.metres);
  const floor = floorPercent(inches, metres);
  const count = legibleCount(inches, metres);
  const small = draft.pages
    .map(({ path }) => densityOf(path))
    .map((density) => density && namesIn(density))
    .filter((names) => names !== null)
    .filter(({ percent }) => percent < floor)
    .reduce<number | null>((most, names) => Math.max(most ?? 0, names.count), null);
  return (
    <div role="status" className="type-body flex flex-col gap-1 rounded-row bg-sunken px-3 py-2 text-ink-2">
      <p>
        {t('floor', {
          metres: draft.metres.trim(),
          inches: draft.inches.trim(),
          percent: formatPercent(locale, floor / 100, 1),
        })}
      </p>
      <p className="font-medium text-ink-1">
        {count > 0
          ? t('fits', { count: formatNumber(locale, count) })
          : t('fitsNone', { wanted: formatNumber(locale, inchesFor(1, metres)) })}
      </p>
      {small !== null && (
        <p className="text-ink-1">
          <span aria-hidden="true">▲ </span>
          {t('tooSmall', {
            count: formatNumber(locale, small),
            wanted: formatNumber(locale, inchesFor(small, metres)),
          })}
        </p>
      )}
    </div>
  );
}
