// Promise 2: click-to-call and hang-up say what became of them: accepted, ringing, live, refused with the reason,
// unconfirmed. And a number that is no number never reaches the PBX.
import { expect, type Locator, type Page, test } from '@playwright/test';
import { callsAtThePbx, enter, extensionOf, hold, houseOf, pt, tile } from './house.ts';

const house = houseOf({ agents: 12 });
const { call: say, hangUp } = pt.actions;

/** Opens the sheet of an agent; a call dialled there leaves from that agent's telephone. */
async function sheetOf(page: Page, extension: string): Promise<Locator> {
  await tile(page, extension).click();
  const sheet = page.getByRole('dialog').filter({ has: page.getByLabel(say.number) });
  await expect(sheet).toBeVisible();
  return sheet;
}

/** Types a number and dials it, answering the question that a call for somebody else asks. */
async function dial(page: Page, sheet: Locator, number: string): Promise<void> {
  await sheet.getByLabel(say.number).fill(number);
  await sheet.getByRole('button', { name: say.label, exact: true }).click();
  await page.getByRole('button', { name: pt.actions.ask.confirm.replace('{number}', shownAs(number)) }).click();
}

/** 912345678 is shown as 912 345 678. */
const shownAs = (number: string) => number.replace(/(\d{3})(?=\d)/g, '$1 ');
const text = (template: string, values: Readonly<Record<string, string>>) =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

test('a call is accepted, rings, is live, and a held button ends it', async ({ page }) => {
  const { simulator } = house();
  const extension = extensionOf(house(), 0);
  await enter(page, house(), '/wall/agents');
  const sheet = await sheetOf(page, extension);
  await dial(page, sheet, '912345678');
  const step = sheet.locator('[data-call-step]');
  await expect(step).toHaveAttribute('data-call-step', 'accepted');
  await expect(step.getByRole('status')).toHaveText(text(say.accepted, { extension }));
  await expect.poll(() => callsAtThePbx(house())).toBe(1);

  simulator.control('answer', { extension });
  await expect(step).toHaveAttribute('data-call-step', 'ringing');
  await expect(step.getByRole('status')).toHaveText(text(say.ringing, { number: '912 345 678' }));
  simulator.control('answer', { extension });
  await expect(step).toHaveAttribute('data-call-step', 'live');
  await expect(step).toContainText(text(say.live, { number: '912 345 678' }));

  const name = simulator.office.agents[0]?.name ?? '';
  const open = sheet.getByRole('button', { name: text(hangUp.of, { name }) });
  await open.click();
  const held = page.getByRole('button', { name: hangUp.hold });
  await expect(page.getByText(hangUp.irreversible)).toBeVisible();
  // A click is not enough.
  await held.click();
  await page.mouse.move(5, 5);
  expect(simulator.diary().calls[0]?.state).toBe('talking');
  await hold(held, 1_000);
  const place = sheet.locator('[data-hang-up="confirmed"]');
  await expect(place.getByRole('status')).toHaveText(new RegExp(`^${hangUp.confirmed} · 0:\\d\\d$`));
  // One end is told in one place.
  await expect(step).toHaveCount(0);
  expect(simulator.diary().calls[0]?.state).toBe('ended');
  // The place of a call that ended leads back to the person and to the call, and is gone after a while.
  await place.getByRole('button', { name: pt.actions.ended.callBack }).click();
  await expect(sheet.getByLabel(say.number)).toHaveValue(/912345678$/);
  await expect(place).toHaveCount(0, { timeout: 12_000 });
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(tile(page, extension)).toHaveAttribute('data-state', 'free');
});

