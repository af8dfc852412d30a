// README: "screens on the wall" — one asks to be let in, somebody lets it in, it shows what it was given with numbers
// hidden by the server, says its name when asked, and forgets everything when it is revoked.
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { ptPT } from '../../lib/i18n/pt-pt.ts';
import { enter, extensionOf, houseOf, stranger, words } from './house.ts';

const house = houseOf({ agents: 8 });
const said = ptPT.screens;
const party = '912345678';

/** Lets a screen in that shows its code on `tv`, from the page of screens. */
async function letIn(desk: Page, tv: Page, name: string, pages: readonly string[] = []): Promise<void> {
  await tv.goto(`${house().url}/pair`);
  const code = (await tv.getByTestId('pairing-code').textContent()) ?? '';
  await enter(desk, house(), `/settings/screens?code=${code}`, { locale: 'pt-PT' });
  await expect(desk.getByTestId('compared-code')).toHaveText(code);
  await desk.getByLabel(said.name, { exact: true }).fill(name);
  for (const [i, page] of pages.entries()) {
    if (i > 0) await desk.getByRole('button', { name: said.addPage }).click();
    await desk.getByLabel(said.page.replace('{number}', String(i + 1)), { exact: true }).selectOption(page);
  }
  await desk.getByRole('button', { name: said.let, exact: true }).click();
  await expect(tv.getByText(name)).toBeVisible();
  await tv.waitForURL('**/screen');
}
/** A browser that is nobody's, and every frame and page it gets. */
async function watched(browser: Browser): Promise<{ tv: Page; got: string[] }> {
  const tv = await stranger(browser);
  const got: string[] = [];
  tv.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => void got.push(String(payload))));
  tv.on('response', (response) => {
    if (/javascript|css|font|image/.test(response.headers()['content-type'] ?? '')) return;
    response.text().then(
      (text) => void got.push(text),
      // A redirect has no body.
      () => {},
    );
  });
  return { tv, got };
}

test('a screen is let in, shows calls with numbers hidden, says its name, and forgets everything when revoked', async ({
  page,
  browser,
}) => {
  const { simulator, url } = house();
  const { tv, got } = await watched(browser);
  await letIn(page, tv, 'Sala Lisboa', ['/wall/calls', '/wall/agents']);
  await expect(tv.getByText(ptPT.wall.calls.none)).toBeVisible();
  const extension = extensionOf(house(), 0);
  simulator.control('place', { to: extension, party });
  const row = tv.locator('[data-testid^="call-"]');
  await expect(row).toHaveAttribute('data-state', 'ringing');
  got.push(await tv.content());
  await tv.keyboard.press('ArrowRight');
  await expect(tv.getByTestId(`agent-${extension}`)).toHaveAttribute('data-state', 'ringing');
  got.push(await tv.content());
  const full = got.filter((text) => text.includes(party)).length;
  console.info(`full numbers in ${got.length} frames and pages of a display: ${full}`);
  expect(got.some((text) => text.includes('board:delta'))).toBe(true);
  expect(full).toBe(0);

  await test.step('whoever touches it is sent to a phone, and nothing acts', async () => {
    await tv.getByTestId(`agent-${extension}`).click();
    await expect(tv.getByTestId('phone-card')).toContainText(said.phone);
    await expect(tv.getByRole('dialog')).toHaveCount(0);
    await tv.keyboard.press('Escape');
    await expect(tv.getByTestId('phone-card')).toHaveCount(0);
    await tv.goto(`${url}/settings/screens`);
    await tv.waitForURL('**/screen');
  });

  const card = page.getByTestId('screen-Sala Lisboa');
  await expect(card).toHaveAttribute('data-state', 'connected');
  await expect(card).toContainText('1920 × 1080');
  await card.getByRole('button', { name: said.identify }).click();
  await expect(tv.getByTestId('screen-name')).toHaveText('Sala Lisboa');
  await expect(tv.getByTestId('screen-name')).toHaveCount(0, { timeout: 8_000 });

  await card.getByRole('button', { name: said.revoke }).click();
  await card.getByRole('button', { name: new RegExp(said.revoke) }).click();
  await tv.waitForURL('**/pair');
  await expect(tv.getByTestId('pairing-code')).toBeVisible();
  expect(await tv.evaluate(() => Object.keys(sessionStorage).filter((key) => key.includes('board')))).toEqual([]);
  await tv.goto(`${url}/screen`);
  await tv.waitForURL('**/pair');
  await expect(card).toHaveCount(0);
});

