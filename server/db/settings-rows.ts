// What operators entered, as rows. Lists and hours are JSON in a column and parsed when read.
import type { Kysely } from 'kysely';
import * as z from 'zod';
import type { AgentSettings, QueueSettings } from '../../lib/board/input.ts';
import type { Database } from './schema.ts';

const Ddis = z.array(z.string());
const Hours = z.record(z.string(), z.array(z.tuple([z.string(), z.string()])));

export async function readAgentSettings(db: Kysely<Database>): Promise<Record<string, AgentSettings>> {
  const rows = await db.selectFrom('agent_settings').selectAll().orderBy('extension').execute();
  return Object.fromEntries(
    rows.map((row) => [
      row.extension,
      { name: row.name, team: row.team, kind: row.kind === 'service' ? ('service' as const) : ('agent' as const) },
    ]),
  );
}

export async function readQueueSettings(db: Kysely<Database>): Promise<Record<string, QueueSettings>> {
  const rows = await db.selectFrom('queue_settings').selectAll().orderBy('number').execute();
  return Object.fromEntries(
    rows.map((row) => [
      row.number,
      {
        name: row.name,
        targetSeconds: row.target_seconds,
        shortAbandonSeconds: row.short_abandon_seconds,
        ddis: Ddis.parse(JSON.parse(row.ddis)),
        hours: row.hours === null ? null : Hours.parse(JSON.parse(row.hours)),
      },
    ]),
  );
}

/** All or none; null removes. */
export async function writeSettings(
  db: Kysely<Database>,
  agents: Readonly<Record<string, AgentSettings | null>>,
  queues: Readonly<Record<string, QueueSettings | null>>,
): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const [extension, settings] of Object.entries(agents)) {
      if (settings === null) {
        await trx.deleteFrom('agent_settings').where('extension', '=', extension).execute();
        continue;
      }
      const { name, team, kind } = settings;
      const row = { name, team, kind };
      await trx
        .insertInto('agent_settings')
        .values({ extension, ...row })
        .onConflict((conflict) => conflict.column('extension').doUpdateSet(row))
        .execute();
    }
    for (const [number, settings] of Object.entries(queues)) {
      if (settings === null) {
        await trx.deleteFrom('queue_settings').where('number', '=', number).execute();
        continue;
      }
      const row = {
        name: settings.name,
        target_seconds: settings.targetSeconds,
        short_abandon_seconds: settings.shortAbandonSeconds,
        ddis: JSON.stringify(settings.ddis),
        hours: settings.hours === null ? null : JSON.stringify(settings.hours),
      };
      await trx
        .insertInto('queue_settings')
        .values({ number, ...row })
        .onConflict((conflict) => conflict.column('number').doUpdateSet(row))
        .execute();
    }
  });
}
