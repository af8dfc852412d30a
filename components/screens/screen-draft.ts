// A screen's settings while they are typed, and what is wrong with them.
import type { Locale } from '../../lib/i18n/locale.ts';
import { mostPages, pageSeconds, type Screen, ScreenSettings } from '../../lib/protocol/screen-shapes.ts';

export interface DraftPage {
  /** Only for this form: keeps a row its own while others come and go. */
  readonly key: number;
  readonly path: string;
  readonly seconds: string;
}
export interface ScreenDraft {
  readonly name: string;
  readonly pages: readonly DraftPage[];
  readonly inches: string;
  readonly metres: string;
  readonly theme: 'dark' | 'light';
  readonly locale: Locale;
}

export const newDraft = (locale: Locale): ScreenDraft => ({
  name: '',
  pages: [{ key: 0, path: '/wall', seconds: String(pageSeconds.usual) }],
  inches: '55',
  metres: '5',
  theme: 'dark',
  locale,
});
export const draftOf = (screen: Pick<Screen, keyof ScreenSettings>): ScreenDraft => ({
  name: screen.name,
  pages: screen.pages.map(({ path, seconds }, key) => ({ key, path, seconds: String(seconds) })),
  inches: String(screen.inches),
  metres: String(screen.metres),
  theme: screen.theme,
  locale: screen.locale,
});
export const addPage = (draft: ScreenDraft): ScreenDraft =>
  draft.pages.length >= mostPages
    ? draft
    : {
        ...draft,
        pages: [
          ...draft.pages,
          {
            key: Math.max(...draft.pages.map(({ key }) => key)) + 1,
            path: '/wall/agents',
            seconds: String(pageSeconds.usual),
          },
        ],
      };

/** People write both `3,5` and `3.5`. NaN = no number. */
export const readNumber = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text.replace(',', '.')));

/** The draft as the server takes it; null = something in it is not right yet. */
export function settingsOf(draft: ScreenDraft): ScreenSettings | null {
  const read = ScreenSettings.safeParse({
    ...draft,
    pages: draft.pages.map(({ path, seconds }) => ({ path, seconds: readNumber(seconds) })),
    inches: readNumber(draft.inches),
    metres: readNumber(draft.metres),
  });
  return read.success ? read.data : null;
}
