// The figures of /metrics, in Prometheus' text form. Names are part of the outer contract and start with `wallboard_`.
// Decides what is counted; labels come from closed lists only, so that nobody outside can grow a series.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Access } from '../access/session.ts';

const delayResolutionMs = 10;

export function createMetrics() {
  let delay: ReturnType<typeof startedDelay> | null = null;
  const registry = new Registry();
  const registers = [registry];
  const seconds = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
  return {
    registry,
    hooksAccepted: new Counter({
      name: 'wallboard_hook_events_accepted_total',
      help: 'Webhooks stored and understood.',
      registers,
    }),
    deadLetters: new Counter({
      name: 'wallboard_hook_dead_letters_total',
      help: 'Webhooks stored but not understood, by reason.',
      labelNames: ['reason'],
      registers,
    }),
    hookAnswerSeconds: new Histogram({
      name: 'wallboard_hook_answer_seconds',
      help: 'From the first byte of a webhook to its answer.',
      buckets: seconds,
      registers,
    }),
    pbxPollSeconds: new Histogram({
      name: 'wallboard_pbx_poll_seconds',
      help: 'Duration of a state poll of the PBX, by outcome.',
      labelNames: ['outcome'],
      buckets: seconds,
      registers,
    }),
    inputsSkipped: new Counter({
      name: 'wallboard_log_entries_skipped_total',
      help: 'Entries of the input log that could not be applied and were skipped.',
      registers,
    }),
    boardVersion: new Gauge({ name: 'wallboard_board_version', help: 'Version of the board since start.', registers }),
    sockets: new Gauge({ name: 'wallboard_sockets', help: 'Open browser sockets.', registers }),
    snapshotsSent: new Counter({
      name: 'wallboard_snapshots_sent_total',
      help: 'Whole boards sent to sockets, by reason.',
      labelNames: ['reason'],
      registers,
    }),
    socketEvents: new Counter({
      name: 'wallboard_socket_events_total',
      help: 'What sockets said to us, by event of the table and whether it was accepted.',
      labelNames: ['event', 'outcome'],
      registers,
    }),
    deltasSent: new Counter({
      name: 'wallboard_deltas_total',
      help: 'Deltas made, one per room and version.',
      registers,
    }),
    eventLoopLagSeconds: new Gauge({
      name: 'wallboard_event_loop_lag_seconds',
      help: 'p99 delay of the event loop since the last reading.',
      registers,
      collect() {
        delay ??= startedDelay();
        // The histogram counts from one timer to the next; what is above its own resolution is delay.
        const p99Ms = delay.percentile(99) / 1e6 - delayResolutionMs;
        this.set(Math.max(0, Number.isFinite(p99Ms) ? p99Ms : 0) / 1000);
        delay.reset();
      },
    }),
    residentBytes: new Gauge({
      name: 'wallboard_resident_memory_bytes',
      help: 'Resident memory of the process.',
      registers,
      collect() {
        this.set(process.memoryUsage.rss());
      },
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;

function startedDelay() {
  const histogram = monitorEventLoopDelay({ resolution: delayResolutionMs });
  histogram.enable();
  return histogram;
}

const forwarding = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via'];
const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** Straight from this machine: a proxy on it would have said for whom it asks. */
export function isLocal(request: FastifyRequest): boolean {
  const peer = request.raw.socket.remoteAddress ?? '';
  return loopback.has(peer) && !forwarding.some((name) => request.headers[name] !== undefined);
}

export function metricsRoutes(
  app: FastifyInstance,
  parts: { readonly metrics: Metrics; readonly access: Access },
): void {
  app.get('/metrics', async (request, reply) => {
    if (!isLocal(request)) {
      const session = await parts.access.session(request.headers);
      if (!session || session.mustChangePassword) {
        return reply
          .status(401)
          .header('cache-control', 'no-store')
          .send({ error: { code: 'unauthorized', message: 'Send a token, or ask from this machine itself.' } });
      }
    }
    const text = await parts.metrics.registry.metrics();
    return reply
      .header('content-type', parts.metrics.registry.contentType)
      .header('cache-control', 'no-store')
      .send(text);
  });
}
