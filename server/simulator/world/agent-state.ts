// What a poll sees of an extension. Ringing is not seen: the phone is free until it is lifted.
import type { Agent, StateWord, World } from './types.ts';

const rememberedChanges = 200_000;

export function wordOf(agent: Agent): StateWord {
  if (!agent.registered) return 'Desconectada';
  if (agent.occupied) return 'Ocupada';
  for (const leg of agent.legs) if (leg.state === 'talking' || isLifted(leg)) return 'Ocupada';
  return 'Libre';
}

/** Dialling out with the receiver in the hand. A service extension has no hand. */
const isLifted = (leg: { state: string; direction: string }) => leg.direction === 'out' && leg.state === 'ringing';

export const isIdle = (agent: Agent) => agent.registered && !agent.occupied && agent.legs.size === 0;

/** Writes the diary, and lets waiting callers know. */
export function noteState(world: World, extension: string): void {
  const agent = world.agents.get(extension);
  if (!agent) return;
  const word = wordOf(agent);
  if (word !== agent.word) {
    agent.word = word;
    world.states.push({ at: world.clock.now(), extension, word });
    if (world.states.length > rememberedChanges) {
      world.forgotten += world.states.splice(0, rememberedChanges / 4).length;
    }
  }
  if (isIdle(agent)) world.freed(extension);
}

export function setRegistered(world: World, agent: Agent, registered: boolean): void {
  agent.registered = registered;
  noteState(world, agent.extension);
}

export function setOccupied(world: World, agent: Agent, occupied: boolean): void {
  agent.occupied = occupied;
  noteState(world, agent.extension);
}
