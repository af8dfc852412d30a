import { createTranslator } from 'use-intl/core';
import { describe, expect, it } from 'vitest';
import { chooseLocale, locales } from '../../lib/i18n/locale.ts';
import { messagesOf } from '../../lib/i18n/messages.ts';
import { formatClock, formatNumber, formatPercent, spellDuration } from '../../lib/i18n/numbers.ts';

function flatten(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [[path, `not a text: ${String(value)}`]];
  return Object.entries(value).flatMap(([key, inner]) => flatten(inner, path ? `${path}.${key}` : key));
}
const catalogues = locales.map((locale) => [locale, flatten(messagesOf(locale))] as const);
const [reference] = catalogues;
const argumentsOf = (text: string) =>
  [...new Set([...text.matchAll(/\{\s*([a-zA-Z]+)\s*[,}]/g)].map((match) => match[1]))].sort();

describe('the catalogues', () => {
  it('have the same keys in every language, each with the same arguments', () => {
    const wanted = reference?.[1].map(([key, text]) => [key, argumentsOf(text)]);
    for (const [locale, texts] of catalogues) {
      expect([locale, texts.map(([key, text]) => [key, argumentsOf(text)])]).toEqual([locale, wanted]);
    }
  });

  it('leave no text empty', () => {
    for (const [, texts] of catalogues) expect(texts.filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('give every plural the forms its language has', () => {
    for (const [locale, texts] of catalogues) {
      const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
      for (const [key, text] of texts) {
        if (!text.includes(', plural,')) continue;
        expect([key, forms.every((form) => text.includes(`${form} {`))]).toEqual([key, true]);
      }
    }
  });

  it('can all be formatted', () => {
    for (const [locale, texts] of catalogues) {
      const failed: string[] = [];
      // Flat, so that any key may be asked for: a dot would mean a level.
      const flat = (key: string) => key.replaceAll('.', '/');
      const messages: Record<string, string> = Object.fromEntries(texts.map(([key, text]) => [flat(key), text]));
      const t = createTranslator({ locale, messages, onError: (error) => failed.push(error.message) });
      for (const [key, text] of texts) {
        const given = Object.fromEntries(argumentsOf(text).map((name) => [name ?? '', 2]));
        t.markup(flat(key), { ...given, b: (words: string) => words });
      }
      expect([locale, failed]).toEqual([locale, []]);
    }
  });

  it('never call an absent telephone by the verb of hanging up', () => {
    expect(messagesOf('pt-PT').common.state.disconnected).toBe('Desconectado');
    expect(messagesOf('pt-PT').actions.hangUp.label).toBe('Desligar');
    expect(messagesOf('es-ES').actions.hangUp.label).toBe('Colgar');
  });
});

describe('the choice of a language', () => {
  it('is the person’s, else the browser’s, else the house’s, else Portuguese', () => {
    expect(chooseLocale('en', 'es', 'pt-PT')).toBe('en');
    expect(chooseLocale('xx', 'es-MX,en;q=0.5', 'pt-PT')).toBe('es-ES');
    expect(chooseLocale(null, 'fr;q=1,en;q=0.3,pt-BR;q=0.8', 'es-ES')).toBe('pt-PT');
    expect(chooseLocale(null, 'fr,en;q=0', 'es-ES')).toBe('es-ES');
    expect(chooseLocale(undefined, undefined, undefined)).toBe('pt-PT');
  });
});

describe('numbers', () => {
  it('are grouped from four digits on, and unknown is not zero', () => {
    expect(formatNumber('pt-PT', 1234).replace(/\s/g, ' ')).toBe('1 234');
    expect(formatNumber('es-ES', 1234)).toBe('1.234');
    expect(formatNumber('en', 1234)).toBe('1,234');
    expect(formatNumber('pt-PT', null)).toBe('—');
    expect(formatNumber('pt-PT', 0)).toBe('0');
    expect(formatPercent('pt-PT', Number.NaN)).toBe('—');
    expect(formatPercent('pt-PT', 0.041, 1)).toBe('4,1%');
  });

  it('clock times are of the house’s zone, spans are spelled out', () => {
    expect(formatClock('pt-PT', Date.UTC(2026, 6, 1, 14, 2, 41), 'Europe/Lisbon', true)).toBe('15:02:41');
    expect(formatClock('en', null, 'Europe/Lisbon')).toBe('—');
    expect(spellDuration('pt-PT', 161_000)).toBe('2 minutos e 41 segundos');
    expect(spellDuration('en', 0)).toBe('0 seconds');
  });
});