test('two held presses at once are one order, and the place leads to the call', async ({ page }) => {
  const { simulator } = house();
  const extension = extensionOf(house(), 7);
  const name = simulator.office.agents[7]?.name ?? '';
  await enter(page, house(), '/wall/agents');
  simulator.control('place', { to: extension, party: '917000555' });
  simulator.control('answer', { extension });
  await expect(tile(page, extension)).toHaveAttribute('data-state', 'talking');
  const orders: string[] = [];
  page.on('request', (request) => {
    if (request.url().endsWith(`/agents/${extension}/hang-up`)) orders.push(request.method());
  });
  const sheet = await sheetOf(page, extension);
  await sheet.getByRole('button', { name: text(hangUp.of, { name }) }).click();
  const held = page.getByRole('button', { name: hangUp.hold });
  await expect(held).toBeFocused();
  // Two hands: a key and the mouse, both held long enough.
  await page.keyboard.down('F8');
  await hold(held, 1_000);
  await page.keyboard.up('F8');
  const place = sheet.locator('[data-hang-up="confirmed"]');
  await expect(place.getByRole('status')).toContainText(hangUp.confirmed);
  expect(orders).toEqual(['POST']);
  await place.getByRole('button', { name: pt.actions.ended.see }).click();
  await expect(page.getByRole('dialog').getByText(pt.actions.sheet.legs)).toBeVisible();
});

test('what is under way stays told when the sheet is closed and opened again', async ({ page }) => {
  const { simulator } = house();
  const extension = extensionOf(house(), 8);
  await enter(page, house(), '/wall/agents');
  const sheet = await sheetOf(page, extension);
  await page.keyboard.press('F2');
  await expect(sheet.getByLabel(say.number)).toBeFocused();
  await dial(page, sheet, '918000666');
  const step = sheet.locator('[data-call-step]');
  await expect(step).toHaveAttribute('data-call-step', 'accepted');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  // It goes on while nobody looks.
  simulator.control('answer', { extension });
  simulator.control('answer', { extension });
  await expect(tile(page, extension)).toHaveAttribute('data-state', 'talking');
  await sheetOf(page, extension);
  await expect(step).toHaveAttribute('data-call-step', 'live');
  await expect(step).toContainText(text(say.live, { number: '918 000 666' }));
  simulator.control('hangup', { extension });
  await expect(step).toHaveAttribute('data-call-step', 'ended');
  await expect(step.getByRole('button', { name: pt.actions.ended.see })).toBeVisible();
});

test('what may not be dialled, and what is no number, is refused with the reason and never reaches the PBX', async ({
  page,
}) => {
  const { simulator, url, apiToken } = house();
  const extension = extensionOf(house(), 1);
  // A trap that the first order to reach the PBX would spring.
  simulator.control('faults/rest', { action: 'call', kind: '500', times: 1 });
  const before = callsAtThePbx(house());
  await enter(page, house(), '/wall/agents');
  const sheet = await sheetOf(page, extension);
  const box = sheet.getByLabel(say.number);
  const reasons = pt.errors.reason;
  const cases = [
    ['760 300 300', reasons.range],
    ['+33 1 42 68 53 00', reasons.country],
    ['112', reasons.emergency],
    ['telefone', reasons.characters],
    ['9123', reasons.too_short],
  ] as const;
  for (const [number, reason] of cases) {
    await box.fill(number);
    await expect(sheet.getByRole('alert').filter({ hasText: reason }), number).toBeVisible();
    const button = sheet.getByRole('button', { name: say.label, exact: true });
    await expect(button, number).toHaveAttribute('aria-disabled', 'true');
    await expect(button, number).toHaveAccessibleDescription(reason);
    await button.click({ force: true });
    await box.press('Enter');
  }
  const order = (number: string) =>
    page.request.post(`${url}/api/v1/calls`, {
      headers: { authorization: `Bearer ${apiToken}` },
      data: { agent: extension, number },
    });
  expect((await order('telefone')).status()).toBe(422);
  expect((await order('760300300')).status()).toBe(403);
  expect(callsAtThePbx(house())).toBe(before);
  expect(simulator.restFaults.get('call')?.left).toBe(1);
  simulator.control('faults/clear');
});

