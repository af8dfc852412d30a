// Keeps the secret that signs sessions and encrypts what is stored, in a file that only we can read, beside the
// embedded database. It is never part of a backup and never replaced: losing it signs everybody out.
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Returns the kept secret, or draws and keeps a new one. Throws when the directory cannot be written. */
export function keepAppSecret(databaseFile: string): string {
  const directory = dirname(databaseFile);
  const file = join(directory, 'app-secret');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const secret = randomBytes(32).toString('base64url');
  try {
    // `wx`: of two starts at once, one writes and the other reads what was written.
    writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
    return secret;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  const kept = readFileSync(file, 'utf8').trim();
  if (kept.length < 32) throw new Error(`${file} is damaged: put the former secret back, or remove it`);
  return kept;
}
