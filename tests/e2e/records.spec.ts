// Call records as a manager reads them: how many, how many lost, when, and from there to the single call and back. What
// a number says is what its list holds.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { RecordSync, Summary } from '../../lib/protocol/record-shapes.ts';
import { type House, startHouse } from '../support/house.ts';
import { officeDays, seedRecords } from '../support/seed-records.ts';
import { boardOf, enter, pt, words } from './house.ts';

const { explorer, records } = pt;
let started: House | null = null;
let directory = '';
const house = (): House => {
  if (!started) throw new Error('The house stands only while a test runs');
  return started;
};

test.beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'wallboard-records-'));
  const url = `file:${join(directory, 'wallboard.db')}`;
  const now = Date.now();
  const agents = ['101', '102', '103', '104'];
  await seedRecords(url, officeDays({ now, days: 4, perDay: 120, agents, queues: ['200', '201'] }), now);
  started = await startHouse({ agents: 6, variables: { DATABASE_URL: url } });
  started.simulator.control('settings', { auto: false, dialPlan: 'manual' });
  await pastAtRest(started);
});
test.afterAll(async () => {
  await started?.close();
  rmSync(directory, { recursive: true, force: true });
});

/** The PBX has a past of its own that is read after the start: nothing is counted while it still comes in. */
async function pastAtRest({ url, apiToken }: House): Promise<void> {
  const headers = { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' };
  const sync = async () => RecordSync.parse(await (await fetch(`${url}/api/v1/records/sync`, { headers })).json());
  const readUp = async () => {
    const { calls, queue } = await sync();
    return calls.readTo !== null && queue.readTo !== null;
  };
  await expect.poll(readUp, { timeout: 60_000 }).toBe(true);
  for (const { id, state } of (await sync()).backfills) {
    const body = JSON.stringify({ state: 'paused' });
    if (state === 'running') await fetch(`${url}/api/v1/records/backfills/${id}`, { method: 'PUT', headers, body });
  }
  // A window that was being read is still stored.
  let before = -1;
  const count = async () => {
    const answer = await fetch(`${url}/api/v1/records/summary`, { headers });
    const { count: now } = Summary.parse(await answer.json()).total;
    const same = now === before;
    before = now;
    return same;
  };
  await expect.poll(count, { intervals: [1_000], timeout: 60_000 }).toBe(true);
}

const rows = (page: Page) => page.getByTestId(/^record-\d/);
const totals = (page: Page) => page.getByTestId('records-totals');
/** Digits of a text, without the spaces they are grouped by. */
const numberIn = (text: string | null) => Number(/^[0-9\s.]+/.exec(text ?? '')?.[0].replace(/[^0-9]/g, ''));

/** What the API counts under the page's own filter. */
async function counted(page: Page, query: Record<string, string>) {
  const answer = await page.context().request.get(`${house().url}/api/v1/records/summary`, { params: query });
  return Summary.parse(await answer.json()).total;
}

test('filters stand in the address, the totals are the list’s own, and Back undoes a choice', async ({ page }) => {
  await enter(page, house(), '/records?period=yesterday');
  await expect(rows(page).first()).toBeVisible();
  const all = numberIn(await totals(page).textContent());
  await expect(page.getByRole('grid')).toHaveAttribute('aria-rowcount', String(all + 1));

  await page.getByRole('button', { name: new RegExp(`^${explorer.filter.status}`) }).click();
  await page.getByRole('checkbox', { name: records.statuses.abandoned }).check();
  await expect(page).toHaveURL(/status=abandoned/);
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-testid^="record-"][data-status="answered"]')).toHaveCount(0);
  await expect(rows(page).first()).toHaveAttribute('data-status', 'abandoned');
  const lost = numberIn(await totals(page).textContent());
  expect(lost).toBeGreaterThan(0);
  expect(lost).toBeLessThan(all);

  await page.reload();
  await expect(totals(page)).toContainText(String(lost));
  await page.goBack();
  await expect(page).not.toHaveURL(/status=/);
  await expect.poll(async () => numberIn(await totals(page).textContent())).toBe(all);
});

test('a number is found in any spelling, and too little of one is told', async ({ page }) => {
  await enter(page, house(), '/records?period=week&kind=queue');
  await expect(rows(page).first()).toBeVisible();
  const number = await rows(page).first().getByRole('gridcell').nth(2).textContent();
  const digits = (number ?? '').replace(/[^0-9]/g, '').slice(-9);
  await page.keyboard.press('s');
  const field = page.getByRole('searchbox', { name: explorer.filter.number });
  await expect(field).toBeFocused();
  await field.fill('12');
  await expect(page.getByText(explorer.filter.numberShort.replace('{count}', '3'))).toBeVisible();
  await field.fill(`+351 ${digits.slice(0, 3)}.${digits.slice(3, 6)}-${digits.slice(6)}`);
  await expect(page).toHaveURL(/number=/);
  await expect.poll(async () => numberIn(await totals(page).textContent())).toBeLessThan(5);
  await expect(rows(page).first()).toContainText(number ?? '');
});

