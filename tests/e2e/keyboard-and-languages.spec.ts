// Promise 6: everything works by keyboard, in Portuguese, Spanish and English, dark and light.
import { expect, type Page, test } from '@playwright/test';
import { settingsPages } from '../../lib/protocol/pages.ts';
import { strangeWords } from './catalogue.ts';
import { callsAtThePbx, enter, extensionOf, houseOf, pt, tile, words } from './house.ts';

const house = houseOf({ agents: 12 });
const focused = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? '');

test('from tile to call and back without a mouse', async ({ page }) => {
  await enter(page, house(), '/wall');
  await expect(page.getByTestId('queue-200')).toBeVisible();
  await page.keyboard.press('2');
  await expect(page).toHaveURL(/\/wall\/agents$/);
  await expect(page.locator('[data-testid^="agent-"]')).toHaveCount(12);

  // Tab reaches the first tile; the arrows walk as the tiles lie on the screen.
  for (let presses = 0; presses < 20 && !(await focused(page)).startsWith('agent-'); presses++) {
    await page.keyboard.press('Tab');
  }
  const start = await focused(page);
  expect(start).toMatch(/^agent-/);
  await page.keyboard.press('ArrowRight');
  const right = await focused(page);
  expect(right).not.toBe(start);
  await page.keyboard.press('ArrowDown');
  const below = await focused(page);
  expect([start, right]).not.toContain(below);
  await page.keyboard.press('ArrowUp');
  expect(await focused(page)).toBe(right);
  await page.keyboard.press('ArrowLeft');
  expect(await focused(page)).toBe(start);
  await expect(page.getByTestId(start)).toHaveCSS('outline-style', 'solid');

  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog');
  await expect(sheet).toBeVisible();
  const box = sheet.getByLabel(pt.actions.call.number);
  for (let presses = 0; presses < 20 && !(await box.evaluate((one) => one === document.activeElement)); presses++) {
    await page.keyboard.press('Tab');
  }
  // Letters that are shortcuts elsewhere are letters here.
  await page.keyboard.type('912345678');
  await page.keyboard.press('Enter');
  await expect(page.getByText(pt.actions.ask.title.replace('{number}', '912 345 678'))).toBeVisible();
  const confirm = page.getByRole('button', { name: pt.actions.ask.confirm.replace('{number}', '912 345 678') });
  for (let presses = 0; presses < 5 && !(await confirm.evaluate((one) => one === document.activeElement)); presses++) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await expect(sheet.locator('[data-call-step="accepted"]')).toBeVisible();
  expect(callsAtThePbx(house())).toBe(1);

  await page.keyboard.press('Escape');
  await expect(sheet).toHaveCount(0);
  await expect(page.getByTestId(start)).toBeFocused();

  await page.keyboard.press('3');
  await expect(page).toHaveURL(/\/wall\/calls$/);
  await page.keyboard.press('1');
  await expect(page).toHaveURL(/\/wall$/);
  await expect(page.getByTestId('queue-200')).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: pt.wall.keys.title })).toBeVisible();
});

