// README: "who may see and do what" — each role has its pages; one's own sessions, password and one-time codes; and the
// stop of all calls.
import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { TOTP } from 'otpauth';
import { homeOf, settingsHome, settingsPages } from '../../lib/protocol/pages.ts';
import { may } from '../../lib/protocol/permissions.ts';
import { enter, extensionOf, houseOf, pt, stranger, words } from './house.ts';

const house = houseOf({ agents: 8 });
const own = pt.people.account;
const codes = pt.people.totp;
const calls = pt.settings.calls;
const byToken = () => ({ authorization: `Bearer ${house().apiToken}`, origin: house().url });

/** An account of this role that has changed its first password, signed in on this page. */
async function person(page: Page, admin: Page, username: string, role: string): Promise<string> {
  const { url } = house();
  await enter(admin, house(), '/settings/account');
  const headers = { origin: url };
  const data = { username, role, ...(role === 'agent' ? { extension: extensionOf(house(), 0) } : {}) };
  const made = await admin.request.post(`${url}/api/v1/settings/users`, { headers, data });
  const { password }: { password: string } = await made.json();
  await page.request.post(`${url}/api/v1/session`, { headers, data: { username, password } });
  const next = `${password}-next`;
  const changed = { current: password, next };
  expect((await page.request.post(`${url}/api/v1/session/password`, { headers, data: changed })).status()).toBe(200);
  return next;
}
async function expectClean(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
  expect.soft(told, what).toEqual([]);
}
const codeOf = (secret: string, stepsAhead = 0) =>
  new TOTP({ secret }).generate({ timestamp: Date.now() + stepsAhead * 30_000 });

test('each role begins where it belongs, has its tabs, and is told when a page is not for it', async ({
  page,
  browser,
}) => {
  for (const role of ['agent', 'supervisor', 'manager'] as const) {
    const theirs = await stranger(browser);
    await person(theirs, page, `one-${role}`, role);
    await theirs.goto(house().url);
    await expect(theirs).toHaveURL(new RegExp(`${homeOf(role)}$`));
    await theirs.goto(`${house().url}/settings`);
    await expect(theirs).toHaveURL(new RegExp(`${settingsHome(role)}$`));
    const tabs = theirs.getByRole('navigation', { name: pt.settings.title }).getByRole('link');
    const wanted = settingsPages.filter(([, , action]) => may(role, action)).map(([name]) => pt.settings.pages[name]);
    await expect(tabs).toHaveText(wanted);
    for (const [, path, action] of settingsPages) {
      if (may(role, action)) continue;
      await theirs.goto(`${house().url}${path}`);
      await expect(theirs.getByText(pt.errors.page.noPermissionTitle).first(), path).toBeVisible();
    }
    await theirs.context().close();
  }
});

test('one sees where one is signed in, and ends a session elsewhere', async ({ page, browser }) => {
  await enter(page, house(), '/settings/account', { locale: 'pt-PT' });
  const other = await stranger(browser);
  await enter(other, house(), '/wall');
  await page.reload();
  const rows = page.getByTestId('own-session');
  await expect(rows.filter({ hasText: own.thisOne })).toHaveCount(1);
  await expect(rows.first()).toContainText('Chromium · Linux');
  const before = await rows.count();
  const ended = rows.filter({ hasNotText: own.thisOne }).first();
  await ended.getByRole('button', { name: own.end }).click();
  await ended.getByRole('button', { name: pt.people.confirm }).click();
  await expect(rows).toHaveCount(before - 1);
  await other.waitForURL(/\/sign-in/);
});

