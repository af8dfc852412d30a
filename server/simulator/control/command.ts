// What commands get, and how they say no.
import type { SimClock } from '../base/clock.ts';
import type { Office } from '../base/office-shape.ts';
import type { HookBook } from '../hooks/hook-book.ts';
import type { Outbox } from '../hooks/outbox.ts';
import type { Keys } from '../plane/credentials.ts';
import type { RestSettings } from '../plane/rest.ts';
import type { RestFaults } from '../plane/rest-faults.ts';
import type { Day } from '../world/day.ts';
import type { CallEvent, World } from '../world/types.ts';

export interface ControlContext {
  readonly world: World;
  readonly clock: SimClock;
  readonly day: Day;
  readonly outbox: Outbox;
  readonly hookBook: HookBook;
  readonly restFaults: RestFaults;
  readonly settings: RestSettings;
  readonly keys: Keys;
  readonly office: Office;
  readonly events: readonly CallEvent[];
  readonly settle: () => Promise<void>;
}
export type Command = (context: ControlContext, input: unknown) => unknown;

export class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
  }
}
