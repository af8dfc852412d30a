// The whole live board over HTTP. A request counts as somebody watching: the poller keeps its full pace for a minute.
import type { FastifyInstance } from 'fastify';
import { endpoints } from '../../lib/protocol/endpoints.ts';
import { epochOf, viewOf } from '../view.ts';
import { ApiError } from './api-error.ts';
import type { ApiServices } from './api-services.ts';
import { route } from './route.ts';

export function boardRoutes(app: FastifyInstance, services: ApiServices): void {
  const { liveBoard, clock, watched } = services;
  route(app, services, endpoints.board, async ({ session }) => {
    const view = viewOf(session);
    if (!view)
      throw new ApiError('not_permitted', 'This account was given no board: it needs an extension or a scope.');
    watched();
    const { source, agents, queues, calls } = view.board(liveBoard.board());
    return {
      epoch: epochOf(view, liveBoard.epoch),
      version: liveBoard.version(),
      now: clock.now(),
      source,
      agents,
      queues,
      calls,
    };
  });
}
