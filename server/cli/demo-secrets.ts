// The demo's own sign-ins and keys: drawn once and kept in its data directory, so that a second start knows the first.
// Asking for another administrator starts the demo's data afresh: the former account would still be in it.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

const Secrets = z.object({
  adminUser: z.string(),
  adminPassword: z.string(),
  apiToken: z.string(),
  hookToken: z.string(),
});
export type DemoSecrets = z.infer<typeof Secrets>;

const drawn = () => randomBytes(18).toString('base64url');

export function demoSecrets(directory: string, asked: Readonly<Record<string, string | undefined>>): DemoSecrets {
  const file = join(directory, 'demo-secrets.json');
  const kept = existsSync(file) ? Secrets.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data : undefined;
  const same =
    kept !== undefined &&
    (asked.ADMIN_USER || kept.adminUser) === kept.adminUser &&
    (asked.ADMIN_PASSWORD || kept.adminPassword) === kept.adminPassword;
  if (kept && !same) console.log('Another administrator was asked for: the demo starts afresh.');
  if (!same) rmSync(directory, { recursive: true, force: true });
  const secrets: DemoSecrets = {
    adminUser: asked.ADMIN_USER || (same && kept.adminUser) || 'admin',
    adminPassword: asked.ADMIN_PASSWORD || (same && kept.adminPassword) || drawn(),
    apiToken: asked.API_TOKEN || (same && kept.apiToken) || drawn(),
    hookToken: (same && kept.hookToken) || drawn(),
  };
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  writeFileSync(file, JSON.stringify(secrets, null, 2), { mode: 0o600 });
  return secrets;
}
