// The agents' wall shows everybody at the size that fits so many, and its counts add up.
import { expect, test } from '@playwright/test';
import { enter, extensionOf, houseOf } from './house.ts';

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
