// The `form` parameter: JSON written by hand, because `numero` has to be the first key of each row and JavaScript moves
// keys that look like integers to the front.
import type { CampaignRow } from './pbx.ts';

export function campaignForm(rows: readonly CampaignRow[]): string {
  const written = rows.map((row) => {
    const fields = row.fields.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
    return `{${[`"numero":${JSON.stringify(row.number)}`, ...fields].join(',')}}`;
  });
  return `{"form":[${written.join(',')}]}`;
}
