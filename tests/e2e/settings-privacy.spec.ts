// The page of privacy as an administrator uses it: a number is found, confirmed and erased; times of keeping are set.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { enter, houseOf, pt, words } from './house.ts';

const house = houseOf({ agents: 6 });
const { erase, retention } = pt.privacy;

/** A webhook that names it and cannot be read; with a state that can, a call on the board. */
async function hooked(number: string, state: string) {
  const answer = await fetch(`${house().url}/hooks`, {
    method: 'POST',
    headers: { authorization: 'made-up-hook-token', 'content-type': 'application/json' },
    body: JSON.stringify({ full_id: '1780300000.77', extension: '116', estado: state, caller_id: number }),
  });
  expect(answer.status).toBe(200);
}
async function find(page: Page, number: string, texts = erase) {
  await page.getByLabel(texts.number, { exact: true }).fill(number);
  await page.getByRole('button', { name: texts.find, exact: true }).click();
}

test('a number is found in any spelling, confirmed by its last digits, and gone', async ({ page }) => {
  await hooked('+351 912 345 678', '00351912345678');
  await enter(page, house(), '/settings/privacy', { locale: 'pt-PT' });
  await find(page, '912345678');
  await expect(page.getByTestId('place-log')).toContainText('1');
  await expect(page.getByTestId('place-dead_letters')).toBeVisible();
  await expect(page.getByTestId('place-calls')).toHaveCount(0);

  const sure = page.getByRole('button', { name: erase.erase });
  await expect(sure).toHaveAttribute('aria-disabled', 'true');
  const digits = page.getByLabel(erase.confirm);
  await digits.fill('5670');
  await digits.press('Enter');
  await expect(page.getByTestId('erasure-done')).toHaveCount(0);
  await digits.fill('5678');
  await digits.press('Enter');
  const done = page.getByTestId('erasure-done');
  await expect(done).toContainText('••• ••• 678');
  await expect(done).toContainText(erase.file.clean);
  await expect(page.locator(':focus')).toContainText('••• ••• 678');

  await find(page, '00351 912 345 678');
  await expect(page.getByText(erase.none.replace('{number}', '+351912345678'))).toBeVisible();
  await expect(sure).toHaveCount(0);
});

test('what cannot be erased or asked says why', async ({ page }) => {
  await hooked('913 111 222', 'timbre');
  await enter(page, house(), '/settings/privacy', { locale: 'pt-PT' });
  await find(page, '913111222');
  await expect(page.getByText(erase.blocked.number_in_use)).toBeVisible();
  await expect(page.getByLabel(erase.confirm)).toHaveCount(0);
  await find(page, '116');
  await expect(page.getByText(pt.errors.code.invalid_number)).toBeVisible();
  await page.route('**/api/v1/privacy/find', (route) => route.abort());
  await find(page, '913111222');
  await expect(page.getByText(pt.errors.code.network)).toBeVisible();
});

test('times of keeping: within bounds, saved, taken back; a page that cannot be fetched is tried again', async ({
  page,
}) => {
  await page.route('**/api/v1/settings/retention', (route) => route.abort());
  await enter(page, house(), '/settings/privacy', { locale: 'pt-PT' });
  await page.getByRole('button', { name: pt.common.retry }).click();
  await page.unroute('**/api/v1/settings/retention');
  await page.getByRole('button', { name: pt.common.retry }).click();
  const calls = page.getByLabel(retention.kinds.calls);
  const letters = page.getByLabel(retention.kinds.deadLetters);
  await expect(calls).toHaveValue('90');
  const save = page.getByRole('button', { name: `${pt.common.save} ${retention.name}` });
  await expect(save).toHaveCount(0);
  await calls.fill('5000');
  await expect(page.getByText(retention.bad.replace('{least}', '1').replace('{most}', '1095')).first()).toBeVisible();
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  await calls.fill('30');
  await letters.fill('10');
  await expect(page.getByText(retention.badLetters).first()).toBeVisible();
  await letters.fill('90');
  await calls.press('Enter');
  await expect(page.getByText(pt.common.saved, { exact: true })).toBeVisible();
  await page.reload();
  await expect(calls).toHaveValue('30');
  await calls.fill('60');
  await save.click();
  await page.getByRole('button', { name: `${pt.common.undo} ${retention.name}` }).click();
  await expect(calls).toHaveValue('30');
  await page.reload();
  await expect(calls).toHaveValue('30');
});

test('on a phone it fits in every language, and no machine finds a fault', async ({ page }) => {
  await hooked('914 000 111', 'unknown');
  for (const locale of ['pt-PT', 'es-ES', 'en'] as const) {
    const texts = words[locale].privacy.erase;
    for (const width of [320, 390, 1280]) {
      await page.setViewportSize({ width, height: 844 });
      await enter(page, house(), '/settings/privacy', { locale, theme: width === 390 ? 'light' : 'dark' });
      await find(page, '914000111', texts);
      await expect(page.getByTestId('place-log')).toContainText(texts.places.log);
      await expect(page.getByLabel(texts.confirm)).toBeVisible();
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(wide, `${locale} at ${width}`).toBe(0);
    }
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect.soft(violations.map(({ id }) => id)).toEqual([]);
  }
});