test('keys walk the list, look beside it and open a call; Back finds the row again', async ({ page }) => {
  await enter(page, house(), '/records?period=yesterday&kind=queue&status=answered');
  await expect(rows(page).first()).toBeVisible();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  const active = page.locator('[data-testid^="record-"][aria-selected="true"]');
  await expect(active).toHaveAttribute('aria-rowindex', '3');
  await page.keyboard.press(' ');
  await expect(page.getByTestId('record-peek')).toBeVisible();
  await page.keyboard.press('k');
  await expect(active).toHaveAttribute('aria-rowindex', '2');
  await expect(page.getByTestId('record-peek')).toBeVisible();
  const key = await active.getAttribute('data-testid');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('call-story')).toBeVisible();
  await page.goBack();
  await expect(active).toHaveAttribute('data-testid', key ?? '');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: explorer.keys.title })).toBeVisible();
});

test('a stretch of the bars is looked into by keys and by dragging, and Escape goes back', async ({ page }) => {
  await enter(page, house(), '/records?period=yesterday');
  const bars = page.getByRole('slider', { name: explorer.chart.label });
  await expect(bars).toBeVisible();
  await bars.focus();
  await page.keyboard.press('Home');
  for (let n = 0; n < 47; n++) await page.keyboard.press('Shift+ArrowRight');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/from=\d+&to=\d+/);
  const address = new URL(page.url()).searchParams;
  expect(Number(address.get('to')) - Number(address.get('from'))).toBe(12 * 3_600_000);
  const { count } = await counted(page, { from: address.get('from') ?? '', to: address.get('to') ?? '' });
  await expect.poll(async () => numberIn(await totals(page).textContent())).toBe(count);
  await bars.focus();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(/period=yesterday/);

  const box = await bars.boundingBox();
  if (!box) throw new Error('The bars have no place');
  await page.mouse.move(box.x + box.width * 0.5, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.75, box.y + 20);
  await page.mouse.up();
  await expect(page).toHaveURL(/from=\d+&to=\d+/);
});

test('a number of a report leads to a list that holds exactly as many', async ({ page }) => {
  await enter(page, house(), '/records/summary?period=yesterday&by=queue');
  for (const figure of ['offered', 'answered', 'abandoned', 'shortAbandoned'] as const) {
    const link = page.getByTestId(`figure-${figure}`).getByRole('link');
    await expect(link).toBeVisible();
    const said = numberIn(await link.textContent());
    await link.click();
    await expect(page).toHaveURL(/\/records\?/);
    await expect.poll(async () => numberIn(await totals(page).textContent()), figure).toBe(said);
    await page.goBack();
  }
  const cell = page.getByRole('row').filter({ hasText: pt.explorer.report.by.queue }).first();
  await expect(cell).toBeVisible();
  for (const by of ['hour', 'day', 'agent', 'status'] as const) {
    await page.goto(`${house().url}/records/summary?period=yesterday&by=${by}`);
    const link = page.locator('table tbody a').first();
    await expect(link).toBeVisible();
    const said = numberIn(await link.textContent());
    await link.click();
    await expect.poll(async () => numberIn(await totals(page).textContent()), by).toBe(said);
  }
});

test('a running call is told as it goes on', async ({ page }) => {
  const { simulator } = house();
  simulator.control('settings', { queuesRing: true });
  simulator.control('place', { to: '200', party: '915550123' });
  const placed = async () => Object.values((await boardOf(house())).calls).find(({ party }) => party === '915550123');
  await expect.poll(async () => (await placed())?.queue).toBe('200');
  const id = (await placed())?.id ?? '';
  await enter(page, house(), `/records/${encodeURIComponent(id)}`);
  const story = page.getByTestId('call-story');
  await expect(story).toContainText('Está à espera na fila');
  await expect(page.getByText(explorer.call.running)).toBeVisible();
  await expect(page.getByTestId('call-lanes').locator('[data-segment="waiting"]').first()).toBeVisible();
  for (const { id: one, state } of simulator.diary().calls)
    if (state !== 'ended') simulator.control('hangup', { id: one });
  await expect(story).not.toContainText('Está à espera na fila');
  await expect(story).toContainText('Esperou');
});

