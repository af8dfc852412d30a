// What the API routes are handed: the house's services, with the accounts they sign people in to.
import type { LocalAccess } from '../access/session.ts';
import type { Services } from '../services.ts';
import type { RequestLimits } from './request-limits.ts';

export interface ApiServices extends Services {
  readonly access: LocalAccess;
  /** How often somebody may ask; without them nobody is counted. */
  readonly limits?: RequestLimits;
  /** Tests hold every answer against the table; in service it would cost time and help nobody. */
  readonly checkAnswers?: boolean;
}
