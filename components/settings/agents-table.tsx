// Names, teams and kinds of extensions: what the PBX does not tell. Known extensions stand here even when unnamed.
'use client';
import { useTranslations } from 'use-intl/react';
import type * as z from 'zod/mini';
import { AgentSettings, AgentSettingsList, BoardAnswer } from '../../lib/protocol/endpoint-shapes.ts';
import { ask } from '../actions/api.ts';
import { useMay } from '../actions/use-who-am-i.ts';
import { Cell, fieldLook, TextCell } from './cell.tsx';
import { SettingsRow } from './settings-row.tsx';
import { byNumber, SettingsTable } from './settings-table.tsx';

const unnamed = { name: null, team: null, kind: 'agent' } as const;
type AgentFields = { readonly extension: string } & z.infer<typeof AgentSettings>;

async function fetchAgents(): Promise<AgentFields[]> {
  const [{ agents }, board] = await Promise.all([
    ask(AgentSettingsList, 'GET', '/api/v1/settings/agents'),
    ask(BoardAnswer, 'GET', '/api/v1/board'),
  ]);
  const known = [...new Set([...Object.keys(board.agents), ...Object.keys(agents)])];
  return known.sort(byNumber).map((extension) => ({ extension, ...(agents[extension] ?? unnamed) }));
}

export function AgentsTable() {
  const t = useTranslations('settings.agents');
  return (
    <SettingsTable
      kind="agents"
      fetchRows={fetchAgents}
      heads={[t('extension'), t('name'), t('team'), t('kind')]}
      wordsOf={({ extension, name, team }) => [extension, name, team]}
    >
      {(agent) => <AgentRow key={agent.extension} {...agent} />}
    </SettingsTable>
  );
}

function AgentRow({ extension, name, team, kind }: AgentFields) {
  const t = useTranslations('settings.agents');
  const may = useMay('house.write');
  return (
    <SettingsRow
      kind="agents"
      number={extension}
      stored={{ name: name ?? '', team: team ?? '', kind: `${kind}` }}
      nameOf={(row) => row.name}
      put={(row) =>
        ask(AgentSettings, 'PUT', `/api/v1/settings/agents/${encodeURIComponent(extension)}`, {
          body: { name: row.name.trim() || null, team: row.team.trim() || null, kind: row.kind },
        })
      }
    >
      {({ row, form, edit }) => (
        <>
          <TextCell
            form={form}
            head={t('name')}
            number={extension}
            maxLength={80}
            readOnly={!may}
            value={row.name}
            onChange={(event) => edit({ name: event.target.value })}
          />
          <TextCell
            form={form}
            head={t('team')}
            number={extension}
            maxLength={80}
            readOnly={!may}
            value={row.team}
            onChange={(event) => edit({ team: event.target.value })}
          />
          <Cell head={t('kind')}>
            <select
              form={form}
              aria-label={`${t('kind')} ${extension}`}
              disabled={!may}
              value={row.kind}
              onChange={(event) => edit({ kind: event.target.value })}
              className={fieldLook}
            >
              <option value="agent">{t('kinds.agent')}</option>
              <option value="service">{t('kinds.service')}</option>
            </select>
          </Cell>
        </>
      )}
    </SettingsRow>
  );
}
