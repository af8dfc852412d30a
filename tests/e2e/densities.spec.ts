// The agents' wall shows everybody at the size that fits so many, and its counts add up. At every size, and on a phone,
// everything is found by its testid once, in the order one would want to read it, and in letters that can be read.
import { expect, type Page, test } from '@playwright/test';
import { densities } from '../../lib/board/density.ts';
import { enter, extensionOf, houseOf } from './house.ts';
import { agent, board, waiting } from './made-board.ts';
import { toldBoard } from './told-board.ts';

const most = 120;
const house = houseOf({ agents: most });
const sizes = [
  [120, 'grid'],
  [64, 's'],
  [40, 'm'],
  [24, 'l'],
  [12, 'xl'],
  [5, 'xl'],
] as const;

test('5, 12, 24, 40, 64 and 120 agents each get the layout that fits them', async ({ page }) => {
  const { simulator, url, apiToken } = house();
  await enter(page, house(), '/settings');
  // Three states at once, so that adding up means something.
  const [talking, ringing, gone] = [extensionOf(house(), 0), extensionOf(house(), 1), extensionOf(house(), 2)];
  simulator.control('place', { to: talking, party: '912345678' });
  simulator.control('answer', { extension: talking });
  simulator.control('place', { to: ringing, party: '913456789' });
  simulator.control('agent', { extension: gone, registered: false });
  for (const [count, size] of sizes) {
    // Whoever is made a service is no agent any more.
    const rows = simulator.office.agents.slice(count).map(({ extension }) => `${extension};service`);
    const answer = await page.request.put(`${url}/api/v1/settings/agents.csv`, {
      headers: { authorization: `Bearer ${apiToken}`, 'content-type': 'text/csv' },
      data: ['extension;kind', ...rows].join('\n'),
    });
    expect(answer.ok() || rows.length === 0).toBe(true);
    await page.goto(`${url}/wall/agents`);
    const tiles = page.locator('[data-testid^="agent-"]');
    await expect(tiles, `${count}`).toHaveCount(count);
    expect(new Set(await tiles.evaluateAll((all) => all.map((one) => one.getAttribute('data-size'))))).toEqual(
      new Set([size]),
    );
    await expect(page.getByRole('heading', { level: 1 })).toContainText(`${count}`);
    await expect(page.getByTestId('count-disconnected').locator('b')).toHaveText('1');
    const counts = await page
      .locator('[data-testid^="count-"]')
      .evaluateAll((all) =>
        all.map((one) => [one.getAttribute('data-testid'), Number(one.querySelector('b')?.textContent)]),
      );
    expect(Object.fromEntries(counts)).toMatchObject({
      'count-free': count - 3,
      'count-talking': 1,
      'count-ringing': 1,
      'count-disconnected': 1,
    });
    // Nothing stands outside of the screen, but for the grid that scrolls.
    const outside = await tiles.evaluateAll(
      (all) =>
        all.filter((one) => {
          const { top, left, bottom, right } = one.getBoundingClientRect();
          return top < 0 || left < 0 || bottom > innerHeight || right > innerWidth;
        }).length,
    );
    if (size !== 'grid') expect(outside, `${count}`).toBe(0);
  }
});

const states = ['free', 'ringing', 'talking', 'busy', 'unknown', 'disconnected'] as const;
const extensions = Array.from({ length: 12 }, (_, i) => String(110 + i));
/** Everything at once: each state twice, long ones that need attention, queues that do, the last of them most. */
const busyHouse = () =>
  board(
    extensions.map((extension, i) => {
      const state = states[i % states.length] ?? 'free';
      const word = state === 'unknown' ? 'Em pausa' : null;
      return agent(extension, state, 30 * 60_000, {
        team: i % 2 ? 'Norte' : null,
        word,
        name: `Maria Vasconcelos ${i}`,
      });
    }),
    [
      ...Array.from({ length: 11 }, (_, i) => waiting(`a${i}`, 700_000 - i * 1_000, '202')),
      waiting('b', 70_000, '201'),
    ],
    ['200', '201', '202'],
  );

