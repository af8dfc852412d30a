// Paired screens: which there are, what each was given to show, and who shows a screen's token. A screen is no person:
// it has one board, no action, and does not expire; it ends when somebody revokes it.
import { randomBytes, randomUUID } from 'node:crypto';
import { ScreenReport, ScreenSettings } from '../../lib/protocol/screen-shapes.ts';
import type { Clock } from '../clock.ts';
import type { Logger } from '../log.ts';
import type { Pairing } from './pairing.ts';
import type { Session } from './session.ts';
import type { AccessDb, AccessTables } from './tables.ts';
import { readScope, writeScope } from './users.ts';

export interface PairedScreen extends ScreenSettings {
  readonly id: string;
  /** Unix ms. */
  readonly createdAt: number;
  readonly pairedBy: string;
  readonly connected: boolean;
  /** When it last said anything; exact while it is connected. null = never came. */
  readonly seenAt: number | null;
  readonly report: ScreenReport | null;
}
/** What is said to a screen that is connected. */
export type ScreenWord = 'identify' | 'changed';

export interface Screens {
  readonly pairing: Pairing;
  /** Those this caller may manage: with a scope, the ones it paired. */
  list(by: Session): Promise<PairedScreen[]>;
  find(id: string, by: Session): Promise<PairedScreen | null>;
  /** null = nobody shows this code any more. */
  pair(code: string, settings: ScreenSettings, by: Session): Promise<PairedScreen | null>;
  change(id: string, settings: ScreenSettings): Promise<void>;
  /** false = there is none. Its sockets are closed at once. */
  revoke(id: string): Promise<boolean>;
  /** Draws the screen's token, the only one that counts from now on; null = revoked meanwhile. */
  drawToken(id: string): Promise<{ readonly token: string; readonly name: string } | null>;
  /** Who shows this token; null = a stranger. */
  session(token: string): Promise<Session | null>;
  /** Of these session ids, those whose screen is gone. */
  gone(sessionIds: readonly string[]): Promise<string[]>;
  /** Its socket opened or closed. */
  came(id: string): void;
  left(id: string): void;
  reported(id: string, report: ScreenReport): void;
  /** false = it is not connected. */
  tell(id: string, word: ScreenWord): boolean;
  onTold(listener: (sessionId: string, word: ScreenWord) => void): () => void;
}

export const screenSessionPrefix = 'screen:';
const sessionIdOf = (id: string) => `${screenSessionPrefix}${id}`;
/** What a screen says of itself reaches the disk at most this often. */
const keepEveryMs = 60_000;

interface Presence {
  sockets: number;
  seenAt: number;
  keptAt: number;
  report: ScreenReport | null;
}

