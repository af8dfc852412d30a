// What the PBX does not tell is entered here, and the walls show it at once; a file with a bad row changes nothing.
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { settingsPages } from '../../lib/protocol/pages.ts';
import { boardOf, enter, extensionOf, houseOf, pt, tile } from './house.ts';

const house = houseOf({ agents: 6 });
const { settings, common } = pt;

test('a new name stands on an open wall at once, and can be taken back', async ({ page, context }) => {
  const { url, simulator } = house();
  const extension = extensionOf(house(), 0);
  const old = simulator.office.agents[0]?.name ?? '';
  await enter(page, house(), '/settings/agents');
  const wall = await context.newPage();
  await wall.goto(`${url}/wall/agents`);
  await expect(tile(wall, extension)).toContainText(old);

  const row = page.getByTestId(`settings-agent-${extension}`);
  await row.getByLabel(`${settings.agents.name} ${extension}`).fill('Zeferina Quaresma');
  await row.getByRole('button', { name: new RegExp(`^${common.save}`) }).click();
  await expect(row.getByRole('status')).toHaveText(common.saved);
  await expect(tile(wall, extension)).toContainText('Zeferina Quaresma');

  await row.getByRole('button', { name: new RegExp(`^${common.undo}`) }).click();
  await expect(tile(wall, extension)).toContainText(old);
});

test('a file with a bad row is refused whole, naming the rows; a good one is taken', async ({ page }) => {
  const [first, second] = [extensionOf(house(), 1), extensionOf(house(), 2)];
  const was = (await boardOf(house())).agents[first]?.name;
  await enter(page, house(), '/settings/agents');
  const choose = async (lines: readonly string[]) =>
    page
      .getByLabel(settings.csv.import)
      .setInputFiles({ name: 'agents.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\r\n')) });
  const sheet = page.getByRole('dialog', { name: settings.csv.title });
  const send = sheet.getByRole('button', { name: /^Importar \d/ });

  await choose([
    'extension;name;team;kind',
    `${first};Amália Nova;Lisboa;agent`,
    `${second};Outra;Lisboa;chefe`,
    'abc;Sem número;Lisboa;agent',
  ]);
  await expect(sheet.getByRole('cell', { name: 'Amália Nova' })).toBeVisible();
  await send.click();
  await expect(sheet.getByRole('alert')).toContainText('Linha 2, kind');
  await expect(sheet.getByRole('alert')).toContainText('Linha 3, extension');
  expect((await boardOf(house())).agents[first]?.name).toBe(was);
  await sheet.getByRole('button', { name: settings.csv.cancel }).last().click();

  await choose(['extension;name;team;kind', `${first};Amália Nova;Lisboa;agent`]);
  await send.click();
  await expect(sheet).toHaveCount(0);
  await expect(page.getByText('1 linha importada')).toBeVisible();
  await expect(page.getByLabel(`${settings.agents.name} ${first}`)).toHaveValue('Amália Nova');
  await expect.poll(async () => (await boardOf(house())).agents[first]?.name).toBe('Amália Nova');
});

test('what the exported file holds can be imported again', async ({ page, request }) => {
  await enter(page, house(), '/settings/queues');
  await expect(page.getByRole('row').nth(1)).toBeVisible();
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: settings.csv.export }).click();
  const path = await (await download).path();
  await page.getByLabel(settings.csv.import).setInputFiles({
    name: 'queues.csv',
    mimeType: 'text/csv',
    buffer: readFileSync(path),
  });
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Importar \d/ })
    .click();
  await expect(page.getByText('5 linhas importadas')).toBeVisible();
  const answer = await request.get(`${house().url}/api/v1/settings/queues`, {
    headers: { authorization: `Bearer ${house().apiToken}` },
  });
  expect(Object.keys((await answer.json()).queues)).toHaveLength(5);
});

test('the connection page tells where data comes from, and keeps every secret', async ({ page }) => {
  const { simulator, apiToken } = house();
  await enter(page, house(), '/settings');
  await expect(page.getByRole('heading', { name: settings.pbx.title })).toBeVisible();
  await expect(page.getByText(settings.pbx.live)).toBeVisible();
  const text = await page.content();
  for (const secret of [simulator.keys.globalToken, apiToken, 'made-up-hook-token']) expect(text).not.toContain(secret);
});

const paths = settingsPages.map(([, path]) => path);

test('on a phone every page of the settings fits, and each field says what it is', async ({ page }) => {
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 844 });
    for (const path of paths) {
      await enter(page, house(), path);
      await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
      if (/agents|queues/.test(path)) await expect(page.getByTestId(/^settings-(agent|queue)-/).first()).toBeVisible();
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(wide, `${path} at ${width}`).toBe(0);
    }
  }
  await page.goto(`${house().url}/settings/queues`);
  const card = page.getByTestId('settings-queue-200');
  for (const field of ['name', 'target', 'short', 'ddis', 'hours'] as const) {
    await expect(card.getByText(settings.queues[field], { exact: true })).toBeVisible();
  }
});

test('events nobody understood are all read again at once, and what came of it is said', async ({ page, request }) => {
  for (let n = 0; n < 3; n++) {
    const answer = await request.post(`${house().url}/hooks`, {
      data: { nothing: n },
      headers: { authorization: 'made-up-hook-token' },
    });
    expect(answer.status()).toBe(200);
  }
  await enter(page, house(), '/settings/events');
  await page.getByRole('button', { name: settings.letters.replayAll }).click();
  await expect(
    page.getByText(settings.letters.replayed.replace('{understood}', '0').replace('{left}', '3')),
  ).toBeVisible();
});
