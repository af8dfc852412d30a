// The tokens of agents who signed in by their extension: sealed, bound to the session and to the PBX they came from.
// They leave this room only towards that PBX; with the session they go.
import * as z from 'zod';
import type { AgentTokens } from '../pbx/agent-tokens.ts';
import { createSeal } from './seal.ts';
import type { AccessDb } from './tables.ts';

export interface AgentKeys {
  keep(sessionId: string, tokens: AgentTokens): Promise<void>;
  /** null = none, or not of this PBX or APP_SECRET: then they are dropped. */
  find(sessionId: string): Promise<AgentTokens | null>;
  drop(sessionId: string): Promise<void>;
}

const Stored = z.object({ access: z.string(), refresh: z.nullable(z.string()), validUntil: z.number() });

export function createAgentKeys(options: {
  readonly db: AccessDb;
  readonly appSecret: string;
  /** PBX_URL; null without a PBX. */
  readonly pbxUrl: string | null;
}): AgentKeys {
  const { db, pbxUrl } = options;
  const seal = createSeal(options.appSecret, 'tokens of agents, 1');
  const about = (sessionId: string) => `${sessionId} ${pbxUrl ?? ''}`;
  const drop = async (sessionId: string) => {
    await db.deleteFrom('wall_agent_key').where('session_id', '=', sessionId).execute();
  };
  return {
    async keep(sessionId, tokens) {
      const sealed = seal.close(JSON.stringify(tokens), about(sessionId));
      await db
        .insertInto('wall_agent_key')
        .values({ session_id: sessionId, sealed })
        .onConflict((conflict) => conflict.column('session_id').doUpdateSet({ sealed }))
        .execute();
    },
    async find(sessionId) {
      const row = await db
        .selectFrom('wall_agent_key')
        .select('sealed')
        .where('session_id', '=', sessionId)
        .executeTakeFirst();
      if (!row) return null;
      const text = seal.open(row.sealed, about(sessionId));
      const stored = text === null ? null : Stored.safeParse(JSON.parse(text));
      if (stored?.success) return stored.data;
      await drop(sessionId);
      return null;
    },
    drop,
  };
}
