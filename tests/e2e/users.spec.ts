// README: "who may see and do what" — an administrator makes an account, its reach shows on its wall, and shutting it
// out reaches the open page at once.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { enter, houseOf, pt, stranger } from './house.ts';

const house = houseOf();
const origin = () => ({ origin: house().url });

test('an account is made, sees its queue alone, and is shut out within a second', async ({ page, browser }) => {
  await enter(page, house(), '/settings/users', { locale: 'pt-PT' });
  const queue = house().simulator.office.queues[0]?.number ?? '';
  const form = page.locator('form', { has: page.getByRole('heading', { name: pt.people.add }) });
  await form.getByLabel(pt.people.name, { exact: true }).fill('rita');
  await form.getByLabel(pt.people.scope).fill(queue);
  await form.getByRole('button', { name: pt.people.add }).click();
  const password = (await page.getByTestId('drawn-secret').textContent()) ?? '';
  await expect(page.getByTestId('user-rita')).toContainText(pt.people.first);
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);

  const hers = await stranger(browser);
  const request = hers.context().request;
  const session = { username: 'rita', password };
  expect((await request.post(`${house().url}/api/v1/session`, { data: session, headers: origin() })).status()).toBe(
    200,
  );
  const next = 'a-password-of-hers';
  const changed = await request.post(`${house().url}/api/v1/session/password`, {
    data: { current: password, next },
    headers: origin(),
  });
  expect(changed.status()).toBe(200);
  await hers.goto(`${house().url}/wall`);
  await expect(hers.getByTestId(`queue-${queue}`)).toBeVisible();
  await expect(hers.locator('[data-testid^="queue-"]')).toHaveCount(1);

  const card = page.getByTestId('user-rita');
  await card.getByRole('button', { name: pt.people.disable }).click();
  await card.getByRole('button', { name: pt.people.confirm }).click();
  await hers.waitForURL(/\/sign-in/);
  await expect(card).toContainText(pt.people.disabled);
});

test('a token is shown once, works, and is taken back', async ({ page }) => {
  await enter(page, house(), '/settings/users', { locale: 'pt-PT' });
  await page.getByLabel(pt.people.tokenName).fill('crm');
  await page.getByRole('button', { name: pt.people.addToken }).click();
  const secret = (await page.getByTestId('drawn-secret').textContent()) ?? '';
  const board = () => fetch(`${house().url}/api/v1/board`, { headers: { authorization: `Bearer ${secret}` } });
  expect((await board()).status).toBe(200);
  await page.reload();
  const row = page.getByRole('listitem').filter({ hasText: 'crm' });
  await expect(row).toBeVisible();
  await expect(page.getByText(secret)).toHaveCount(0);
  await page.getByRole('button', { name: `${pt.people.revoke} crm` }).click();
  await page.getByRole('button', { name: `${pt.people.confirm}: ${pt.people.revoke} crm` }).click();
  await expect(row).toHaveCount(0);
  expect((await board()).status).toBe(401);
});
