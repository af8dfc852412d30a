// Appends to the input log for ever and prints each sequence number once it is acknowledged. Killed by its test;
// ends by itself after 30 s.
import { pino } from 'pino';
import { createInputLog } from '../../server/db/input-log.ts';
import { openDb } from '../../server/db/open.ts';

const db = await openDb(process.argv[2] ?? '');
const inputLog = await createInputLog({ db: db.kysely, log: pino({ level: 'silent' }) });
const until = Date.now() + 30_000;
async function one(lane: number) {
  for (let n = 0; Date.now() < until; n++) {
    const raw = { method: 'POST' as const, contentType: null, query: '', body: `${lane} ${n}` };
    const sequence = await inputLog.append({ kind: 'hook', at: Date.now(), raw }, (s) => s);
    process.stdout.write(`${sequence}\n`);
  }
}
await Promise.all([0, 1, 2, 3, 4].map(one));
