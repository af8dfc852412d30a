// A switchboard that is ill, on command: per action, or whatever is asked.
import type { ServerResponse } from 'node:http';
import type { SimClock } from '../base/clock.ts';
import type { ActionName } from './names.ts';

export type RestFault =
  | { readonly kind: '500' | '401' | 'hang' | 'empty' | 'html' | 'truncated' | 'reset' }
  | { readonly kind: 'slow'; readonly ms: number };
export interface StandingFault {
  readonly fault: RestFault;
  /** How many more requests it spoils; null = until cleared. */
  left: number | null;
  /** The order is carried out nevertheless, only its answer is spoilt. */
  readonly carriedOut: boolean;
}
/** By action, `token` for the token endpoint, `all` for whatever has none of its own. */
export type RestFaults = Map<ActionName | 'token' | 'all', StandingFault>;

export function takeFault(faults: RestFaults, name: ActionName | 'token'): StandingFault | null {
  const key = faults.has(name) ? name : 'all';
  const standing = faults.get(key);
  if (!standing) return null;
  if (standing.left !== null && --standing.left <= 0) faults.delete(key);
  return standing;
}

/** Answers in the spoilt way. A slow answer is the true one, later. */
export function spoil(response: ServerResponse, fault: RestFault, clock: SimClock, body: string): void {
  const json = (status: number, text: string) => {
    response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
    response.end(text);
  };
  switch (fault.kind) {
    case '500':
      json(500, '');
      return;
    case '401':
      json(401, 'No está autorizado');
      return;
    case 'empty':
      json(200, '');
      return;
    case 'truncated':
      json(200, body.slice(0, Math.floor(body.length / 2)));
      return;
    case 'html':
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
      response.end('<html><body><h1>Mantenimiento</h1></body></html>');
      return;
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'slow':
      clock.after(fault.ms, () => json(200, body));
      return;
    case 'hang': // Never answers: whoever asked must give up by himself.
  }
}
