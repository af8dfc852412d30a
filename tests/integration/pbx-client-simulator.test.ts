// The client against the simulated PBX over real HTTP: every action, in both dialects, with each way to authenticate.
// The simulator takes the one dialect only, so that a name of the other would be refused.
import { afterEach, describe, expect, test } from 'vitest';
import type { Dialect } from '../../lib/pbx/names.ts';
import { systemClock } from '../../server/clock.ts';
import { createLog } from '../../server/log.ts';
import { createPbxClient, type PbxClientOptions } from '../../server/pbx/client.ts';
import type { Pbx } from '../../server/pbx/pbx.ts';
import { createSimulator, type Simulator } from '../../server/simulator/create.ts';

let simulator: Simulator;
let pbx: Pbx;
let lines: string[];
afterEach(async () => {
  await pbx.close();
  await simulator.close();
});

const ways = ['global', 'agent', 'oauth2'] as const;
const cases = (['es', 'pt'] as const).flatMap((dialect) => ways.map((auth) => [dialect, auth] as const));

async function open(dialect: Dialect, auth: PbxClientOptions['auth']) {
  simulator = await createSimulator({ agents: 6, strictness: dialect, dialPlan: 'answer', historyDays: 1 });
  const agent = simulator.office.agents[0]?.extension ?? '';
  const { keys } = simulator;
  lines = [];
  pbx = createPbxClient({
    url: simulator.url,
    auth,
    token: auth === 'agent' ? keys.agentToken(agent) : auth === 'global' ? keys.globalToken : null,
    agent,
    tokenIn: 'both',
    clientId: auth === 'oauth2' ? agent : null,
    clientSecret: auth === 'oauth2' ? keys.webPassword(agent) : null,
    tenant: auth === 'oauth2' ? keys.tenant : null,
    dialect,
    names: {},
    timezone: 'Europe/Madrid',
    clock: systemClock,
    log: createLog({ level: 'trace', secrets: [] }, { write: (line) => void lines.push(line) }),
  });
  return { agent };
}

describe.each(cases)('%s, %s', (dialect, auth) => {
  test('every question is answered and every order is carried out', async () => {
    const { agent } = await open(dialect, auth);
    expect(Object.keys((await pbx.agentsStatus()).value)).toContain(agent);
    expect(Object.keys((await pbx.queueAgentsStatus()).value)).toEqual(
      simulator.office.queues.map((queue) => queue.number),
    );
    expect(await pbx.call({ agent, number: '912345678' })).toMatchObject({ outcome: 'accepted' });
    const placed = simulator.diary().calls[0];
    expect(placed).toMatchObject({ party: '912345678' });
    expect((await pbx.callInfo('1.1')).value).toBeNull();
    expect(await pbx.hangUp({ extension: agent })).toMatchObject({ outcome: 'accepted' });
    const day = { page: 1, records: 25, from: Date.now() - 86_400_000, to: Date.now() + 86_400_000 };
    expect(Array.isArray((await pbx.cdrPage(day)).value.rows)).toBe(true);
    expect(Array.isArray((await pbx.cdrQueuePage(day)).value.rows)).toBe(true);
    const [campaign] = (await pbx.campaigns()).value;
    if (!campaign) throw new Error('the simulated office has campaigns');
    const numbers = ['912345670', '912345671'];
    expect(await pbx.campaignInsert({ campaign: campaign.id, numbers })).toMatchObject({ outcome: 'accepted' });
    expect(await pbx.campaignAppend({ campaign: campaign.id, numbers })).toMatchObject({ outcome: 'accepted' });
    const transit = { agent, number: '912345672', number2: '912345673' };
    expect(await pbx.transit(transit)).toMatchObject({ outcome: 'accepted' });
  });

  test('no secret is in a line of the log', async () => {
    await open(dialect, auth);
    await pbx.agentsStatus();
    simulator.control('faults/rest', { kind: 'html' });
    await expect(pbx.agentsStatus()).rejects.toThrow();
    expect(lines.join('\n')).not.toMatch(/sim_(global|agent|access|refresh)_|web-\d+-/);
  });
});

test.each(['es', 'pt'] as const)(
  '%s: an ended access token is renewed once for all who wait, a refused refresh starts anew',
  async (dialect) => {
    await open(dialect, 'oauth2');
    await pbx.agentsStatus();
    simulator.keys.revoke('access');
    const together = await Promise.all([pbx.agentsStatus(), pbx.queueAgentsStatus(), pbx.campaigns()]);
    expect(together).toHaveLength(3);
    simulator.keys.revoke('access');
    simulator.keys.revoke('refresh');
    expect(Object.keys((await pbx.agentsStatus()).value).length).toBeGreaterThan(0);
  },
);
