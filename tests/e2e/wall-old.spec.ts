// Old figures never look live: each says of when it is, loses its colour, and is a dash once it means nothing any more.
import { expect, type Page, test } from '@playwright/test';
import { enter, houseOf, pt } from './house.ts';
import { agent, board, ill, live, waiting } from './made-board.ts';
import { toldBoard } from './told-board.ts';

const house = houseOf({ agents: 2 });
const people = () => [
  agent('110', 'free', 60_000, { team: 'Norte' }),
  agent('111', 'busy', 20 * 60_000, { team: 'Norte' }),
  agent('112', 'talking', 25 * 60_000, { team: 'Sul', from: 'hook' }),
];
const sample = () => board(people(), [waiting('w', 90_000)]);
const clock = (at: number) =>
  new Intl.DateTimeFormat('pt-PT', { hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Lisbon' }).format(at);
const count = (page: Page, state: string) => page.getByTestId(`count-${state}`).locator('b');
const cell = (page: Page, label: string) => page.getByTestId('queue-200').locator(`[data-label="${label}"]`);
const hatched = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => getComputedStyle(element).backgroundImage !== 'none');

test('what only polls tell is of then while the PBX does not answer, and a dash after five minutes', async ({
  page,
}) => {
  const told = await toldBoard(page, sample());
  await enter(page, house(), '/wall');
  await expect(count(page, 'free')).toHaveText('1');
  await expect(page.getByTestId('as-of')).toHaveCount(0);
  expect(await hatched(page, '.overview-strip')).toBe(false);
  expect(await hatched(page, '.queue-table')).toBe(false);

  // Late: true still, but of then.
  told.source(ill('stale', 9_000));
  await expect(page.locator('.state-strip').getByTestId('as-of')).toBeVisible();
  await expect(page.locator('.state-strip')).not.toHaveAttribute('data-stale', 'true');
  await expect(page.getByTestId('kpi-free').getByTestId('as-of')).toBeVisible();

  // Down: old.
  const at = Date.now() - 75_000;
  told.source(ill('down', 75_000));
  await expect(page.locator('.state-strip')).toHaveAttribute('data-stale', 'true');
  await expect(page.locator('.state-strip').getByTestId('as-of')).toContainText(clock(at));
  expect(await hatched(page, '.overview-strip')).toBe(true);
  await expect(page.locator('.kpi .share-bar')).toHaveAttribute('data-stale', 'true');
  await expect(page.getByTestId('kpi-free')).toHaveAttribute('data-stale', 'true');
  await expect(page.locator('.queue-table')).toHaveAttribute('data-stale', 'true');
  expect(await hatched(page, '.queue-table')).toBe(true);
  await expect(cell(page, pt.wall.queues.free)).toContainText('1');
  // Callers are told by events, which still arrive.
  await expect(page.getByTestId('kpi-waiting')).not.toHaveAttribute('data-stale', 'true');
  await expect(page.locator('.attention')).not.toHaveAttribute('data-stale', 'true');

  // Dead: nothing that anybody should act upon.
  told.source(ill('down', 6 * 60_000));
  await expect(count(page, 'free')).toHaveText('—');
  await expect(cell(page, pt.wall.queues.free)).toContainText('—');
  await expect(page.getByTestId('kpi-free').locator('.kpi-value')).toContainText('—');
  await expect(cell(page, pt.wall.queues.waiting)).toContainText('1');

  told.source(live());
  await expect(count(page, 'free')).toHaveText('1');
  await expect(page.getByTestId('as-of')).toHaveCount(0);
});

test('a PBX that never answered has told nothing', async ({ page }) => {
  await toldBoard(page, { ...sample(), source: { ...ill('down', 0), pbxAt: null } });
  await enter(page, house(), '/wall');
  await expect(count(page, 'free')).toHaveText('—');
  await expect(page.locator('.state-strip').getByTestId('as-of')).toHaveText(pt.wall.fresh.never);
});

test('without the server everything is of then, the list of what needs attention too', async ({ page }) => {
  const told = await toldBoard(page, sample());
  await enter(page, house(), '/wall');
  await expect(page.locator('.attention-row')).toHaveCount(3);
  told.lose();
  await expect(page.locator('.attention')).toHaveAttribute('data-stale', 'true');
  await expect(page.locator('.attention').getByTestId('as-of')).toBeVisible();
  expect(await hatched(page, '.attention')).toBe(true);
  for (const one of await page.locator('.attention-row').all()) await expect(one).toContainText('+');
  for (const kpi of ['waiting', 'service-level', 'free', 'abandoned']) {
    await expect(page.getByTestId(`kpi-${kpi}`).getByTestId('as-of')).toBeVisible();
  }
  await expect(page.getByTestId('kpi-waiting')).toHaveAttribute('data-stale', 'true');
});

test('the teams of the bands are of then too', async ({ page }) => {
  const told = await toldBoard(page, sample());
  await enter(page, house(), '/wall/agents?density=bands');
  await expect(page.locator('.band-free b').first()).toHaveText('1');
  told.source(ill('down', 75_000));
  await expect(page.locator('.people-bar[data-stale]')).toHaveCount(2);
  told.source(ill('down', 6 * 60_000));
  await expect(page.locator('.band-free b').first()).toHaveText('—');
});

test('a house where nobody has been for a quarter of an hour is dark, and lights up when somebody moves', async ({
  page,
}) => {
  const told = await toldBoard(page, board([agent('110', 'disconnected', 16 * 60_000)]));
  await enter(page, house(), '/wall');
  await expect(page.getByTestId('night')).toBeVisible();
  await page.mouse.move(10, 10);
  await page.mouse.move(20, 20);
  await expect(page.getByTestId('night')).toHaveCount(0);
  await page.reload();
  await expect(page.getByTestId('night')).toBeVisible();
  told.tell(board([agent('110', 'free')]));
  await expect(page.getByTestId('night')).toHaveCount(0);
  await expect(page.getByTestId('queue-200')).toBeVisible();
});

test('a screen that may go to sleep says so', async ({ page }) => {
  await page.addInitScript(() => {
    navigator.wakeLock.request = () => Promise.reject(new Error('refused'));
  });
  await toldBoard(page, sample());
  await enter(page, house(), '/wall');
  await expect(page.getByText(pt.wall.maySleep)).toBeVisible();
});