test('a call is hung up by holding a key, not by touching it', async ({ page }) => {
  const { simulator } = house();
  const extension = extensionOf(house(), 3);
  await enter(page, house(), '/wall/agents');
  await expect(tile(page, extension)).toHaveAttribute('data-state', 'free');
  simulator.control('place', { to: extension, party: '913456789' });
  simulator.control('answer', { extension });
  await expect(tile(page, extension)).toHaveAttribute('data-state', 'talking');
  await tile(page, extension).focus();
  await page.keyboard.press('Enter');
  const name = simulator.office.agents[3]?.name ?? '';
  await page.getByRole('button', { name: pt.actions.hangUp.of.replace('{name}', name) }).press('Enter');
  await expect(page.getByRole('button', { name: pt.actions.hangUp.hold })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(tile(page, extension)).toHaveAttribute('data-state', 'talking');
  await page.keyboard.down('Enter');
  await expect(page.locator('[data-hang-up="confirmed"]')).toBeVisible();
  await page.keyboard.up('Enter');
  await expect(tile(page, extension)).toHaveAttribute('data-state', 'free');
});

for (const locale of ['es-ES', 'en'] as const) {
  test(`nothing is left in Portuguese when the page speaks ${locale}`, async ({ page }) => {
    const { simulator, url } = house();
    const strange = strangeWords(pt, words[locale]);
    expect(strange.length).toBeGreaterThan(100);
    const look = async (what: string) => {
      const shown = await page.evaluate(readEverything);
      expect(shown.length, what).toBeGreaterThan(3);
      const leaks = shown.filter((text) => strange.some((one) => one.test(text)));
      expect(leaks, what).toEqual([]);
    };
    await page.context().addCookies([{ name: 'wallboard_locale', value: locale, url }]);
    await page.goto(`${url}/sign-in`);
    await expect(page.getByRole('heading', { name: words[locale].signIn.title })).toBeVisible();
    await look('sign-in');

    const extension = extensionOf(house(), 4);
    simulator.control('place', { to: extension, party: '914567890' });
    await enter(page, house(), '/wall', { locale });
    expect(await page.evaluate(() => document.documentElement.lang)).toBe(locale);
    await expect(page.getByTestId('queue-200')).toBeVisible();
    await look('overview');
    for (const path of ['/wall/queues/200', '/wall/calls', '/wall/agents']) {
      await page.goto(`${url}${path}`);
      await expect(page.locator('[data-testid]').nth(1)).toBeVisible();
      await look(path);
    }
    await expect(tile(page, extension)).toContainText(words[locale].common.state.ringing);
    await tile(page, extension).click();
    await expect(page.getByRole('dialog').getByLabel(words[locale].actions.call.number)).toBeVisible();
    await look('sheet');
    simulator.control('hangup', { extension });
    for (const path of [...settingsPages.map(([, one]) => one), '/no-such-page']) {
      await page.goto(`${url}${path}`);
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
      if (/agents|queues/.test(path)) await expect(page.getByRole('row').nth(1)).toBeVisible();
      await look(path);
    }
  });
}

test('the language and the theme are chosen in the settings and hold everywhere', async ({ page }) => {
  const { url } = house();
  await enter(page, house(), '/settings');
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  await page.getByLabel(pt.common.theme.label).selectOption('light');
  await expect.poll(background).not.toBe(dark);
  await page.getByLabel(pt.common.language.label).selectOption('en');
  await expect(page.getByRole('link', { name: words.en.settings.pages.queues, exact: true })).not.toHaveCount(0);
  await page.goto(`${url}/wall`);
  expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('light');
  await expect(page.getByText(words.en.wall.layout.overview).first()).toBeVisible();
  expect(await background()).not.toBe(dark);
});

test('nothing moves for those who asked for no movement', async ({ page }) => {
  const { simulator } = house();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const extension = extensionOf(house(), 5);
  await enter(page, house(), '/wall/agents');
  await expect(tile(page, extension)).toHaveAttribute('data-state', 'free');
  simulator.control('place', { to: extension, party: '915678901' });
  await expect(tile(page, extension)).toHaveAttribute('data-state', 'ringing');
  await tile(page, extension).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  const durations = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((element) => {
        const { animationName, animationDuration, transitionDuration } = getComputedStyle(element);
        const times = [animationName === 'none' ? '' : animationDuration, transitionDuration].join(',').split(',');
        return times.map(Number.parseFloat).filter((seconds) => seconds > 0.001);
      }),
    );
  expect(await durations()).toEqual([]);
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  expect((await durations()).length).toBeGreaterThan(0);
  simulator.control('hangup', { extension });
});

/** Every text a person sees or is read. Runs in the page. */
function readEverything(): string[] {
  const found: string[] = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    // Each language is named in itself.
    if (!parent || parent.closest('script, style, option[lang]')) continue;
    found.push(node.textContent ?? '');
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
    for (const name of ['aria-label', 'title', 'placeholder']) found.push(element.getAttribute(name) ?? '');
  }
  return found.map((text) => text.replace(/\s+/g, ' ').trim()).filter((text) => text !== '');
}