test('a question that takes long can be cancelled and asked again', async ({ page }) => {
  // Asked, and never answered.
  await page.route('**/api/v1/records?*', () => undefined);
  await enter(page, house(), '/records?period=yesterday');
  await page.getByRole('button', { name: pt.common.cancel }).click();
  await expect(page.getByRole('heading', { name: explorer.list.cancelled })).toBeVisible();
  await page.unroute('**/api/v1/records?*');
  await page.getByRole('button', { name: pt.common.retry }).click();
  await expect(rows(page).first()).toBeVisible();
});

test('a note is kept with the call, and its sources can be copied', async ({ page }) => {
  await enter(page, house(), '/records?period=yesterday&kind=queue&status=answered');
  await rows(page).first().dblclick();
  await expect(page.getByTestId('call-story')).toBeVisible();
  const note = page.getByRole('textbox', { name: explorer.call.note.text });
  await note.fill('Cliente pede fatura em papel');
  await page.getByRole('button', { name: pt.common.save }).click();
  await expect(page.getByText(/^admin/)).toBeVisible();
  await page.reload();
  await expect(note).toHaveValue('Cliente pede fatura em papel');
  await page.getByRole('button', { name: explorer.call.facts.open }).click();
  await expect(page.getByRole('dialog')).toContainText('"kind": "queue"');
});

test('an abandoned call is claimed, and given back', async ({ page }) => {
  await enter(page, house(), '/records/summary?period=week&by=ledger');
  const line = page.locator('[data-testid^="ledger-"][data-state="open"]').first();
  await line.getByRole('button', { name: explorer.ledger.claim }).click();
  await expect(line.getByRole('button', { name: explorer.ledger.release })).toBeVisible();
  await line.getByRole('button', { name: explorer.ledger.release }).click();
  await expect(line.getByRole('button', { name: explorer.ledger.claim })).toBeVisible();
});

test('the file holds exactly the filtered records', async ({ page }) => {
  await enter(page, house(), '/records?period=yesterday&status=abandoned');
  await expect(rows(page).first()).toBeVisible();
  const said = numberIn(await totals(page).textContent());
  await page.keyboard.press('e');
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: explorer.export.csv, exact: true }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('records.csv');
  const stream = await file.createReadStream();
  let lines = 0;
  for await (const piece of stream) lines += String(piece).split('\r\n').length - 1;
  // One line tells the columns.
  expect(lines - said).toBeLessThanOrEqual(3);
  expect(lines).toBeGreaterThan(said);
});

test('nothing found says so and offers a wider look; a failure says so and can be tried again', async ({ page }) => {
  await enter(page, house(), '/records?from=946684800000&to=946771200000');
  await expect(page.getByRole('heading', { name: explorer.list.emptyTitle })).toBeVisible();
  await page.getByRole('button', { name: explorer.list.widen }).click();
  await expect(rows(page).first()).toBeVisible();

  await page.route('**/api/v1/records?*', (route) => route.abort());
  await page.goto(`${house().url}/records?period=yesterday`);
  const again = page.getByRole('button', { name: pt.common.retry });
  await expect(again).toBeVisible();
  await page.unroute('**/api/v1/records?*');
  await again.click();
  await expect(rows(page).first()).toBeVisible();
});

test('every page fits and is clean in every language, dark and light', async ({ page }) => {
  test.slow();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const looks = [
    ['pt-PT', 1366, 'dark'],
    ['es-ES', 390, 'light'],
    ['en', 320, 'dark'],
  ] as const;
  for (const [locale, width, theme] of looks) {
    await page.setViewportSize({ width, height: 844 });
    const clean = async (what: string) => {
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect.soft(wide, `${what} ${locale} at ${width}`).toBe(0);
      const long = await page.evaluate(
        () => document.documentElement.scrollHeight - document.documentElement.clientHeight,
      );
      expect.soft(long, `${what} ${locale} scrolls inside its frame`).toBe(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      const told = violations.map(
        ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
      );
      expect.soft(told, `${what} ${locale}`).toEqual([]);
    };
    await enter(page, house(), '/records?period=yesterday', { locale, theme });
    await expect(rows(page).first()).toBeVisible();
    await clean('the list');
    const id = /record-(.*)/.exec((await rows(page).first().getAttribute('data-testid')) ?? '')?.[1] ?? '';
    await page.goto(`${house().url}/records/${id}`);
    await expect(page.getByTestId('call-story')).toBeVisible();
    await clean('a call');
    for (const by of ['hour', 'weekday_hour', 'ledger'] as const) {
      await page.goto(`${house().url}/records/summary?period=week&by=${by}`);
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(words[locale].explorer.report.title);
      await expect(page.getByTestId(by === 'ledger' ? 'ledger' : 'figure-offered').first()).toBeVisible();
      await clean(by);
    }
  }
});
