// Promise 4: when the server restarts, no call and no counter is lost, and open browsers carry on by themselves.
import { expect, test } from '@playwright/test';
import { boardOf, enter, houseOf, pt, tile } from './house.ts';

const house = houseOf({ agents: 8 });

test('killed and started again, the server knows its calls and figures, and the open page goes on', async ({
  page,
  context,
}) => {
  const { simulator, url } = house();
  const board = () => boardOf(house());
  // One call of a queue answered and over, one going on.
  const talkTo = async (party: string) => {
    simulator.control('place', { to: '200', party });
    const ringing = () =>
      simulator
        .diary()
        .calls.find((call) => call.party === party)
        ?.legs.find((leg) => leg.state === 'ringing')?.extension ?? '';
    await expect.poll(ringing).not.toBe('');
    const extension = ringing();
    simulator.control('answer', { extension });
    return extension;
  };
  simulator.control('hangup', { extension: await talkTo('912000001') });
  const extension = await talkTo('912000002');
  await expect.poll(async () => (await board()).queues['200']?.today.answered).toBe(2);

  await enter(page, house(), '/wall/calls');
  const row = page.locator('[data-testid^="call-"][data-state="talking"]');
  await expect(row).toHaveCount(1);
  const id = (await row.getAttribute('data-testid')) ?? '';
  await expect(page.locator('[data-testid^="call-"]')).toHaveCount(2);
  const agents = await context.newPage();
  await agents.goto(`${url}/wall/agents`);
  await expect(tile(agents, extension)).toHaveAttribute('data-state', 'talking');
  for (const one of [page, agents]) await one.evaluate(() => Object.assign(window, { samePage: true }));
  const was = await board();

  await house().stop('SIGKILL');
  await expect(page.locator('.wall-banner').filter({ hasText: pt.connection.lost })).toBeVisible();
  await house().start();

  for (const one of [page, agents]) {
    await expect(one.getByTestId('freshness')).toHaveAttribute('data-level', 'live', { timeout: 30_000 });
    expect(await one.evaluate(() => 'samePage' in window)).toBe(true);
  }
  await expect(page.getByTestId(id)).toHaveAttribute('data-state', 'talking');
  const is = await board();
  expect(is.queues['200']?.today).toEqual(was.queues['200']?.today);
  const talking = Object.values(is.calls).filter((call) => call.state === 'talking');
  expect(talking).toMatchObject([
    { party: '912000002', answeredAt: Object.values(was.calls).find((call) => call.state === 'talking')?.answeredAt },
  ]);

  // What happens from here on reaches the same pages.
  simulator.control('hangup', { extension });
  await expect(page.getByTestId(id)).toHaveAttribute('data-state', 'ended');
  await expect(tile(agents, extension)).toHaveAttribute('data-state', 'free');
  simulator.control('place', { to: extension, party: '912000003' });
  await expect(tile(agents, extension)).toHaveAttribute('data-state', 'ringing');
});