async function testids(page: Page): Promise<string[]> {
  const all = await page
    .locator('[data-testid]')
    .evaluateAll((found) => found.map((one) => one.getAttribute('data-testid')));
  return all.flatMap((one) => one ?? []);
}

test('at every density each agent is one item that tells its state', async ({ page }) => {
  await toldBoard(page, busyHouse());
  await enter(page, house(), '/wall');
  await expect(page.locator('.attention-row')).toHaveCount(3);
  const overview = await testids(page);
  expect(overview).toHaveLength(new Set(overview).size);
  for (const density of densities) {
    await page.goto(`${house().url}/wall/agents?density=${density}`);
    await expect(page.getByTestId('agent-110')).toBeVisible();
    if (density === 'mosaic' || density === 'bands') await expect(page.locator('.attention-row')).toHaveCount(5);
    const found = await testids(page);
    expect(found, density).toHaveLength(new Set(found).size);
    expect(found.filter((one) => one.startsWith('agent-')).sort(), density).toEqual(
      extensions.map((one) => `agent-${one}`),
    );
    for (const [i, extension] of extensions.entries()) {
      const item = page.getByTestId(`agent-${extension}`);
      await expect(item, density).toHaveAttribute('data-state', states[i % states.length] ?? '');
      await expect(item, density).toBeVisible();
      await expect(item, density).toHaveRole('button');
    }
  }
});

test('a phone reads the worst first, whoever reads it', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await toldBoard(page, busyHouse());
  await enter(page, house(), '/wall');
  await expect(page.getByTestId('queue-202')).toHaveAttribute('data-state', 'alarm');
  const order = await page
    .locator('.attention, [data-testid^="queue-"]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-testid') ?? 'attention'));
  expect(order).toEqual(['attention', 'queue-202', 'queue-201', 'queue-200']);
  // What one sees is what is read: nothing is put elsewhere by style alone.
  const tops = await page
    .locator('.attention, [data-testid^="queue-"]')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
  expect(tops).toEqual(tops.toSorted((a, b) => a - b));
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

for (const [width, height] of [
  [1920, 1080],
  [1366, 768],
] as const) {
  for (const locale of ['pt-PT', 'es-ES'] as const) {
    test(`no letter is below 3 % of the height and none is cut, ${width} × ${height}, ${locale}`, async ({ page }) => {
      await page.setViewportSize({ width, height });
      const told = await toldBoard(page, busyHouse());
      await enter(page, house(), '/wall', { locale });
      for (const path of [
        '/wall',
        '/wall/queues/202',
        '/wall/calls',
        '/wall/agents?density=s',
        '/wall/agents?density=bands',
      ]) {
        await page.goto(`${house().url}${path}`);
        await expect(page.locator('.stage [data-item]').first()).toBeVisible();
        for (const source of [
          board([]).source,
          { ...board([]).source, pbx: 'down', pbxAt: Date.now() - 60_000 },
        ] as const) {
          told.source(source);
          await expect(page.getByTestId('freshness')).toHaveAttribute('data-level', source.pbx);
          expect.soft(await faults(page), `${path} ${source.pbx}`).toEqual([]);
        }
      }
    });
  }
}

/** Texts that are too small, or end where nobody can read them. */
function faults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const stage = document.querySelector('.stage');
    const walker = document.createTreeWalker(stage ?? document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!node.textContent?.trim() || !element || element.closest('.sr-only, svg')) continue;
      const said = `${element.className} ${node.textContent.slice(0, 30)}`;
      const size = Number.parseFloat(getComputedStyle(element).fontSize);
      // A caption's share of the height, less what is lost by rounding.
      if (size < innerHeight * 0.0299) found.push(`${size} px: ${said}`);
      const range = document.createRange();
      range.selectNodeContents(node);
      const inside = element.closest('.panel, .tile')?.getBoundingClientRect().right ?? innerWidth;
      const beyond = range.getBoundingClientRect().right - Math.min(innerWidth * 0.985, inside);
      if (beyond > 1) found.push(`${Math.round(beyond)} px cut: ${said}`);
    }
    return found;
  });
}
