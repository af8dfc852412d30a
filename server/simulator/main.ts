// The simulated PBX alone, for anyone who integrates with MeetIP PRO. Reads SIM_PORT, SIM_SEED, SIM_AGENTS; prints what
// is needed to talk to it.
import * as z from 'zod';
import { createSimulator } from './create.ts';

const Environment = z.object({
  SIM_PORT: z.coerce.number().int().min(0).max(65_535).default(3100),
  SIM_SEED: z.coerce.number().int().min(0).default(1),
  SIM_AGENTS: z.coerce.number().int().min(1).max(5_000).default(40),
});
const environment = Environment.safeParse(process.env);
if (!environment.success) {
  console.error(z.prettifyError(environment.error));
  process.exit(1);
}
const { SIM_PORT: port, SIM_SEED: seed, SIM_AGENTS: agents } = environment.data;
const clock = process.argv.includes('--manual-clock') ? { clock: 'manual' as const } : {};
const lively = !process.argv.includes('--still');
const started = await createSimulator({ port, seed, agents, lively, queuesRing: lively, ...clock }).catch(
  (error: unknown) => {
    console.error(
      `The simulator cannot listen on 127.0.0.1:${port}: ${error instanceof Error ? error.message : 'unknown'}`,
    );
    process.exit(1);
  },
);
const { keys, office } = started;
const extension = office.agents[0]?.extension ?? '';
console.log(`Simulated MeetIP PRO: ${started.url}
  ${agents} agents, ${office.queues.length} queues, seed ${seed}${lively ? ', a lively day' : ''}
  global token   ${keys.globalToken}   (with agente=${extension})
  agent's token  ${keys.agentToken(extension)}   (agent ${extension})
  OAuth2         client ${extension}, secret ${keys.webPassword(extension)}, tenant ${keys.tenant}
  control plane  ${started.controlUrl}
Try it:
  curl '${started.url}?accion=estado_agentes&agente=${extension}&Authorization=${keys.globalToken}'
  curl -H 'content-type: application/json' -d '{"url":"http://127.0.0.1:3000/hooks"}' ${started.controlUrl}/hooks`);

const keepAlive = setInterval(() => {}, 60_000);
const stop = () => {
  clearInterval(keepAlive);
  void started.close().then(() => process.exit(0));
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
