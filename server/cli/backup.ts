// Copies the embedded database while it may be in use. The copy appears under its name only when it is whole and was
// checked; an existing file is never overwritten.
import { existsSync, linkSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import Database from 'better-sqlite3';
import { databaseFile, fail } from './database-file.ts';
import { isSound } from './sound-database.ts';

const source = databaseFile() ?? fail('DATABASE_URL names PostgreSQL: use pg_dump.');
if (!existsSync(source)) fail(`There is no database at ${source} yet.`);

const stamp = new Date().toISOString().replace(/[:.]/g, '-');
const target = resolve(process.argv[2] ?? join(dirname(source), 'backups', `wallboard-${stamp}.db`));
if (existsSync(target)) fail(`${target} exists; name another file.`);
mkdirSync(dirname(target), { recursive: true, mode: 0o700 });

const part = `${target}.part`;
rmSync(part, { force: true });
const previous = process.umask(0o077);
const db = new Database(source, { fileMustExist: true, timeout: 10_000 });
try {
  // One read transaction: the writer goes on meanwhile. The copy has no journal beside it.
  db.prepare('vacuum into ?').run(part);
  if (!isSound(part)) fail('The copy did not pass its check; the disk may be ill. Nothing was kept.');
  // Unlike a rename, a link never replaces what somebody put there meanwhile.
  linkSync(part, target);
} finally {
  db.close();
  rmSync(part, { force: true });
  process.umask(previous);
}
console.log(target);
