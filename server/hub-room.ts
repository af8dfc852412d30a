// One room of the hub: everybody in it sees the same view and gets the same bytes. Decides what is sent to whom and
// when: the first change at once, then one delta per window; a doubt is a snapshot. Versions chain without a gap.

import { opsBetween } from '../lib/board/ops-between.ts';
import type { Delta, Snapshot } from '../lib/protocol/realtime.ts';
import type { Clock } from './clock.ts';
import { coalesceOps, type WireOp } from './coalesce-ops.ts';
import type { HubPeer } from './hub-peer.ts';
import type { LiveBoard, Published } from './live-board.types.ts';
import { createPulse } from './pulse.ts';
import { epochOf, type View } from './view.ts';

/** Deltas and snapshots go out at most this often per room. */
export const windowMs = 25;
/** A peer in trouble that never answers still gets a whole board now and then. */
const retryMs = 10_000;

export interface RoomParts {
  readonly view: View;
  readonly liveBoard: LiveBoard;
  readonly clock: Clock;
  /** Changes since `version`, oldest first; null when they are no longer kept. */
  readonly since: (version: number) => readonly Published[] | null;
  /** Serialises once and sends the same bytes to all of them. */
  readonly send: {
    delta(peers: readonly HubPeer[], message: Delta): void;
    snapshot(peers: readonly HubPeer[], message: Snapshot): void;
  };
  readonly counted: { delta(): void; snapshot(reason: SnapshotReason, count: number): void };
}
export type SnapshotReason = 'connect' | 'resync' | 'slow';

export interface HubRoom {
  enter(peer: HubPeer, known: { readonly epoch?: string | undefined; readonly version?: number | undefined }): void;
  leave(peer: HubPeer): void;
  /** The board changed; the hub has kept the change already. */
  changed(): void;
  resync(peer: HubPeer): void;
  acked(peer: HubPeer, version: number): void;
  readonly size: () => number;
  close(): void;
}

export function createHubRoom(parts: RoomParts): HubRoom {
  const { view, liveBoard, clock } = parts;
  const epoch = epochOf(view, liveBoard.epoch);
  const peers = new Set<HubPeer>();
  const waiting = new Map<HubPeer, SnapshotReason>();
  /** The last `to` sent to this room. */
  let version = liveBoard.version();
  /** A filtered view: what the room was shown last, at `version`. */
  let shown = view.board(liveBoard.board());

  /** null = cannot be told as ops any more. */
  const missed = (from: number): WireOp[] | null => {
    if (!view.whole) {
      // What a filtered view held at an older version is not kept: only who has the room's own can follow.
      if (from < version) return null;
      return from === version ? coalesceOps(opsBetween(shown, view.board(liveBoard.board()))) : [];
    }
    const changes = from === liveBoard.version() ? [] : parts.since(from);
    return changes && coalesceOps(changes.flatMap((change) => change.ops));
  };
  const delta = (from: number, ops: WireOp[]): Delta => ({
    epoch,
    from,
    to: liveBoard.version(),
    now: clock.now(),
    ops,
  });

  const sendDelta = () => {
    if (version === liveBoard.version()) return;
    const live = [...peers].filter((peer) => peer.state === 'live');
    const ops = missed(version);
    if (!ops) {
      // More happened within one window than is kept: cannot be told as a delta any more.
      version = liveBoard.version();
      for (const peer of live) askSnapshot(peer, 'resync');
      return;
    }
    shown = view.board(liveBoard.board());
    // Nothing of it is in this view: nobody is told, and the chain goes on from the last version sent.
    if (ops.length === 0) return;
    const message = delta(version, ops);
    version = message.to;
    parts.counted.delta();
    parts.send.delta(live, message);
    for (const peer of live) {
      if (peer.isSlow()) {
        peer.state = 'behind';
        askSnapshot(peer, 'slow');
      }
    }
  };

  const sendSnapshots = () => {
    if (waiting.size === 0) return;
    deltas.flush();
    // A view may have had nothing to tell of the latest versions: the chain starts anew with the snapshot for all.
    const message: Snapshot = {
      epoch,
      version,
      now: clock.now(),
      board: view.board(liveBoard.board()),
    };
    const due = [...waiting];
    waiting.clear();
    const to = due.map(([peer]) => peer).filter((peer) => peers.has(peer));
    for (const peer of to) peer.sent.length = 0;
    parts.send.snapshot(to, message);
    for (const [peer, reason] of due) {
      if (!peers.has(peer)) continue;
      parts.counted.snapshot(reason, 1);
      peer.snapshotAt = clock.now();
      if (peer.state === 'entering') peer.state = 'live';
    }
  };

  const deltas = createPulse(clock, windowMs, sendDelta);
  const snapshots = createPulse(clock, windowMs, sendSnapshots);

  function askSnapshot(peer: HubPeer, reason: SnapshotReason) {
    if (peer.state === 'live') peer.state = 'entering';
    waiting.set(peer, reason);
    snapshots.touch();
  }

  /** Brings a peer from a version it has to the room's, then lets it follow. */
  function catchUp(peer: HubPeer, from: number, reason: SnapshotReason) {
    deltas.flush();
    const ops = missed(from);
    if (!ops) return askSnapshot(peer, reason);
    peer.state = 'live';
    // The room's version, not the board's: what the view hides after it joins the next delta.
    parts.send.delta([peer], { ...delta(from, ops), to: Math.max(from, version) });
  }

  return {
    enter(peer, known) {
      if (peers.size === 0) {
        version = liveBoard.version();
        shown = view.board(liveBoard.board());
      }
      peers.add(peer);
      if (known.epoch === epoch && known.version !== undefined && known.version <= liveBoard.version()) {
        catchUp(peer, known.version, 'connect');
      } else askSnapshot(peer, 'connect');
    },
    leave(peer) {
      peers.delete(peer);
      waiting.delete(peer);
    },
    changed() {
      // Without anybody to tell, the room just moves on.
      if (peers.size === 0) version = liveBoard.version();
      else deltas.touch();
      for (const peer of peers) {
        const quietMs = clock.now() - peer.snapshotAt;
        if (peer.state === 'behind' && quietMs > retryMs && peer.isDrained() && !waiting.has(peer)) {
          askSnapshot(peer, 'slow');
        }
      }
    },
    resync(peer) {
      askSnapshot(peer, 'resync');
    },
    acked(peer, acknowledged) {
      peer.acknowledge(acknowledged);
      if (peer.state !== 'behind' || waiting.has(peer) || peer.sent.length > 0) return;
      if (acknowledged <= liveBoard.version()) catchUp(peer, acknowledged, 'slow');
    },
    size: () => peers.size,
    close() {
      deltas.cancel();
      snapshots.cancel();
    },
  };
}