export function createScreens(options: {
  readonly db: AccessDb;
  readonly clock: Clock;
  readonly log: Pick<Logger, 'error'>;
  readonly pairing: Pairing;
  readonly hashToken: (token: string) => string;
  /** Told a session id whose screen was revoked. */
  readonly ended: (sessionId: string) => void;
  /** Told a session id that sees something else from now on. */
  readonly rightsChanged: (sessionId: string) => void;
}): Screens {
  const { db, clock, log, pairing, hashToken } = options;
  const present = new Map<string, Presence>();
  const listeners = new Set<(sessionId: string, word: ScreenWord) => void>();

  const paired = (row: AccessTables['wall_screen']): PairedScreen => {
    const presence = present.get(row.id);
    const stored = row.report === null ? null : ScreenReport.safeParse(JSON.parse(row.report));
    return {
      id: row.id,
      ...ScreenSettings.parse(JSON.parse(row.settings)),
      createdAt: Number(row.created_at),
      pairedBy: row.paired_by_name,
      connected: (presence?.sockets ?? 0) > 0,
      seenAt: presence?.seenAt ?? (row.seen_at === null ? null : Number(row.seen_at)),
      report: presence?.report ?? (stored?.success ? stored.data : null),
    };
  };
  const mayManage = (row: AccessTables['wall_screen'], by: Session) => by.scope === null || row.paired_by === by.key;
  const rowOf = (id: string) => db.selectFrom('wall_screen').selectAll().where('id', '=', id).executeTakeFirst();

  function keep(id: string, presence: Presence): void {
    presence.keptAt = clock.now();
    const report = presence.report === null ? {} : { report: JSON.stringify(presence.report) };
    db.updateTable('wall_screen')
      .set({ seen_at: presence.seenAt, ...report })
      .where('id', '=', id)
      .execute()
      .catch((error: unknown) => log.error({ err: error }, 'what a screen said could not be kept'));
  }
  function heard(id: string, change: (presence: Presence) => void): void {
    const presence = present.get(id) ?? { sockets: 0, seenAt: 0, keptAt: 0, report: null };
    present.set(id, presence);
    change(presence);
    presence.seenAt = clock.now();
    if (presence.sockets === 0 || clock.now() - presence.keptAt >= keepEveryMs) keep(id, presence);
    if (presence.sockets === 0) present.delete(id);
  }

  function tell(id: string, word: ScreenWord): boolean {
    if ((present.get(id)?.sockets ?? 0) === 0) return false;
    for (const listener of listeners) listener(sessionIdOf(id), word);
    return true;
  }

  return {
    pairing,
    async list(by) {
      const rows = await db.selectFrom('wall_screen').selectAll().execute();
      return rows
        .filter((row) => mayManage(row, by))
        .map(paired)
        .sort((a, b) => a.name.localeCompare(b.name) || a.createdAt - b.createdAt);
    },
    async find(id, by) {
      const row = await rowOf(id);
      return row && mayManage(row, by) ? paired(row) : null;
    },
    async pair(code, settings, by) {
      const row = {
        id: randomUUID(),
        token_hash: null,
        settings: JSON.stringify(settings),
        scope: writeScope(by.scope),
        paired_by: by.key,
        paired_by_name: by.name,
        created_at: clock.now(),
        seen_at: null,
        report: null,
      };
      // The row first: a screen is never told of a pairing that is not kept.
      await db.insertInto('wall_screen').values(row).execute();
      if (pairing.approve(code, row.id)) return paired(row);
      await db.deleteFrom('wall_screen').where('id', '=', row.id).execute();
      return null;
    },
    async change(id, settings) {
      const before = await rowOf(id);
      await db
        .updateTable('wall_screen')
        .set({ settings: JSON.stringify(settings) })
        .where('id', '=', id)
        .execute();
      const queueBefore = before && queueOf(ScreenSettings.parse(JSON.parse(before.settings)));
      // Another board is another view: its sockets come back for it.
      if (queueBefore !== queueOf(settings)) options.rightsChanged(sessionIdOf(id));
      else tell(id, 'changed');
    },
    async revoke(id) {
      const row = await db.deleteFrom('wall_screen').where('id', '=', id).returning('id').executeTakeFirst();
      if (row) options.ended(sessionIdOf(id));
      present.delete(id);
      return row !== undefined;
    },
    async drawToken(id) {
      const token = randomBytes(32).toString('base64url');
      const row = await db
        .updateTable('wall_screen')
        .set({ token_hash: hashToken(token) })
        .where('id', '=', id)
        .returning('settings')
        .executeTakeFirst();
      return row ? { token, name: ScreenSettings.parse(JSON.parse(row.settings)).name } : null;
    },
    async session(token) {
      const row = await db
        .selectFrom('wall_screen')
        .selectAll()
        .where('token_hash', '=', hashToken(token))
        .executeTakeFirst();
      if (!row) return null;
      const settings = ScreenSettings.parse(JSON.parse(row.settings));
      return {
        key: sessionIdOf(row.id),
        name: settings.name,
        role: 'display',
        extension: null,
        scope: null,
        screen: { id: row.id, name: settings.name, queue: queueOf(settings), scope: readScope(row.scope) },
        via: 'screen',
        sessionId: sessionIdOf(row.id),
        mustChangePassword: false,
        numbers: 'own_queues',
      };
    },
    async gone(sessionIds) {
      if (sessionIds.length === 0) return [];
      const rows = await db.selectFrom('wall_screen').select('id').execute();
      const alive = new Set(rows.map(({ id }) => sessionIdOf(id)));
      return sessionIds.filter((id) => !alive.has(id));
    },
    came(id) {
      heard(id, (presence) => {
        presence.sockets += 1;
      });
    },
    left(id) {
      // Revoked: nothing of it is kept any more.
      if (!present.has(id)) return;
      heard(id, (presence) => {
        presence.sockets = Math.max(0, presence.sockets - 1);
      });
    },
    reported(id, report) {
      if (!present.has(id)) return;
      heard(id, (presence) => {
        presence.report = report;
      });
    },
    tell,
    onTold(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** The one queue all its pages are about; null = more than one queue's board, so the whole house. */
function queueOf({ pages }: ScreenSettings): string | null {
  const queues = new Set(pages.map(({ path }) => /^\/wall\/queues\/([0-9]+)$/.exec(path)?.[1] ?? null));
  const [only = null] = queues;
  return queues.size === 1 ? only : null;
}
