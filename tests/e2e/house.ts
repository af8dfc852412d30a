// What every browser test begins with: one house per file, people who are signed in, and the words the pages use.
// A test moves the world by the simulated PBX's commands alone and reads what a person would read.
import { type Browser, expect, type Locator, type Page, test } from '@playwright/test';
import { en } from '../../lib/i18n/en.ts';
import { esES } from '../../lib/i18n/es-es.ts';
import { type Locale, localeCookie, themeCookie } from '../../lib/i18n/locale.ts';
import { ptPT } from '../../lib/i18n/pt-pt.ts';
import type { Board } from '../../lib/protocol/board.ts';
import { BoardAnswer } from '../../lib/protocol/endpoint-shapes.ts';
import { type House, type HouseOptions, startHouse } from '../support/house.ts';

export const words = { 'pt-PT': ptPT, 'es-ES': esES, en } as const;
export const pt = ptPT;

/** Starts a house for the tests of this file and ends it after the last one. */
export function houseOf(options: HouseOptions = {}): () => House {
  let house: House | null = null;
  test.beforeAll(async () => {
    house = await startHouse(options);
    // Nobody picks up and no number answers unless a test says so.
    house.simulator.control('settings', { auto: false, dialPlan: 'manual' });
  });
  test.afterAll(async () => {
    await house?.close();
  });
  return () => {
    if (!house) throw new Error('The house stands only while a test runs');
    return house;
  };
}

/** A page signed in by the API, as if the person had been here before. */
export async function enter(
  page: Page,
  house: House,
  path: string,
  choices: { readonly locale?: Locale; readonly theme?: 'dark' | 'light' } = {},
): Promise<void> {
  const context = page.context();
  const answer = await context.request.post(`${house.url}/api/v1/session`, { data: house.admin });
  expect(answer.status()).toBe(200);
  const cookie = (name: string, value: string) => ({ name, value, url: house.url });
  await context.addCookies([
    ...(choices.locale ? [cookie(localeCookie, choices.locale)] : []),
    ...(choices.theme ? [cookie(themeCookie, choices.theme)] : []),
  ]);
  await page.goto(`${house.url}${path}`);
}

/** A page in a context of its own, ended with the test that opened it. */
export async function stranger(browser: Browser): Promise<Page> {
  const context = await browser.newContext();
  return context.newPage();
}

export async function boardOf(house: House): Promise<Board> {
  const answer = await fetch(`${house.url}/api/v1/board`, { headers: { authorization: `Bearer ${house.apiToken}` } });
  return BoardAnswer.parse(await answer.json());
}

/** The extension of the n-th agent of the office. */
export function extensionOf(house: House, index: number): string {
  const agent = house.simulator.office.agents[index];
  if (!agent) throw new Error(`There is no agent ${index}`);
  return agent.extension;
}

export const tile = (page: Page, extension: string): Locator => page.getByTestId(`agent-${extension}`);

/** Holds the mouse on a button for as long as it takes; a click would be too short. */
export async function hold(button: Locator, ms: number): Promise<void> {
  await button.click({ delay: ms });
}

/** How many calls the PBX was ever asked to make, or was made. */
export function callsAtThePbx(house: House): number {
  return house.simulator.diary().calls.length;
}
