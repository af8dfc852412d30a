// The whole server in this process with a simulated PBX that can tell which calls truly reached it. Limits as high as
// the settings go, so that a test of numbers or keys is not one of limits.
import { createSimulator, type Simulator } from '../../server/simulator/create.ts';
import { tokens, type WholeApp, wholeApp } from './whole-app.ts';

export interface SimulatedHouse {
  readonly app: WholeApp;
  readonly simulator: Simulator;
  ask(method: 'POST' | 'PUT' | 'GET', path: string, body?: object, headers?: Record<string, string>): Promise<Response>;
  /** What was dialled at the PBX, in order. */
  dialled(): string[];
  close(): Promise<void>;
}

export const openLimits = { perMinute: 60, perHour: 1_000, perDay: 5_000, housePerMinute: 1_000 };

export const pbxVariables = (simulator: Simulator): Record<string, string> => ({
  PBX_URL: simulator.url,
  PBX_TOKEN: simulator.keys.globalToken,
  PBX_AGENT: simulator.office.agents[0]?.extension ?? '',
});

export async function simulatedHouse(agents: number): Promise<SimulatedHouse> {
  const simulator = await createSimulator({ agents, dialPlan: 'answer' });
  const app = await wholeApp({ variables: pbxVariables(simulator) });
  const ask: SimulatedHouse['ask'] = (method, path, body, headers = {}) =>
    fetch(`${app.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${tokens.api}`, 'content-type': 'application/json', ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  while (Object.keys(app.app.services.liveBoard.board().agents).length === 0) {
    await new Promise((wake) => setTimeout(wake, 20));
  }
  await ask('PUT', '/api/v1/settings/dialling', openLimits);
  return {
    app,
    simulator,
    ask,
    dialled: () => simulator.diary().calls.map((call) => call.party ?? ''),
    async close() {
      await app.close();
      await simulator.close();
    },
  };
}
