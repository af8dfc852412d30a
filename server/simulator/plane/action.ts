// What an action of the REST plane gets to work with, and what it gives back.
import type { World } from '../world/types.ts';
import type { Campaign } from './campaigns.ts';
import type { Owner } from './credentials.ts';
import type { Archive } from './find-tickets.ts';
import type { Dialect, Parameter } from './names.ts';
import type { TicketPage } from './page-faults.ts';
import type { RepeatGuard } from './repeat-guard.ts';

export interface ActionContext {
  readonly world: World;
  readonly archive: Archive;
  readonly campaigns: Map<string, Campaign>;
  readonly mayRepeat: RepeatGuard;
  /** Of the answer. */
  readonly dialect: Dialect;
  readonly owner: Owner;
  /** Who acts: `agente`, else the key's own agent. */
  readonly agent: string | null;
  /** Calls go on by themselves. */
  readonly auto: boolean;
  /** Answer the insertion of forms as the manual prints it: with unescaped quotes, no JSON at all. */
  readonly malformedForm: boolean;
  /** A page of records, spoilt as the faults will have it. */
  spoilPage(kind: 'calls' | 'queue', page: TicketPage): TicketPage;
  get(name: Parameter): string | null;
}
/** JSON of a 200; `raw` is sent as it is. */
export type ActionAnswer = { readonly json: unknown } | { readonly raw: string };
export type Action = (context: ActionContext) => ActionAnswer;

export const refused = (words: string): ActionAnswer => ({ json: { error: words } });
