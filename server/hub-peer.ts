// One socket as its room sees it: what was sent, what it said it has, and whether it keeps up.
// A slow screen is invisible in byte counters for minutes, as the network swallows a lot: its own acks tell first.

export interface HubPeer {
  readonly id: string;
  /** `entering` waits for a snapshot, `live` gets deltas, `behind` gets none until it has acknowledged a snapshot. */
  state: 'entering' | 'live' | 'behind';
  /** Messages sent and not acknowledged, oldest first. */
  readonly sent: { to: number; bytes: number }[];
  snapshotAt: number;
  acknowledge(version: number): void;
  isSlow(): boolean;
  /** Nothing waits in this process to be written to it. */
  isDrained(): boolean;
}

/** 2.5 s of deltas at full rate. */
const slowCount = 100;
const slowBytes = 1024 * 1024;

/** `bufferedBytes`: what the transport has not taken yet. */
export function createHubPeer(id: string, bufferedBytes: () => number): HubPeer {
  let everAcked = false;
  const sent: { to: number; bytes: number }[] = [];
  return {
    id,
    state: 'entering',
    sent,
    snapshotAt: 0,
    acknowledge(version) {
      everAcked = true;
      while (sent[0] && sent[0].to <= version) sent.shift();
    },
    isSlow() {
      if (bufferedBytes() > slowBytes) return true;
      if (!everAcked) {
        // A program that never acknowledges is judged by its buffer alone.
        if (sent.length > slowCount) sent.shift();
        return false;
      }
      if (sent.length > slowCount) return true;
      let bytes = 0;
      for (const message of sent) bytes += message.bytes;
      // One big message alone is no sign of slowness.
      return sent.length > 1 && bytes > slowBytes;
    },
    isDrained: () => bufferedBytes() === 0,
  };
}
