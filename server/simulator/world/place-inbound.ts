// Somebody calls the office: a queue, or one extension.
import { later, openCall } from './call-life.ts';
import { abandon, enterQueue } from './queue-entry.ts';
import { reachExtension } from './reach-extension.ts';
import type { Call, World } from './types.ts';

export interface Inbound {
  /** A queue's number or an extension. */
  readonly to: string;
  readonly party: string;
  readonly ddi?: string | undefined;
  /** After this the caller gives up; null waits for ever. */
  readonly patienceMs: number | null;
  readonly auto: boolean;
  /** Take a queue as the agent it is created as: its own extension sends the hang-up. */
  readonly queueAsAgent?: boolean | undefined;
}

/** null when there is no such queue or extension. */
export function placeInbound(world: World, order: Inbound): Call | null {
  const queue = world.queues.get(order.to);
  if (!queue && !world.agents.has(order.to)) return null;
  const call = openCall(world, {
    kind: 'inbound',
    party: order.party,
    ddi: order.ddi ?? queue?.ddis[0] ?? '215002199',
    auto: order.auto,
    plan: 'manual',
  });
  if (order.patienceMs !== null && queue) later(world, call, order.patienceMs, () => abandon(world, call));
  if (queue) enterQueue(world, call, queue, order.queueAsAgent === true);
  else reachExtension(world, call, order.to);
  return call;
}
