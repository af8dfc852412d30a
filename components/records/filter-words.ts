// A filter in words: what its field is called, and its values as people know them.
'use client';
import { useLocale, useTranslations } from 'use-intl/react';
import { recordKinds, recordStatuses } from '../../lib/protocol/record-shapes.ts';
import { type ExplorerView, type FilterName, filterNames } from '../../lib/records/explorer-view.ts';
import type { HouseNames } from './use-house-names.ts';

export interface FilterWords {
  readonly name: FilterName;
  readonly label: string;
  readonly value: string;
}

export function useFilterWords(names: HouseNames): (filters: ExplorerView['filters']) => FilterWords[] {
  const t = useTranslations('explorer.filter');
  const records = useTranslations('records');
  const locale = useLocale();
  const each = (text: string, word: (one: string) => string) => text.split(',').map(word).join(', ');
  const wordsOf = (name: FilterName, value: string): string => {
    switch (name) {
      case 'kind': {
        const kind = recordKinds.find((one) => one === value);
        return kind ? records(`kinds.${kind}`) : value;
      }
      case 'direction':
        return value === 'in' || value === 'out' ? records(`directions.${value}`) : value;
      case 'status':
        return each(value, (one) => {
          const status = recordStatuses.find((known) => known === one);
          return status ? records(`statuses.${status}`) : one;
        });
      case 'queue':
        return each(value, names.queue);
      case 'agent':
        return each(value, names.agent);
      case 'short':
        return t(value === 'yes' ? 'shortYes' : 'shortNo');
      case 'minDuration':
      case 'minWait':
        return t('least', { value });
      case 'maxDuration':
      case 'maxWait':
        return t('most', { value });
      case 'weekday':
        return each(value, (one) => weekdayName(locale, Number(one)));
      case 'hour':
        return each(value, (one) => `${one.padStart(2, '0')} h`);
      default:
        return value;
    }
  };
  const labelOf = (name: FilterName): string => {
    if (name === 'minDuration' || name === 'maxDuration') return t('duration');
    return name === 'minWait' || name === 'maxWait' ? t('wait') : t(name);
  };
  return (filters) =>
    filterNames.flatMap((name) => {
      const value = filters[name];
      return value === undefined ? [] : [{ name, label: labelOf(name), value: wordsOf(name, value) }];
    });
}

/** @param weekday 1 = Monday to 7 */
export function weekdayName(locale: string, weekday: number, form: 'long' | 'short' = 'long'): string {
  // 2024-01-01 was a Monday.
  return new Intl.DateTimeFormat(locale, { weekday: form, timeZone: 'UTC' }).format(Date.UTC(2024, 0, weekday));
}
