// The simulated PBX of the demo: configured as an operator would, its day not yet begun, so that the first event
// already finds somebody to hear it.
import type { Office } from '../simulator/base/office-shape.ts';
import { createSimulator } from '../simulator/create.ts';

export interface DemoPbx {
  readonly url: string;
  readonly token: string;
  /** The extension that reads with the token. */
  readonly reader: string;
  readonly office: Office;
  readonly tenant: string;
  /** How the second agent of the office signs in. */
  readonly agent: { readonly extension: string; readonly password: string };
  beginDay(): void;
  close(): Promise<void>;
}

export async function startDemoPbx(options: {
  readonly port: number;
  readonly seed: number;
  readonly agents: number;
  readonly hooks: { readonly url: string; readonly token: string };
}): Promise<DemoPbx> {
  const { port, seed, agents, hooks } = options;
  if (!Number.isInteger(seed) || seed < 0) throw new Error('SIM_SEED must be a whole number.');
  if (!Number.isInteger(agents) || agents < 1 || agents > 5_000) throw new Error('SIM_AGENTS must be from 1 to 5000.');
  const simulator = await createSimulator({
    port,
    seed,
    agents,
    dialPlan: 'random',
    queuesRing: true,
    hook: { url: hooks.url, vocabulary: 'recommended', auth: { kind: 'token', token: hooks.token } },
  });
  const agent = simulator.office.agents[1] ?? simulator.office.agents[0];
  const extension = agent?.extension ?? '';
  return {
    url: simulator.url,
    token: simulator.keys.globalToken,
    reader: simulator.office.agents[0]?.extension ?? '',
    office: simulator.office,
    tenant: simulator.keys.tenant,
    agent: { extension, password: simulator.keys.webPassword(extension) },
    beginDay: () => simulator.day.start(),
    close: () => simulator.close(),
  };
}