test('one-time codes are turned on, asked for, replaced by a recovery code, and turned off', async ({
  page,
  browser,
}) => {
  const hers = await stranger(browser);
  const password = await person(hers, page, 'rita', 'manager');
  await hers.goto(`${house().url}/settings/account`);
  await hers.getByRole('button', { name: codes.begin }).click();
  await hers.getByLabel(codes.password, { exact: true }).fill('not-the-password');
  await hers.getByRole('button', { name: codes.begin }).click();
  await expect(hers.getByText(pt.errors.code.wrong_credentials)).toBeVisible();
  await hers.getByLabel(codes.password, { exact: true }).fill(password);
  await hers.getByRole('button', { name: codes.begin }).click();
  const secret = ((await hers.getByTestId('totp-secret').textContent()) ?? '').replaceAll(' ', '');
  await hers.getByLabel(codes.first).fill('000000');
  await hers.getByRole('button', { name: codes.confirm }).click();
  await expect(hers.getByText(pt.errors.code.totp_wrong)).toBeVisible();
  await expectClean(hers, 'one-time codes, being turned on');
  await hers.getByLabel(codes.first).fill(codeOf(secret, -1));
  await hers.getByRole('button', { name: codes.confirm }).click();
  const recovery = await hers.getByTestId('recovery-codes').getByRole('listitem').allTextContents();
  expect(recovery).toHaveLength(10);
  await expectClean(hers, 'recovery codes');
  const download = hers.waitForEvent('download');
  await hers.getByRole('button', { name: codes.download }).click();
  expect(
    readFileSync(await (await download).path(), 'utf8')
      .trim()
      .split('\n'),
  ).toEqual(recovery);
  await hers.getByRole('button', { name: codes.kept }).click();
  await expect(hers.getByTestId('recovery-codes')).toHaveCount(0);

  const again = async (code: string) => {
    const other = await stranger(browser);
    await other.goto(`${house().url}/sign-in`);
    await other.getByLabel(pt.signIn.username).fill('rita');
    await other.getByLabel(pt.signIn.password, { exact: true }).fill(password);
    await other.getByRole('button', { name: pt.signIn.submit }).click();
    const field = other.getByLabel(pt.signIn.code);
    await expect(field).toHaveAttribute('inputmode', 'numeric');
    await expect(field).toHaveAttribute('autocomplete', 'one-time-code');
    await expectClean(other, 'the code at sign-in');
    await field.fill('111111');
    await other.getByRole('button', { name: pt.signIn.submit }).click();
    await expect(other.getByText(pt.errors.code.totp_wrong)).toBeVisible();
    if (code.includes('-')) {
      await other.getByRole('button', { name: pt.signIn.useRecovery }).click();
      await expect(field).toHaveAttribute('inputmode', 'text');
    }
    await field.fill(code);
    await other.getByRole('button', { name: pt.signIn.submit }).click();
    await other.waitForURL(/\/wall/);
    await other.context().close();
  };
  await again(codeOf(secret));
  await again(recovery[0] ?? '');
  await hers.reload();
  await expect(hers.getByText('Restam 9 códigos de recuperação')).toBeVisible();
  await hers.getByRole('button', { name: codes.end }).click();
  await hers.getByLabel(codes.password, { exact: true }).fill(password);
  await hers.getByLabel(codes.code, { exact: true }).fill(recovery[1] ?? '');
  await hers.getByRole('button', { name: codes.end }).click();
  await expect(hers.getByRole('button', { name: codes.begin })).toBeVisible();
});

test('all calls are stopped by two presses, an order says so, and they are let go again', async ({ page }) => {
  const { url, simulator } = house();
  await enter(page, house(), '/settings/dialling', { locale: 'pt-PT' });
  const stop = page.getByTestId('calls-stop');
  const order = async () => {
    const data = { agent: extensionOf(house(), 3), number: '912345678' };
    return (await page.request.post(`${url}/api/v1/calls`, { headers: byToken(), data })).json();
  };
  await stop.getByRole('button', { name: calls.stop }).click();
  await expect(stop).toHaveAttribute('data-state', 'open');
  await stop.getByRole('button', { name: pt.people.confirm }).click();
  await expect(stop).toHaveAttribute('data-state', 'stopped');
  await expect(page.getByTestId('calls-stop-by')).toContainText(
    calls.stoppedBy.replace('{name}', 'admin').replace(' {when}', ''),
  );
  await expectClean(page, 'calls stopped');
  const before = simulator.diary().calls.length;
  expect(await order()).toMatchObject({ error: { code: 'calling_stopped' } });
  expect(simulator.diary().calls.length).toBe(before);
  await stop.getByRole('button', { name: calls.letGo }).click();
  await stop.getByRole('button', { name: pt.people.confirm }).click();
  await expect(stop).toHaveAttribute('data-state', 'open');
  expect(await order()).toMatchObject({ action: { state: 'accepted' } });
});

