// What HTTP routes are handed: the parts of the house, made once by the composition root (app.ts).

import type { Kysely } from 'kysely';
import type { Logger } from 'pino';
import type { Audit } from './access/audit.ts';
import type { LocalAccess } from './access/session.ts';
import type { AgentClients } from './agent-clients.ts';
import type { Clock } from './clock.ts';
import type { InputLog } from './db/input-log.types.ts';
import type { Database } from './db/schema.ts';
import type { Env } from './env.ts';
import type { Metrics } from './http/metrics.ts';
import type { LiveBoard } from './live-board.types.ts';
import type { Pbx } from './pbx/pbx.ts';
import type { Privacy } from './privacy/privacy.ts';
import type { Records } from './records/create.ts';
import type { RetentionSetting } from './retention.ts';
import type { Settings } from './settings.types.ts';

export interface Services {
  readonly env: Env;
  readonly clock: Clock;
  readonly log: Logger;
  readonly db: Kysely<Database>;
  readonly inputLog: InputLog;
  readonly liveBoard: LiveBoard;
  readonly pbx: Pbx;
  /** Who acts towards the PBX for a session. */
  readonly agentClients: AgentClients;
  readonly access: LocalAccess;
  readonly audit: Audit;
  readonly settings: Settings;
  readonly privacy: Privacy;
  readonly retention: RetentionSetting;
  readonly records: Records;
  readonly metrics: Metrics;
  /** A board request counts as somebody watching, for 60 s: polls then run at their full pace. */
  readonly watched: () => void;
}
