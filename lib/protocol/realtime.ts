// The socket protocol: what may travel each way on /socket.io. Versions chain per room: a delta's `from`
// equals the last `to`, or the snapshot's version, sent to that room. A client in doubt asks for a snapshot.
import * as z from 'zod/mini';
import { Board, Op, Source } from './board.ts';
import type { Action } from './permissions.ts';
import type { ScreenReport } from './screen-shapes.ts';

/** Bumped when a message changes its meaning; a client with another number is told to reload. */
export const PROTOCOL = 1;

export const Handshake = z.object({
  protocol: z.number(),
  token: z.optional(z.string()),
  epoch: z.optional(z.string()),
  version: z.optional(z.number()),
});
export const Snapshot = z.object({ epoch: z.string(), version: z.number(), now: z.number(), board: Board });
export const Delta = z.object({
  epoch: z.string(),
  from: z.number(),
  to: z.number(),
  now: z.number(),
  ops: z.array(Op),
});
export const SourceMessage = z.extend(Source, { now: z.number() });
export const Ack = z.object({ version: z.number() });

export type Handshake = z.infer<typeof Handshake>;
export type Snapshot = z.infer<typeof Snapshot>;
export type Delta = z.infer<typeof Delta>;
export type SourceMessage = z.infer<typeof SourceMessage>;
export type Ack = z.infer<typeof Ack>;

export interface ServerEvents {
  'board:snapshot': (message: Snapshot) => void;
  'board:delta': (message: Delta) => void;
  'board:source': (message: SourceMessage) => void;
  /** To a screen: show your name for five seconds. */
  'screen:identify': () => void;
  /** To a screen: what you are to show was changed, ask for it. */
  'screen:changed': () => void;
}
export interface ClientEvents {
  'board:ack': (message: Ack) => void;
  'board:resync': () => void;
  'screen:report': (message: ScreenReport) => void;
}
/** What each event of a client is in the permission table. An event that is not listed here is refused. */
export const clientEvents = {
  'board:ack': 'board.read',
  'board:resync': 'board.read',
  'screen:report': 'screen.report',
} as const satisfies Readonly<Record<keyof ClientEvents, Action>>;
export type ClientEvent = keyof typeof clientEvents;

/** Reasons of a refused handshake, in `connect_error.message`. */
export const refusals = ['unauthorized', 'bad_origin', 'protocol_mismatch', 'too_many'] as const;
export type Refusal = (typeof refusals)[number];
