// The operator's way back in, also while the server runs. The password goes to the terminal, once, and nowhere else.
import { existsSync } from 'node:fs';
import { resetPassword } from '../access/reset.ts';
import { connect } from '../db/connect.ts';
import { withDotEnv } from '../env.ts';
import { databaseFile, fail } from './database-file.ts';

const [command, user] = process.argv.slice(2);
if (command !== 'reset' || !user) fail('Usage: npm run admin -- reset USER');
const file = databaseFile();
if (file !== null && !existsSync(file)) fail(`There is no database at ${file} yet: start the server once.`);
const url = file === null ? (withDotEnv(process.env, process.cwd()).DATABASE_URL ?? '') : `file:${file}`;
const connection = await connect(url);
try {
  const password = await resetPassword(connection.kysely, user);
  if (password === null) fail(`There is no user ${user}.`);
  console.log(
    `\n  New password of ${user}: ${password}\n  It must be changed at the next sign-in; all sessions were ended.\n`,
  );
} finally {
  await connection.close();
}
