// The operator's commands, also while the server runs: the way back in, and whether the audit trail holds. A password
// goes to the terminal, once, and nowhere else.
import { existsSync } from 'node:fs';
import { headKeyOf } from '../access/audit-chain.ts';
import { createAuditWriter } from '../access/audit-writer.ts';
import { resetPassword } from '../access/reset.ts';
import { systemClock } from '../clock.ts';
import { connect } from '../db/connect.ts';
import { withDotEnv } from '../env.ts';
import { databaseFile, fail } from './database-file.ts';
import { auditReport, knownAppSecret } from './verify-audit.ts';

const [command, user] = process.argv.slice(2);
const known = (command === 'reset' && user) || command === 'verify-audit';
if (!known) fail('Usage: npm run admin -- reset USER | verify-audit');
const file = databaseFile();
if (file !== null && !existsSync(file)) fail(`There is no database at ${file} yet: start the server once.`);
const url = file === null ? (withDotEnv(process.env, process.cwd()).DATABASE_URL ?? '') : `file:${file}`;
const connection = await connect(url);
try {
  if (command === 'reset') await reset(user ?? '');
  else await verify();
} finally {
  await connection.close();
}

async function reset(name: string) {
  const secret = knownAppSecret(file);
  if (secret === null) fail('Set APP_SECRET as the server has it: a new password must be written to the audit trail.');
  const write = createAuditWriter({
    db: connection.kysely,
    clock: systemClock,
    log: { error: (...words: unknown[]) => console.error(words.at(-1)) },
    sealKey: headKeyOf(secret),
  });
  const password = await resetPassword(connection.kysely, name, write);
  if (password === null) fail(`There is no user ${name}.`);
  console.log(
    `\n  New password of ${name}: ${password}\n  It must be changed at the next sign-in; all sessions were ended.\n`,
  );
}

async function verify() {
  const secret = knownAppSecret(file);
  if (secret === null) fail('Set APP_SECRET as the server has it: without it the seal cannot be read.');
  const { sound, text } = await auditReport(connection.kysely, secret);
  if (!sound) fail(text);
  console.log(text);
}
