// The audit trail as an administrator reads it: filters that live in the address, older rows on demand, on a phone too.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { enter, houseOf, pt, words } from './house.ts';

const house = houseOf({ agents: 6 });
const { settings } = pt;
const rows = (page: Page) => page.getByTestId(/^audit-\d+$/);
const byToken = () => ({ headers: { authorization: `Bearer ${house().apiToken}` } });

test('what was done and refused stands there, and the filters are in the address', async ({ page, request }) => {
  await request.get(`${house().url}/api/v1/settings/agents.csv`, byToken());
  await request.get(`${house().url}/api/v1/settings/users`, byToken());
  await enter(page, house(), '/settings');
  await page.getByRole('link', { name: settings.pages.audit }).click();
  await expect(rows(page).first()).toContainText(settings.audit.kinds.sign_in);

  await page.getByLabel(settings.audit.kind).selectOption('denied');
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page).first()).toContainText('GET /api/v1/settings/users');
  await expect(page).toHaveURL(/kind=denied/);
  await page.reload();
  await expect(rows(page)).toHaveCount(1);

  await page.getByLabel(settings.audit.who).fill('nobody of that name');
  await expect(page.getByRole('heading', { name: settings.audit.none })).toBeVisible();
  await expect(page).toHaveURL(/who=nobody/);
  await page.getByRole('button', { name: settings.audit.clear }).click();
  await expect(page).toHaveURL(/audit$/);
  await expect(page.getByLabel(settings.audit.who)).toHaveValue('');
  await expect(rows(page).first()).toBeVisible();

  await page.getByLabel(settings.audit.to).fill('2020-01-01');
  await expect(page.getByRole('heading', { name: settings.audit.none })).toBeVisible();
  await page.getByLabel(settings.audit.to).fill('');
  await page.getByLabel(settings.audit.from).fill('2020-01-01');
  await expect(rows(page).first()).toBeVisible();
});

test('older rows come on demand, and no row stands there twice', async ({ page, request }) => {
  for (let n = 0; n < 60; n++) await request.get(`${house().url}/api/v1/settings/queues.csv`, byToken());
  await enter(page, house(), '/settings/audit?kind=export');
  await expect(rows(page)).toHaveCount(50);
  await page.getByRole('button', { name: settings.audit.older }).click();
  await expect(page.getByRole('button', { name: settings.audit.older })).toHaveCount(0);
  const ids = await rows(page).evaluateAll((all) => all.map((row) => row.getAttribute('data-testid')));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThanOrEqual(60);
});

test('who cannot be answered is told so and may try again', async ({ page }) => {
  await page.route('**/api/v1/settings/audit?*', (route) => route.abort());
  await enter(page, house(), '/settings/audit');
  const again = page.getByRole('button', { name: pt.common.retry });
  await expect(again).toBeVisible();
  await page.unroute('**/api/v1/settings/audit?*');
  await again.click();
  await expect(rows(page).first()).toBeVisible();
});

test('on a phone it fits in every language, and no machine finds a fault', async ({ page }) => {
  for (const locale of ['pt-PT', 'es-ES', 'en'] as const) {
    for (const width of [320, 390, 1280]) {
      await page.setViewportSize({ width, height: 844 });
      await enter(page, house(), '/settings/audit', { locale, theme: width === 390 ? 'light' : 'dark' });
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(words[locale].settings.pages.audit);
      await expect(rows(page).first()).toContainText(words[locale].settings.audit.kinds.sign_in);
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(wide, `${locale} at ${width}`).toBe(0);
    }
    const { violations } = await new AxeBuilder({ page }).analyze();
    expect.soft(violations.map(({ id }) => id)).toEqual([]);
  }
});
