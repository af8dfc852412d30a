// The whole live board over HTTP. A request counts as somebody watching: the poller keeps its full pace for a minute.
import type { FastifyInstance } from 'fastify';
import { endpoints } from '../../lib/protocol/endpoints.ts';
import type { ApiServices } from './api-services.ts';
import { route } from './route.ts';

export function boardRoutes(app: FastifyInstance, services: ApiServices): void {
  const { liveBoard, clock, watched } = services;
  route(app, services, endpoints.board, async () => {
    watched();
    const { source, agents, queues, calls } = liveBoard.board();
    return { epoch: liveBoard.epoch, version: liveBoard.version(), now: clock.now(), source, agents, queues, calls };
  });
}
