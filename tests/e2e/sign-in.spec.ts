// Promise 5: nobody sees anything without signing in; only the hooks and the health pages answer strangers.
import { expect, test } from '@playwright/test';
import { houseOf, pt, tile } from './house.ts';

const house = houseOf({ agents: 5 });
const pages = [
  '/',
  '/wall',
  '/wall/agents',
  '/wall/queues/200',
  '/wall/calls',
  '/settings',
  '/settings/agents',
  '/settings/queues',
];

test('a stranger is sent to sign in from every page, and back to it afterwards', async ({ page }) => {
  const { url } = house();
  for (const path of pages) {
    await page.goto(`${url}${path}`);
    const { pathname, searchParams } = new URL(page.url());
    expect(pathname, path).toBe('/sign-in');
    expect(searchParams.get('next'), path).toBe(path === '/' ? null : path);
    await expect(page.getByRole('heading', { name: pt.signIn.title })).toBeVisible();
  }
});

test('a stranger learns nothing from the interface either, but health and hooks answer', async ({ request }) => {
  const { url } = house();
  const statusOf = async (path: string) => (await request.get(`${url}${path}`, { maxRedirects: 0 })).status();
  for (const path of ['board', 'settings/agents', 'settings/queues', 'session', 'calls/1']) {
    expect(await statusOf(`/api/v1/${path}`), path).toBe(401);
  }
  expect((await request.post(`${url}/api/v1/calls`, { data: { agent: '110', number: '912345678' } })).status()).toBe(
    401,
  );
  expect((await request.post(`${url}/hooks`, { data: {} })).status()).toBe(401);
  expect(await statusOf('/healthz')).toBe(200);
  expect(await statusOf('/readyz')).toBe(200);
});

test('a wrong password is said, the right one opens the wall, signing out closes it', async ({ page }) => {
  const { url, admin } = house();
  await page.goto(`${url}/wall`);
  const name = page.getByLabel(pt.signIn.username);
  const password = page.getByLabel(pt.signIn.password, { exact: true });
  const submit = page.getByRole('button', { name: pt.signIn.submit });

  await submit.click();
  await expect(page.getByText(pt.signIn.needUsername)).toBeVisible();
  await expect(page.getByText(pt.signIn.needPassword)).toBeVisible();

  await name.fill(admin.username);
  await password.fill('not-the-password');
  await submit.click();
  await expect(page.getByText(pt.errors.code.wrong_credentials)).toBeVisible();
  expect(new URL(page.url()).pathname).toBe('/sign-in');

  await password.fill(admin.password);
  await submit.click();
  await expect(page).toHaveURL(`${url}/wall`);
  await expect(page.getByTestId('queue-200')).toBeVisible();

  await page.goto(`${url}/settings`);
  await page.getByRole('button', { name: pt.common.nav.signOut }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto(`${url}/wall/agents`);
  await expect(page).toHaveURL(/\/sign-in\?next=/);
  await expect(tile(page, '110')).toHaveCount(0);
});

test('a wall that is open when the session ends shows nobody anything more', async ({ page }) => {
  const { url, admin } = house();
  await page.request.post(`${url}/api/v1/session`, { data: admin });
  await page.goto(`${url}/wall/agents`);
  await expect(tile(page, '110')).toBeVisible();
  await page.request.delete(`${url}/api/v1/session`);
  await expect(page).toHaveURL(/\/sign-in/);
});

test('work is kept when the session ends: a dialog asks to sign in again, and the page goes on where it was', async ({
  page,
}) => {
  const { url, admin } = house();
  const again = async () => {
    const dialog = page.getByRole('dialog', { name: pt.signIn.over.title });
    await expect(dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await dialog.getByLabel(pt.signIn.username).fill(admin.username);
    await dialog.getByLabel(pt.signIn.password, { exact: true }).fill(admin.password);
    await dialog.getByRole('button', { name: pt.signIn.submit }).click();
    await expect(dialog).toHaveCount(0);
  };
  await page.request.post(`${url}/api/v1/session`, { data: admin });

  await page.goto(`${url}/wall/agents`);
  await tile(page, '110').click();
  const box = page.getByLabel(pt.actions.call.number);
  await box.fill('912345678');
  await page.request.delete(`${url}/api/v1/session`);
  await again();
  await expect(box).toHaveValue('912345678');
  // The connection is back too: a live page calls nothing blocked.
  await expect(page.getByRole('button', { name: pt.actions.call.label, exact: true })).not.toHaveAttribute(
    'aria-disabled',
    'true',
  );
  await expect(page).toHaveURL(`${url}/wall/agents`);

  await page.goto(`${url}/settings/agents`);
  const row = page.getByTestId('settings-agent-110');
  await row.getByLabel(`${pt.settings.agents.name} 110`).fill('Zulmira Paixão');
  await page.request.delete(`${url}/api/v1/session`);
  await row.getByRole('button', { name: new RegExp(`^${pt.common.save}`) }).click();
  await again();
  await row.getByRole('button', { name: new RegExp(`^${pt.common.save}`) }).click();
  await expect(row.getByRole('status')).toHaveText(pt.common.saved);
});
