// An alarm is believed once: going from wall to wall, a PBX that flaps and a server that comes back do not begin it anew,
// and what somebody acknowledged stays acknowledged.
import { expect, type Page, test } from '@playwright/test';
import { enter, houseOf, pt } from './house.ts';
import { agent, board, ill, live, waiting } from './made-board.ts';
import { toldBoard } from './told-board.ts';

const house = houseOf({ agents: 2 });
const nobodyFree = () => board([agent('110', 'talking', 5_000), agent('111', 'busy')], [waiting('w', 5_000)]);
const row = (page: Page) => page.locator('.attention-row[data-code="no_free_agents"]');
const quiet = (page: Page) => page.locator('.attention').getByText(pt.wall.attention.none);

/** From here on remembers whether this was ever missing, or there. */
async function watchFor(
  page: Page,
  selector: string,
): Promise<{ missing(): Promise<boolean>; seen(): Promise<boolean> }> {
  await page.evaluate((what) => {
    const mark = document.documentElement.dataset;
    delete mark.missing;
    delete mark.seen;
    const look = () => {
      if (document.querySelector(what)) mark.seen = 'yes';
      else mark.missing = 'yes';
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true });
  }, selector);
  const told = (name: string) => page.evaluate((one) => document.documentElement.dataset[one] === 'yes', name);
  return { missing: () => told('missing'), seen: () => told('seen') };
}

test('an alarm stands when one comes back to the wall, acknowledged if it was, and is spoken once', async ({
  page,
}) => {
  await toldBoard(page, nobodyFree());
  await enter(page, house(), '/wall');
  await expect(quiet(page)).toBeVisible();
  // It must last ten seconds before it is believed.
  await expect(row(page)).toBeVisible();
  await expect(page.getByTestId('kpi-waiting')).toHaveAttribute('data-level', 'alarm');
  await expect(page.getByTestId('alarm-voice-urgent')).toHaveText(`200: ${pt.wall.attention.no_free_agents}`);
  await expect(page.getByTestId('alarm-voice')).toHaveText('');

  const nothing = await watchFor(page, '.attention .empty-line');
  await page.keyboard.press('3');
  await expect(page).toHaveURL(/calls/);
  await page.keyboard.press('1');
  await expect(row(page)).toBeVisible();
  expect(await nothing.seen()).toBe(false);

  await page.getByRole('button', { name: pt.wall.attention.acknowledge }).click();
  await expect(row(page)).toContainText(pt.wall.attention.acknowledged);
  await expect(page.getByRole('button', { name: pt.wall.attention.acknowledge })).toHaveCount(0);
  await expect(page.getByTestId('alarm-voice')).toHaveText(pt.wall.attention.acknowledged);
  await expect(page.getByTestId('kpi-waiting')).toHaveAttribute('data-level', 'alarm');
  await page.keyboard.press('2');
  await expect(page).toHaveURL(/agents/);
  await page.keyboard.press('1');
  await expect(row(page)).toContainText(pt.wall.attention.acknowledged);
});

test('an alarm outlives a PBX that flaps and a server that comes back', async ({ page }) => {
  const told = await toldBoard(page, nobodyFree());
  await enter(page, house(), '/wall');
  await expect(row(page)).toBeVisible();
  await page.keyboard.press('a');
  await expect(row(page)).toContainText(pt.wall.attention.acknowledged);
  const it = await watchFor(page, '.attention-row[data-code="no_free_agents"]');
  for (let flaps = 0; flaps < 2; flaps++) {
    told.source(ill('down', 40_000));
    await expect(page.getByTestId('freshness')).toHaveAttribute('data-level', 'down');
    told.source(live());
    await expect(page.getByTestId('freshness')).toHaveAttribute('data-level', 'live');
  }
  told.lose();
  await expect(page.locator('.attention')).toHaveAttribute('data-stale', 'true');
  told.back();
  await expect(page.getByTestId('freshness')).toHaveAttribute('data-level', 'live');
  await expect(page.locator('.attention')).not.toHaveAttribute('data-stale', 'true');
  await expect(row(page)).toContainText(pt.wall.attention.acknowledged);
  expect(await it.missing()).toBe(false);
});

test('the page with what an alarm is about is shown, and stands still until somebody acknowledges it', async ({
  page,
}) => {
  const queues = ['200', '201', '202', '203', '204', '205', '206'];
  await page.clock.install();
  const people = [agent('110', 'free'), agent('111', 'free')];
  await toldBoard(page, board(people, [waiting('w', 90_000, '206')], queues));
  await enter(page, house(), '/wall');
  await expect(page.getByTestId('queue-206')).toHaveAttribute('data-state', 'alarm');
  await page.clock.runFor(40_000);
  await expect(page.getByTestId('queue-206')).toBeVisible();
  await expect(page.getByTestId('queue-200')).toHaveCount(0);
  await page.keyboard.press('a');
  await expect(page.getByTestId('queue-200')).toBeVisible();
  await page.clock.runFor(45_000);
  await expect(page.locator('.queue-table .pages')).toBeVisible();
});

test('an alarm that stands for long becomes an outline', async ({ page }) => {
  await page.clock.install();
  await toldBoard(page, board([agent('110', 'free')], [waiting('w', 90_000)]));
  await enter(page, house(), '/wall');
  await expect(page.getByTestId('kpi-waiting')).toHaveAttribute('data-level', 'alarm');
  await page.clock.runFor(11 * 60_000);
  await expect(page.getByTestId('kpi-waiting')).toHaveAttribute('data-level', 'standing');
});
