// Promise 3: when the PBX is ill, the wall stays, says so, and shows how old its data is. The same when this page loses
// the server.
import { expect, type Page, test } from '@playwright/test';
import { boardOf, enter, extensionOf, houseOf, pt, tile } from './house.ts';

const house = houseOf({ agents: 8 });
/** The PBX is told to be down after 30 s without a good answer. */
const untilDown = { timeout: 45_000 };
const banner = (page: Page, text: string) => page.locator('.wall-banner').filter({ hasText: text });
const before = (template: string) => template.split('{')[0] ?? '';

/** Whether the call button of an open sheet can be used, and why not. */
async function blockedBy(page: Page, reason: string): Promise<void> {
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('status').filter({ hasText: reason })).toBeVisible();
  const button = dialog.getByRole('button', { name: pt.actions.call.label, exact: true });
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await expect(button).toHaveAccessibleDescription(reason);
}

test('an ill PBX empties nothing: the wall says since when, and recovers by itself', async ({ page }) => {
  const { simulator } = house();
  const [talking, free] = [extensionOf(house(), 0), extensionOf(house(), 1)];
  await enter(page, house(), '/wall/agents');
  simulator.control('place', { to: talking, party: '912345678' });
  simulator.control('answer', { extension: talking });
  await expect(tile(page, talking)).toHaveAttribute('data-state', 'talking');
  const freshness = page.getByTestId('freshness');
  await expect(freshness).toContainText(pt.wall.fresh.live);
  await expect(page.locator('.wall-banner')).toHaveCount(0);

  simulator.control('faults/rest', { action: 'all', kind: '500' });
  await expect(banner(page, before(pt.connection.pbxStale))).toBeVisible(untilDown);
  await expect(freshness).toContainText(pt.wall.fresh.late);
  // Events still arrive meanwhile, and are still believed.
  simulator.control('hangup', { extension: talking });
  await expect(tile(page, talking)).toHaveAttribute('data-state', 'free');

  await expect(banner(page, before(pt.connection.pbxDown))).toBeVisible(untilDown);
  await expect(banner(page, pt.connection.pbxWhy.server_error)).toBeVisible();
  await expect(freshness).toContainText(pt.wall.fresh.old);
  const age = async () => Number(/(\d+) s/.exec((await freshness.textContent()) ?? '')?.[1]);
  expect(await age()).toBeGreaterThanOrEqual(25);
  await expect(page.locator('[data-testid^="agent-"]')).toHaveCount(8);
  await expect(tile(page, free)).toHaveAttribute('data-stale', 'true');
  expect(Object.keys((await boardOf(house())).agents)).toHaveLength(8);
  await expect(page.locator('.state-strip')).toHaveAttribute('data-stale', 'true');
  await expect(page.locator('.state-strip').getByTestId('as-of')).toBeVisible();

  await tile(page, free).click();
  await blockedBy(page, pt.actions.blocked.pbxDown);
  await page.keyboard.press('Escape');

  simulator.control('faults/clear');
  await expect(page.locator('.wall-banner')).toHaveCount(0, untilDown);
  await expect(freshness).toContainText(pt.wall.fresh.live);
  await expect(tile(page, free)).not.toHaveAttribute('data-stale', 'true');
  await expect(page.getByTestId('as-of')).toHaveCount(0);
});

test('a page that loses the server keeps its board, says so, and comes back when it can', async ({ page }) => {
  const extension = extensionOf(house(), 2);
  await enter(page, house(), '/wall/agents');
  await expect(tile(page, extension)).toHaveAttribute('data-state', 'free');
  // Once at rest the page fetches the sheet, which nobody has opened yet.
  const scripts = () => page.evaluate(() => document.scripts.length);
  const first = await scripts();
  await expect.poll(scripts).toBeGreaterThan(first);
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => Object.assign(window, { samePage: true }));

  await house().stop();
  await expect(banner(page, pt.connection.lost)).toBeVisible();
  await expect(banner(page, before(pt.connection.dataOf))).toBeVisible();
  await expect(page.getByRole('button', { name: pt.connection.retryNow })).toBeVisible();
  await expect(page.getByTestId('freshness')).toHaveAttribute('data-level', 'lost');
  await expect(page.locator('[data-testid^="agent-"]')).toHaveCount(8);
  await expect(tile(page, extension)).toHaveAttribute('data-stale', 'true');
  await expect(page.locator('.state-strip')).toHaveAttribute('data-stale', 'true');
  await tile(page, extension).click();
  await blockedBy(page, pt.actions.blocked.lost);
  await page.keyboard.press('Escape');

  await house().start();
  // By itself: whoever does not want to wait has a button for it, which is gone as soon as it is not needed.
  await expect(page.getByTestId('freshness')).toHaveAttribute('data-level', 'live', untilDown);
  await expect(banner(page, pt.connection.lost)).toHaveCount(0);
  await expect(tile(page, extension)).not.toHaveAttribute('data-stale', 'true');
  expect(await page.evaluate(() => 'samePage' in window)).toBe(true);
});
