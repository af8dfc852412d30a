// The figures of /metrics, in Prometheus' text form. Names are part of the outer contract and start with `wallboard_`.
// Decides what is counted; labels come from closed lists only, so that nobody outside can grow a series.
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

export function createMetrics() {
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
    deltasSent: new Counter({
      name: 'wallboard_deltas_total',
      help: 'Deltas made, one per room and version.',
      registers,
    }),
    eventLoopLagSeconds: new Gauge({
      name: 'wallboard_event_loop_lag_seconds',
      help: 'p99 delay of the event loop since the last reading.',
      registers,
    }),
    residentBytes: new Gauge({
      name: 'wallboard_resident_memory_bytes',
      help: 'Resident memory of the process.',
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
