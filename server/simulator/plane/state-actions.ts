// Who is free. A queue's extension is listed too, and reads as disconnected: it is a queue, not an agent.
import { wordOf } from '../world/agent-state.ts';
import type { Action } from './action.ts';

export const agentsStatus: Action = ({ world }) => {
  const states: Record<string, string> = {};
  for (const agent of world.agents.values()) states[agent.extension] = wordOf(agent);
  for (const queue of world.queues.values()) states[queue.number] = 'Desconectada';
  return { json: states };
};

export const queueAgentsStatus: Action = ({ world }) => {
  const queues: Record<string, Record<string, string>> = {};
  for (const queue of world.queues.values()) {
    const members: Record<string, string> = {};
    for (const extension of queue.members) {
      const agent = world.agents.get(extension);
      if (agent) members[extension] = wordOf(agent);
    }
    queues[`${queue.number}_${queue.name}`] = members;
  }
  return { json: queues };
};
