// What the API routes are handed: the house's services, with the accounts they sign people in to.
import type { LocalAccess } from '../access/session.ts';
import type { Services } from '../services.ts';

export interface ApiServices extends Services {
  readonly access: LocalAccess;
  /** Tests hold every answer against the table; in service it would cost time and help nobody. */
  readonly checkAnswers?: boolean;
}
