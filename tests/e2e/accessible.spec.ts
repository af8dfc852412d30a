// Promise 6: no page has a fault that a machine can find, dark or light, calm or with calls on it.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { enter, extensionOf, houseOf, pt, tile } from './house.ts';

const house = houseOf({ agents: 16 });

async function clean(page: Page, what: string): Promise<void> {
  // What a button shows is also what one says to press it: still an experiment of the checker's, and off unless asked for.
  const { violations } = await new AxeBuilder({ page })
    .options({ rules: { 'label-content-name-mismatch': { enabled: true } } })
    .analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  expect.soft(told, what).toEqual([]);
}

for (const theme of ['dark', 'light'] as const) {
  test(`every page is clean, ${theme}`, async ({ page }) => {
    const { simulator, url } = house();
    // Nothing is measured halfway through a fade.
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.context().addCookies([{ name: 'wallboard_theme', value: theme, url }]);
    await page.goto(`${url}/sign-in`);
    await page.getByRole('button', { name: pt.signIn.submit }).click();
    await expect(page.getByText(pt.signIn.needUsername)).toBeVisible();
    await clean(page, '/sign-in');

    // Somebody talks, somebody's telephone rings, somebody is gone, somebody waits.
    simulator.control('settings', { queuesRing: true });
    const [talking, ringing, gone] = [extensionOf(house(), 0), extensionOf(house(), 1), extensionOf(house(), 2)];
    simulator.control('place', { to: talking, party: '912345678' });
    simulator.control('answer', { extension: talking });
    simulator.control('place', { to: ringing, party: '913456789' });
    simulator.control('place', { to: '200', party: '914567890' });
    simulator.control('agent', { extension: gone, registered: false });

    await enter(page, house(), '/wall', { theme });
    await expect(page.getByTestId('queue-200')).toBeVisible();
    await clean(page, '/wall');
    for (const density of ['m', 's', 'mosaic', 'bands', 'grid']) {
      await page.goto(`${url}/wall/agents?density=${density}`);
      await expect(page.getByTestId('count-talking').locator('b')).toHaveText('1');
      await clean(page, `/wall/agents?density=${density}`);
    }
    await tile(page, talking).click();
    await expect(page.getByRole('dialog').getByLabel(pt.actions.call.number)).toBeVisible();
    await clean(page, 'the sheet of an agent');
    await page.goto(`${url}/wall/queues/200`);
    await expect(page.getByTestId('queue-200')).toBeVisible();
    await clean(page, '/wall/queues/200');
    await page.getByTestId('queue-200').click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await clean(page, 'the sheet of a queue');
    await page.goto(`${url}/wall/calls`);
    const call = page.locator('[data-testid^="call-"][data-state="talking"]');
    await expect(call).toHaveCount(1);
    await clean(page, '/wall/calls');
    await call.click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await clean(page, 'the sheet of a call');
    for (const path of ['/settings', '/settings/agents', '/settings/queues']) {
      await page.goto(`${url}${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      if (path !== '/settings') await expect(page.getByRole('row').nth(1)).toBeVisible();
      await clean(page, path);
    }
    await page.goto(`${url}/no-such-page`);
    await expect(page.getByRole('heading', { name: pt.errors.page.notFoundTitle })).toBeVisible();
    await clean(page, 'an address that leads nowhere');

    simulator.control('agent', { extension: gone, registered: true });
    for (const { id, state } of simulator.diary().calls) if (state !== 'ended') simulator.control('hangup', { id });
  });
}
