// Promise 1: a call appears on the wall when it rings, and every state has a shape, a colour and a word.
import { expect, type Page, test } from '@playwright/test';
import { boardOf, enter, extensionOf, houseOf, pt, tile } from './house.ts';

const house = houseOf({ agents: 8 });

const figures = (page: Page, queue: string) => page.getByTestId(`queue-${queue}`);

test('a call to one extension rings, is answered and ends, on the tile and in the list of calls', async ({
  page,
  context,
}) => {
  const { simulator, url } = house();
  const extension = extensionOf(house(), 0);
  await enter(page, house(), '/wall/agents');
  const calls = await context.newPage();
  await calls.goto(`${url}/wall/calls`);
  await expect(calls.getByText(pt.wall.calls.none)).toBeVisible();
  const agent = tile(page, extension);
  await expect(agent).toHaveAttribute('data-state', 'free');
  const row = calls.locator('[data-testid^="call-"]');

  const shapes = new Set<string>();
  const seen = async (state: 'free' | 'ringing' | 'talking') => {
    await expect(agent).toHaveAttribute('data-state', state);
    await expect(agent).toContainText(pt.common.state[state]);
    await expect(agent).toHaveAccessibleName(new RegExp(` ${pt.common.state[state]}( |$)`));
    await expect(agent.locator('.status-mark')).toHaveAttribute('data-mark', state);
    shapes.add(await agent.locator('.status-mark').innerHTML());
  };

  await seen('free');
  simulator.control('place', { to: extension, party: '912345678' });
  await seen('ringing');
  await expect(row).toHaveAttribute('data-state', 'ringing');
  await expect(row).toContainText(pt.common.callState.ringing);
  const id = await row.getAttribute('data-testid');

  simulator.control('answer', { extension });
  await seen('talking');
  await expect(row).toHaveAttribute('data-state', 'talking');
  await expect(row).toContainText(pt.common.callState.talking);
  await expect(row.locator('.call-time')).toContainText(/\d:\d\d/);

  simulator.control('hangup', { extension });
  await seen('free');
  await expect(row).toHaveAttribute('data-state', 'ended');
  await expect(row).toContainText(pt.common.result.answered);
  expect(await row.getAttribute('data-testid')).toBe(id);
  expect(shapes.size).toBe(3);
});

test('a queue counts who waits, who was answered and who gave up', async ({ page }) => {
  const { simulator } = house();
  simulator.control('settings', { queuesRing: true });
  await enter(page, house(), '/wall');
  const row = figures(page, '200');
  const cell = (label: string) => row.locator(`[data-label="${label}"]`);

  const first = await placeIn('200', '912000001');
  await expect(cell(pt.wall.queues.waiting)).toHaveText(/ 1$/);
  await expect(cell(pt.wall.queues.oldest)).toContainText(/\d:\d\d/);
  await placeIn('200', '912000002');
  await expect(cell(pt.wall.queues.waiting)).toHaveText(/ 2$/);
  await expect(page.getByTestId('kpi-waiting')).toContainText('2');

  const ringing = await ringingFor(first);
  simulator.control('answer', { extension: ringing });
  await expect(cell(pt.wall.queues.waiting)).toHaveText(/ 1$/);
  const answered = await boardOf(house());
  expect(answered.queues['200']?.today).toMatchObject({ answered: 1 });

  simulator.control('hangup', { extension: ringing });
  await expect(cell(pt.wall.queues.abandoned)).toHaveText(/ 0$/);
  const other = simulator.diary().calls.find(({ party }) => party === '912000002');
  // Given up before the queue's short limit: offered, but not counted as abandoned.
  simulator.control('hangup', { id: other?.id });
  await expect(cell(pt.wall.queues.waiting)).toHaveText(/ 0$/);
  await expect.poll(async () => (await boardOf(house())).queues['200']?.today.offered).toBe(2);
  const { answered: took, abandoned, shortAbandoned, offered } = (await boardOf(house())).queues['200']?.today ?? {};
  expect({ took, gaveUp: (abandoned ?? 0) + (shortAbandoned ?? 0), offered }).toEqual({
    took: 1,
    gaveUp: 1,
    offered: 2,
  });
});

test('a blind transfer moves the call to the other tile', async ({ page }) => {
  const { simulator } = house();
  const [from, to] = [extensionOf(house(), 1), extensionOf(house(), 2)];
  await enter(page, house(), '/wall/agents');
  await expect(tile(page, from)).toHaveAttribute('data-state', 'free');
  simulator.control('place', { to: from, party: '913333333' });
  simulator.control('answer', { extension: from });
  await expect(tile(page, from)).toHaveAttribute('data-state', 'talking');
  simulator.control('transfer', { extension: from, to, kind: 'blind' });
  await expect(tile(page, to)).toHaveAttribute('data-state', 'ringing');
  await expect(tile(page, from)).toHaveAttribute('data-state', 'free');
  simulator.control('answer', { extension: to });
  await expect(tile(page, to)).toHaveAttribute('data-state', 'talking');
  simulator.control('hangup', { extension: to });
  await expect(tile(page, to)).toHaveAttribute('data-state', 'free');
});

async function placeIn(queue: string, party: string): Promise<string> {
  house().simulator.control('place', { to: queue, party });
  return party;
}

/** The extension at which this caller rings. */
async function ringingFor(party: string): Promise<string> {
  const find = () =>
    house()
      .simulator.diary()
      .calls.find((call) => call.party === party)
      ?.legs.find((leg) => leg.state === 'ringing')?.extension ?? '';
  await expect.poll(find).not.toBe('');
  return find();
}
