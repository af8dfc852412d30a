// Enters what the PBX does not tell (names, teams, targets, called numbers) as a person would: through the public API.
// What somebody entered before is left alone.
import * as z from 'zod';
import type { Office } from '../simulator/base/office-shape.ts';

const known = z.record(z.string(), z.unknown());
const lanes = 8;

export async function fillSettings(url: string, apiToken: string, office: Office): Promise<void> {
  const headers = { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' };
  async function listed(what: 'agents' | 'queues'): Promise<ReadonlySet<string>> {
    const answer = await fetch(`${url}/api/v1/settings/${what}`, { headers });
    const body = known.parse(await answer.json());
    return new Set(Object.keys(known.safeParse(body[what]).data ?? body));
  }
  const [agents, queues] = [await listed('agents'), await listed('queues')];
  const puts = [
    ...[...office.agents, ...office.services]
      .filter(({ extension }) => !agents.has(extension))
      .map(({ extension, name, team, kind }) => ({
        path: `agents/${extension}`,
        body: { name, team: team === '' ? null : team, kind },
      })),
    ...office.queues
      .filter(({ number }) => !queues.has(number))
      .map(({ number, name, targetSeconds, shortAbandonSeconds, ddis }) => ({
        path: `queues/${number}`,
        body: { name, targetSeconds, shortAbandonSeconds, ddis },
      })),
  ];
  async function lane() {
    for (let put = puts.pop(); put; put = puts.pop()) {
      const answer = await fetch(`${url}/api/v1/settings/${put.path}`, {
        method: 'PUT',
        headers,
        body: JSON.stringify(put.body),
      });
      if (!answer.ok) throw new Error(`${put.path} was refused with ${answer.status}: ${await answer.text()}`);
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane));
}