test('what a screen was given can be changed, and it follows at once', async ({ page, browser }) => {
  const tv = await stranger(browser);
  await letIn(page, tv, 'Entrada');
  await expect(tv.getByTestId('queue-200')).toBeVisible();
  const card = page.getByTestId('screen-Entrada');
  await card.getByRole('button', { name: said.change }).click();
  await card.getByLabel(said.page.replace('{number}', '1'), { exact: true }).selectOption('/wall/agents');
  await card.getByLabel(said.theme).selectOption('light');
  await card.getByLabel(said.language).selectOption('es-ES');
  await card.getByRole('button', { name: said.save }).click();
  await expect(tv.getByTestId(`agent-${extensionOf(house(), 1)}`)).toBeVisible();
  await expect(tv.locator('html')).toHaveAttribute('data-theme', 'light');
  await expect(tv.locator('html')).toHaveAttribute('lang', 'es-ES');
  await expect(tv.getByText(words['es-ES'].common.state.free).first()).toBeVisible();
  await tv.context().close();
  await expect(card).toHaveAttribute('data-state', 'away', { timeout: 15_000 });
});

test('a code nobody shows is said, and what is not right yet is said where it stands', async ({ page, browser }) => {
  await enter(page, house(), '/settings/screens?code=BBBB-CCCC', { locale: 'pt-PT' });
  await expect(page.getByText(said.unknownCode)).toBeVisible();
  const tv = await stranger(browser);
  await tv.goto(`${house().url}/pair`);
  const code = (await tv.getByTestId('pairing-code').textContent()) ?? '';
  await page.getByLabel(said.code).fill(code.toLowerCase());
  await page.getByRole('button', { name: said.next }).click();
  await expect(page.getByTestId('compared-code')).toHaveText(code);
  const letIn = page.getByRole('button', { name: said.let, exact: true });
  await expect(letIn).toHaveAttribute('aria-disabled', 'true');
  await page.getByLabel(said.name, { exact: true }).fill('Sala');
  await expect(letIn).not.toHaveAttribute('aria-disabled', 'true');
  await page.getByLabel(said.metres).fill('12');
  await expect(page.getByText(said.fitsNone.split('{', 1)[0] ?? '')).toBeVisible();
  await page.getByLabel(said.metres).fill('0');
  await expect(letIn).toHaveAttribute('aria-disabled', 'true');
  await page.getByLabel(said.metres).fill('3,5');
  await expect(letIn).not.toHaveAttribute('aria-disabled', 'true');
});

test('a screen without the server keeps its code, and goes on when it is back', async ({ browser }) => {
  const tv = await stranger(browser);
  await tv.goto(`${house().url}/pair`);
  const code = (await tv.getByTestId('pairing-code').textContent()) ?? '';
  await tv.context().setOffline(true);
  await expect(tv.getByRole('alert').filter({ hasText: said.pair.offline })).toBeVisible();
  await expect(tv.getByTestId('pairing-code')).toHaveText(code);
  await tv.context().setOffline(false);
  await expect(tv.getByRole('alert').filter({ hasText: said.pair.offline })).toHaveCount(0, { timeout: 10_000 });
  await expect(tv.getByTestId('pairing-code')).toHaveText(code);
});

for (const theme of ['dark', 'light'] as const) {
  test(`the pages of screens fit a phone in every language, and no machine finds a fault, ${theme}`, async ({
    page,
    browser,
  }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    for (const locale of ['pt-PT', 'es-ES', 'en'] as const) {
      const { title, pair } = words[locale].screens;
      const tv = await stranger(browser);
      await tv.context().addCookies([
        { name: 'wallboard_locale', value: locale, url: house().url },
        { name: 'wallboard_theme', value: theme, url: house().url },
      ]);
      await tv.setViewportSize({ width: 390, height: 844 });
      await tv.goto(`${house().url}/pair`);
      await expect(tv.getByRole('heading', { name: pair.title })).toBeVisible();
      const code = (await tv.getByTestId('pairing-code').textContent()) ?? '';
      await page.setViewportSize({ width: 390, height: 844 });
      await enter(page, house(), `/settings/screens?code=${code}`, { locale, theme });
      await expect(page.getByRole('heading', { name: title })).toBeVisible();
      await expect(page.getByTestId('compared-code')).toBeVisible();
      await page.getByRole('button', { name: words[locale].screens.addPage }).click();
      for (const one of [tv, page]) {
        const wide = await one.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(wide).toBe(0);
        expect((await new AxeBuilder({ page: one }).analyze()).violations.map(({ id }) => id)).toEqual([]);
      }
      await tv.context().close();
    }
  });
}