test('a stop that cannot be stored says so, and calls stay open', async ({ page }) => {
  await enter(page, house(), '/settings/dialling', { locale: 'pt-PT' });
  await page.route('**/api/v1/settings/dialling', (route) =>
    route.request().method() === 'PUT'
      ? route.fulfill({ status: 503, json: { error: { code: 'cannot_store', message: 'the disk refuses' } } })
      : route.continue(),
  );
  const stop = page.getByTestId('calls-stop');
  await stop.getByRole('button', { name: calls.stop }).click();
  await stop.getByRole('button', { name: pt.people.confirm }).click();
  await expect(stop.getByRole('alert')).toHaveText(pt.errors.code.cannot_store);
  await expect(stop).toHaveAttribute('data-state', 'open');
});

test('in every language one’s own pages fit a phone, also while codes are turned on and calls are stopped', async ({
  page,
}) => {
  const { url } = house();
  await page.setViewportSize({ width: 390, height: 844 });
  const wide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  const kill = (killed: boolean) =>
    page.request.put(`${url}/api/v1/settings/dialling`, { headers: byToken(), data: { killed } });
  expect((await kill(true)).status()).toBe(200);
  for (const locale of ['pt-PT', 'es-ES', 'en'] as const) {
    const { people } = words[locale];
    await enter(page, house(), '/settings/account', { locale });
    await page.getByRole('button', { name: people.totp.begin }).click();
    await page.getByLabel(people.totp.password, { exact: true }).fill(house().admin.password);
    await page.getByRole('button', { name: people.totp.begin }).click();
    await expect(page.getByTestId('totp-secret')).toBeVisible();
    await page.getByRole('button', { name: people.account.change }).click();
    expect(await wide(), `account, ${locale}`).toBe(0);
    await page.goto(`${url}/settings/dialling`);
    await expect(page.getByTestId('calls-stop')).toHaveAttribute('data-state', 'stopped');
    expect(await wide(), `dialling, ${locale}`).toBe(0);
  }
  expect((await kill(false)).status()).toBe(200);
});

test('limits are saved together within their bounds, and what was typed can be undone', async ({ page }) => {
  await enter(page, house(), '/settings/dialling', { locale: 'pt-PT' });
  const field = page.getByLabel(calls.names.perMinute);
  const save = page.getByRole('button', { name: pt.common.save });
  await expect(field).toHaveValue('6');
  await field.fill('61');
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  await page.getByRole('button', { name: pt.common.undo }).click();
  await expect(field).toHaveValue('6');
  await field.fill('7');
  await page.getByLabel(calls.names.shortCodes).fill('112');
  await expect(save).toHaveAttribute('aria-disabled', 'true');
  await page.getByLabel(calls.names.shortCodes).fill('1820, 1414');
  await save.click();
  await expect(page.getByText(calls.saved)).toBeVisible();
  await page.reload();
  await expect(field).toHaveValue('7');
  await expect(page.getByLabel(calls.names.shortCodes)).toHaveValue('1820 1414');
});

test('numbers are masked outside of the own queues by one choice, and one is shown to who asks', async ({ page }) => {
  const { simulator, url } = house();
  await enter(page, house(), '/settings/privacy', { locale: 'pt-PT' });
  const party = '914567890';
  simulator.control('place', { to: extensionOf(house(), 5), party });
  await page.getByLabel(pt.privacy.numbers.choice.own_queues).check();
  await expect(page.getByText(pt.privacy.numbers.changed)).toBeVisible();
  await page.goto(`${url}/wall/calls`);
  const row = page.locator('[data-testid^="call-"]').first();
  await expect(row).toContainText('890');
  await row.click();
  const sheet = page.getByRole('dialog');
  await expect(sheet).not.toContainText('914 567 890');
  await sheet.getByRole('button', { name: pt.actions.sheet.reveal }).click();
  await expect(sheet).toContainText('914 567 890');
  await page.goto(`${url}/settings/audit?kind=number_revealed`);
  await expect(page.getByTestId(/^audit-\d+$/)).toHaveCount(1);
  await page.goto(`${url}/settings/privacy`);
  await page.getByLabel(pt.privacy.numbers.choice.whole).check();
  await expect(page.getByText(pt.privacy.numbers.changed)).toBeVisible();
});
