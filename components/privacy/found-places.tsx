// Where a number is stored: how often in each place, and from when to when. On a phone each place is a card.
'use client';
import { useFormatter, useTranslations } from 'use-intl/react';
import type { NumberFound } from '../../lib/protocol/privacy-shapes.ts';

export function FoundPlaces({ found }: { readonly found: NumberFound }) {
  const t = useTranslations('privacy.erase');
  const format = useFormatter();
  const when = (at: number | null) =>
    at === null
      ? '—'
      : format.dateTime(at, {
          year: 'numeric',
          month: '2-digit',
          day: '2-digit',
          hour: '2-digit',
          minute: '2-digit',
          hourCycle: 'h23',
        });
  const cell = 'type-table px-2 py-1 text-left max-sm:block max-sm:p-0';
  const heads = [t('place'), t('count'), t('oldest'), t('newest')];
  return (
    <table className="w-full max-sm:block" data-testid="found-places">
      <caption className="type-label mb-2 text-left text-ink-2 max-sm:block">
        {t('foundTitle', { number: found.number })}
      </caption>
      <thead className="max-sm:hidden">
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col" className="type-label px-2 py-1 text-left text-ink-2">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="max-sm:flex max-sm:flex-col max-sm:gap-2">
        {found.places
          .filter(({ count }) => count > 0)
          .map(({ name, count, oldestAt, newestAt }) => (
            <tr
              key={name}
              data-testid={`place-${name}`}
              className="border-line border-t max-sm:block max-sm:rounded-card max-sm:border max-sm:p-3"
            >
              <th scope="row" className={`${cell} font-normal`}>
                {t(`places.${name}`)}
              </th>
              {[String(count), when(oldestAt), when(newestAt)].map((text, index) => (
                <td key={heads[index + 1]} className={`${cell} tabular-nums`}>
                  <span className="type-label mr-2 text-ink-2 sm:hidden">{heads[index + 1]}</span>
                  {text}
                </td>
              ))}
            </tr>
          ))}
      </tbody>
    </table>
  );
}
