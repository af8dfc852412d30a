// From the simulated PBX's sender to the board, through the real door: each way a sender proves itself, each way a body
// travels.
import { afterEach, expect, test } from 'vitest';
import { createSimulator, type Simulator } from '../../server/simulator/create.ts';
import { pbxVariables } from '../support/simulated-house.ts';
import { tokens, type WholeApp, wholeApp } from '../support/whole-app.ts';

let simulator: Simulator;
let app: WholeApp;
afterEach(async () => {
  await app.close();
  await simulator.close();
});

const senders = [
  ['token', { kind: 'token', token: tokens.hook }],
  ['Basic', { kind: 'basic', user: 'pbx', password: 'made-up-basic-password' }],
  ['NTLM', { kind: 'ntlm', user: 'pbx', password: 'made-up-ntlm-password', domain: 'OFFICE' }],
] as const;
const bodies = [
  ['POST', 'json'],
  ['PUT', 'urlencoded'],
  ['GET', 'query'],
] as const;

test.each(senders.flatMap(([name, auth]) => bodies.map(([method, format]) => [name, method, format, auth] as const)))(
  '%s, %s, %s: a call that is placed there rings, talks and ends here',
  async (_name, method, format, auth) => {
    simulator = await createSimulator({ agents: 4, dialPlan: 'manual' });
    app = await wholeApp({
      variables: {
        ...pbxVariables(simulator),
        HOOK_BASIC: 'pbx:made-up-basic-password',
        HOOK_NTLM: 'OFFICE\\pbx:made-up-ntlm-password',
      },
    });
    const hook = { url: `${app.url}/hooks`, method, format, vocabulary: 'recommended', auth };
    await simulator.control('hooks', hook);
    const extension = simulator.office.agents[1]?.extension ?? '';
    const board = () => app.app.services.liveBoard.board();
    const until = async (holds: () => boolean) => {
      while (!holds()) await new Promise((wake) => setTimeout(wake, 10));
    };
    await until(() => board().agents[extension] !== undefined);
    await simulator.control('place', { to: extension, party: '912345678' });
    const call = () => Object.values(board().calls)[0];
    await until(() => call()?.state === 'ringing');
    expect(call()).toMatchObject({ party: '912345678', direction: 'in' });
    await simulator.control('answer', { extension });
    await until(() => call()?.state === 'talking');
    await simulator.control('hangup', { extension });
    await until(() => call()?.state === 'ended');
    expect(call()?.result).toBe('answered');
  },
);
