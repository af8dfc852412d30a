// Who acts towards the PBX: an agent who signed in by the own extension acts with the own tokens, so that the PBX knows
// who called; everybody else through the house's account. Tokens are renewed here, and the session ends with them.
import type { AgentKeys } from './access/agent-keys.ts';
import type { Session } from './access/session.ts';
import type { Clock } from './clock.ts';
import type { Env } from './env.ts';
import { ApiError } from './http/api-error.ts';
import type { Logger } from './log.ts';
import { createPbxClient } from './pbx/client.ts';
import type { Pbx } from './pbx/pbx.ts';

export interface AgentClients {
  /** @throws 401 `unauthorized` when the agent's tokens are gone: sign in again. */
  for(session: Session): Promise<Pbx>;
  forget(sessionId: string): void;
  close(): Promise<void>;
}

export function createAgentClients(options: {
  readonly env: Pick<Env, 'pbx' | 'pbxTimezone'>;
  /** The house's own. */
  readonly pbx: Pbx;
  readonly keys: AgentKeys;
  readonly clock: Clock;
  readonly log: Logger;
}): AgentClients {
  const { env, pbx, keys, clock, log } = options;
  const clients = new Map<string, Pbx>();
  const failed = (error: unknown) => log.error({ err: error }, 'the tokens of an agent could not be kept');

  return {
    async for(session) {
      if (session.via !== 'pbx' || !env.pbx) return pbx;
      const known = clients.get(session.sessionId);
      if (known) return known;
      const tokens = await keys.find(session.sessionId);
      if (!tokens) throw new ApiError('unauthorized', 'The PBX asks you to sign in again.');
      // Two orders at once may both have come here.
      const made =
        clients.get(session.sessionId) ??
        createPbxClient({
          ...env.pbx,
          auth: 'oauth2',
          agent: session.extension,
          timezone: env.pbxTimezone,
          clock,
          log,
          held: {
            tokens,
            renewed: (fresh) => void keys.keep(session.sessionId, fresh).catch(failed),
          },
        });
      clients.set(session.sessionId, made);
      return made;
    },
    forget(sessionId) {
      const client = clients.get(sessionId);
      clients.delete(sessionId);
      client?.close().catch(failed);
    },
    async close() {
      await Promise.all([...clients.values()].map((client) => client.close()));
      clients.clear();
    },
  };
}
