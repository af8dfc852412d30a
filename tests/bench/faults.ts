// npm run faults: every test in which something is broken on purpose, at full counts; a table and data/faults.json.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';

/** What each file breaks. */
const files: Readonly<Record<string, string>> = {
  'tests/integration/convergence.test.ts': 'webhooks lost, doubled, late, reordered; PBX ill; restart',
  'tests/integration/restart.test.ts': 'server killed while events flow; backup and restore',
  'tests/integration/db-input-log.test.ts': 'disk refuses; kill -9; torn checkpoint',
  'tests/integration/hooks.test.ts': 'strangers, floods, oversized and unreadable webhooks',
  'tests/integration/hub.test.ts': 'slow, silent and revoked screens',
  'tests/integration/pbx-client.test.ts': 'PBX hangs, resets, truncates, answers HTML',
};
const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(z.object({ title: z.string(), status: z.string(), duration: z.number().nullish() })),
    }),
  ),
});

const directory = mkdtempSync(join(tmpdir(), 'wallboard-faults-'));
const output = join(directory, 'report.json');
const run = spawnSync('vitest', ['run', ...Object.keys(files), '--reporter=json', `--outputFile.json=${output}`], {
  env: { ...process.env, FULL: '1' },
  stdio: ['ignore', 'ignore', 'inherit'],
});
const report = Report.parse(JSON.parse(readFileSync(output, 'utf8')));
rmSync(directory, { recursive: true, force: true });

const rows = report.testResults.map((file) => {
  const path = Object.keys(files).find((name) => file.name.endsWith(name)) ?? file.name;
  const passed = file.assertionResults.filter((one) => one.status === 'passed').length;
  const failed = file.assertionResults.filter((one) => one.status === 'failed');
  const seconds = file.assertionResults.reduce((sum, one) => sum + (one.duration ?? 0), 0) / 1_000;
  return { breaks: files[path] ?? path, passed, failed: failed.map((one) => one.title), seconds };
});
const width = Math.max(...rows.map((row) => row.breaks.length));
console.log(`\n${'what is broken'.padEnd(width)}  passed  failed  seconds`);
for (const row of rows) {
  const cells = [
    String(row.passed).padStart(6),
    String(row.failed.length).padStart(6),
    row.seconds.toFixed(1).padStart(7),
  ];
  console.log(`${row.breaks.padEnd(width)}  ${cells.join('  ')}`);
  for (const title of row.failed) console.log(`  failed: ${title}`);
}
mkdirSync('data', { recursive: true });
writeFileSync('data/faults.json', `${JSON.stringify({ title: 'faults', rows }, null, 2)}\n`);
console.log('\nwritten to data/faults.json');
process.exitCode = run.status ?? 1;
