// README: "agents need no account" — an agent signs in with extension and web password and sees the own part of the wall.
import { expect, test } from '@playwright/test';
import { boardOf, houseOf, pt } from './house.ts';

// The simulated PBX of seed 1 has this tenant.
const house = houseOf({ agents: 12, variables: { PBX_TENANT: '101' } });

test('an agent signs in by extension, sees the own queues alone, and calls for no other extension', async ({
  page,
}) => {
  const { url, simulator } = house();
  expect(simulator.keys.tenant).toBe('101');
  const extension = simulator.office.agents[1]?.extension ?? '';
  await page.goto(`${url}/sign-in`);
  await page.getByLabel(pt.signIn.username).fill(extension);
  await page.getByLabel(pt.signIn.password, { exact: true }).fill('not-the-password');
  await page.getByRole('button', { name: pt.signIn.submit }).click();
  await expect(page.getByText(pt.errors.code.wrong_credentials)).toBeVisible();
  await page.getByLabel(pt.signIn.password, { exact: true }).fill(simulator.keys.webPassword(extension));
  await page.getByRole('button', { name: pt.signIn.submit }).click();
  // Where an agent begins.
  await expect(page).toHaveURL(`${url}/wall/agents`);
  await page.goto(`${url}/wall`);

  const board = await boardOf(house());
  const own = board.agents[extension]?.queues ?? [];
  expect(own.length).toBeGreaterThan(0);
  await expect(page.locator('[data-testid^="queue-"]')).toHaveCount(own.length);
  await page.goto(`${url}/wall/agents`);
  await expect(page.getByTestId(`agent-${extension}`)).toBeVisible();
  const seen = Object.values(board.agents).filter((agent) => agent.queues.some((queue) => own.includes(queue)));
  await expect(page.locator('[data-testid^="agent-"]')).toHaveCount(seen.length);

  const other = seen.find((agent) => agent.extension !== extension)?.extension ?? '';
  const call = (agent: string) =>
    page.request.post(`${url}/api/v1/calls`, { data: { agent, number: '912345678' }, headers: { origin: url } });
  expect((await call(other)).status()).toBe(403);
  expect((await call(extension)).status()).toBe(202);
});
