// Promise 6: no page has a fault that a machine can find, dark or light, calm or with calls on it.
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { settingsPages } from '../../lib/protocol/pages.ts';
import { enter, extensionOf, houseOf, pt, tile } from './house.ts';
import { agent, board, ill, waiting } from './made-board.ts';
import { toldBoard } from './told-board.ts';

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
    await page.goto(`${url}/no-such-page`);
    await expect(page.getByRole('heading', { name: pt.errors.page.notFoundTitle })).toBeVisible();
    await clean(page, 'an address that leads nowhere');

    simulator.control('agent', { extension: gone, registered: true });
    for (const { id, state } of simulator.diary().calls) if (state !== 'ended') simulator.control('hangup', { id });
  });
}

for (const theme of ['dark', 'light'] as const) {
  test(`every page of the settings is clean, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await enter(page, house(), '/settings', { theme });
    for (const [, path] of settingsPages) {
      await page.goto(`${house().url}${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      if (/agents|queues/.test(path)) await expect(page.getByRole('row').nth(1)).toBeVisible();
      await clean(page, path);
    }
  });

  test(`a wall in trouble is clean, and its timers are told in words, ${theme}`, async ({ page }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const states = ['free', 'ringing', 'talking', 'busy', 'disconnected', 'unknown'] as const;
    const people = states.map((state, i) =>
      agent(String(110 + i), state, 30 * 60_000, { team: 'Norte', word: 'Em pausa' }),
    );
    const told = await toldBoard(page, board(people, [waiting('a', 90_000), waiting('b', 20_000)]));
    await enter(page, house(), '/wall', { theme });
    await expect(page.getByTestId('kpi-waiting')).toHaveAttribute('data-level', 'alarm');
    const timers = page.locator('[role="timer"]');
    await expect(timers.first()).toHaveAttribute('aria-label', /minuto/);
    for (const timer of await timers.all()) await expect(timer).toHaveAttribute('aria-live', 'off');
    await clean(page, 'an alarm');
    for (const path of [
      '/wall',
      '/wall/queues/200',
      '/wall/agents?density=xl',
      '/wall/agents?density=bands',
      '/wall/calls',
    ]) {
      await page.goto(`${house().url}${path}`);
      await expect(page.locator('[data-item]').first()).toBeVisible();
      told.source(ill('down', 60_000));
      await expect(page.getByTestId('freshness')).toHaveAttribute('data-level', 'down');
      await clean(page, `${path}, the PBX down`);
      told.lose();
      await expect(page.getByTestId('freshness')).toHaveAttribute('data-level', 'lost');
      await clean(page, `${path}, the server lost`);
      told.back();
    }
    told.tell(board([agent('110', 'disconnected', 16 * 60_000)]));
    await page.goto(`${house().url}/wall`);
    await expect(page.getByTestId('night')).toBeVisible();
    await clean(page, 'the night');
  });
}