test('a refusal by the PBX is shown in its own words', async ({ page, request }) => {
  const { simulator } = house();
  const extension = extensionOf(house(), 2);
  await enter(page, house(), '/wall/agents');
  const sheet = await sheetOf(page, extension);
  // Another program dialled the same a moment ago: only the PBX knows.
  const elsewhere = await request.post(simulator.url, {
    headers: { authorization: simulator.keys.globalToken },
    form: { accion: 'llamada', agente: extension, numero: '913000111' },
  });
  expect(elsewhere.ok()).toBe(true);
  const before = callsAtThePbx(house());
  await dial(page, sheet, '913000111');
  await expect(sheet.getByRole('alert')).toContainText('espere 15 segundos');
  expect(callsAtThePbx(house())).toBe(before);
});

test('an order whose answer was lost is said to be unknown, and is not repeated by us', async ({ page }) => {
  const { simulator } = house();
  const extension = extensionOf(house(), 3);
  const before = callsAtThePbx(house());
  simulator.control('faults/rest', { action: 'call', kind: 'reset', times: 1, carriedOut: true });
  await enter(page, house(), '/wall/agents');
  const sheet = await sheetOf(page, extension);
  await dial(page, sheet, '914000222');
  await expect(sheet.locator('[data-call-step="unknown"]').getByRole('status')).toHaveText(say.unknown);
  await expect(sheet.getByRole('button', { name: say.repeat })).toHaveAttribute('aria-disabled', 'true');
  expect(callsAtThePbx(house())).toBe(before + 1);
  await sheet.getByRole('button', { name: say.forget }).click();
  await expect(sheet.locator('[data-call-step]')).toHaveCount(0);
});

test('an order of which nothing is seen for 15 s is said to be unconfirmed', async ({ page }) => {
  const extension = extensionOf(house(), 4);
  await enter(page, house(), '/wall/agents');
  const sheet = await sheetOf(page, extension);
  await dial(page, sheet, '915000333');
  const step = sheet.locator('[data-call-step]');
  await expect(step).toHaveAttribute('data-call-step', 'accepted');
  // Nobody lifts the telephone.
  await expect(step).toHaveAttribute('data-call-step', 'unconfirmed', { timeout: 20_000 });
  await expect(step.getByRole('status')).toHaveText(say.unconfirmed);
  await expect(step.getByRole('button', { name: say.repeat })).toBeVisible();
});

test('calls start from a queue and from a live call too', async ({ page }) => {
  const { simulator, url } = house();
  const [own, busy] = [extensionOf(house(), 5), extensionOf(house(), 6)];
  await enter(page, house(), '/wall/calls');
  simulator.control('place', { to: busy, party: '916000444' });
  simulator.control('answer', { extension: busy });
  await page.locator('[data-testid^="call-"][data-state="talking"]').click();
  const call = page.getByRole('dialog');
  await call.getByLabel(say.from).selectOption(own);
  await call.getByRole('button', { name: new RegExp(`^${say.to.replace('{number}', '')}.*916`) }).click();
  await expect(call.locator('[data-call-step="accepted"]')).toBeVisible();
  expect(simulator.diary().calls.at(-1)).toMatchObject({ kind: 'outbound', party: '916000444' });
  simulator.control('hangup', { extension: busy });

  await page.goto(`${url}/wall`);
  await page.getByTestId('queue-200').click();
  const queue = page.getByRole('dialog');
  const before = callsAtThePbx(house());
  await queue.getByLabel(say.from).selectOption(extensionOf(house(), 9));
  await queue.getByRole('button', { name: new RegExp(`^${say.to.replace('{number}', '')}`) }).click();
  await expect(queue.locator('[data-call-step="accepted"]')).toBeVisible();
  await expect.poll(() => callsAtThePbx(house())).toBe(before + 1);
  expect(JSON.stringify(simulator.diary().calls.at(-1))).toContain('"200"');
});
