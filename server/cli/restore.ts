// Puts a backup in the place of the embedded database. Refuses while a server has it open, and keeps what was there
// beside it, so that a wrong restore can itself be undone.
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { databaseFile, fail } from './database-file.ts';
import { isSound } from './sound-database.ts';

const target = databaseFile() ?? fail('DATABASE_URL names PostgreSQL: use pg_restore.');
const source = resolve(process.argv[2] ?? fail('Name the backup: npm run restore -- FILE'));
if (!existsSync(source)) fail(`There is no file ${source}.`);
if (source === target) fail('The backup and the database are the same file.');
if (!isSound(source)) fail(`${source} is no whole wallboard database; nothing was changed.`);

mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
if (existsSync(target)) closeJournal(target);
const part = `${target}.restoring`;
const previous = process.umask(0o077);
copyFileSync(source, part);
process.umask(previous);
if (!isSound(part)) {
  rmSync(part, { force: true });
  fail('The copy did not pass its check; the disk may be ill. Nothing was changed.');
}
if (existsSync(target)) {
  const aside = `${target}.before-restore-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  renameSync(target, aside);
  console.log(`The former database is kept as ${aside}`);
}
for (const suffix of ['-wal', '-shm']) rmSync(`${target}${suffix}`, { force: true });
renameSync(part, target);
console.log(`Restored ${target}`);

/** Folds the journal into the file. SQLite grants it to the only user of a file alone: a running server prevents it. */
function closeJournal(file: string): void {
  const db = new Database(file, { timeout: 1_000 });
  try {
    db.pragma('wal_checkpoint(TRUNCATE)');
    db.pragma('journal_mode = DELETE');
  } catch {
    // SQLITE_BUSY is how it says that somebody else has it open.
    fail('The server runs on this database: stop it first.');
  } finally {
    db.close();
  }
}
