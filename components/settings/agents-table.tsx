// Names, teams and kinds of extensions: what the PBX does not tell. Known extensions stand here even when unnamed.
'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type * as z from 'zod/mini';
import { AgentSettings, AgentSettingsList, BoardAnswer } from '../../lib/protocol/endpoint-shapes.ts';
import { ask } from '../actions/api.ts';
import { useMay } from '../actions/use-who-am-i.ts';
import { Skeleton } from '../ui/skeleton.tsx';
import { StateScreen } from '../ui/state-screen.tsx';
import { inputLook, TextField } from '../ui/text-field.tsx';
import { headLook, TextCell } from './cell.tsx';
import { CsvPanel } from './csv-panel.tsx';
import { FailurePanel } from './failure-panel.tsx';
import { SaveCell } from './save-cell.tsx';
import { useRow } from './use-row.ts';

const key = ['settings', 'agents'];
const unnamed = { name: null, team: null, kind: 'agent' } as const;

async function fetchAgents() {
  const [{ agents }, board] = await Promise.all([
    ask(AgentSettingsList, 'GET', '/api/v1/settings/agents'),
    ask(BoardAnswer, 'GET', '/api/v1/board'),
  ]);
  const known = [...new Set([...Object.keys(board.agents), ...Object.keys(agents)])];
  return known
    .sort((a, b) => a.length - b.length || a.localeCompare(b))
    .map((extension) => ({ extension, ...(agents[extension] ?? unnamed) }));
}

export function AgentsTable() {
  const t = useTranslations('settings');
  const common = useTranslations('common');
  const [filter, setFilter] = useState('');
  const { data, error, refetch } = useQuery({ queryKey: key, queryFn: fetchAgents });
  if (error) return <FailurePanel error={error} onRetry={() => refetch()} />;
  const word = filter.trim().toLowerCase();
  const shown = data?.filter(({ extension, name, team }) =>
    [extension, name, team].some((text) => text?.toLowerCase().includes(word)),
  );
  return (
    <>
      <header className="flex flex-wrap items-end justify-between gap-4">
        <div>
          <h1 className="type-page">{t('pages.agents')}</h1>
          <p className="type-body text-ink-2">{t('agents.text')}</p>
        </div>
        <CsvPanel kind="agents" onDone={() => refetch()} />
      </header>
      <div className="max-w-xs">
        <TextField
          label={common('search')}
          type="search"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
      </div>
      {!data && <Skeleton className="h-80 w-full" />}
      {data?.length === 0 && <StateScreen title={t('agents.empty')} text={t('agents.emptyText')} />}
      {data && data.length > 0 && shown?.length === 0 && <StateScreen title={t('noResults', { words: filter })} />}
      {shown && shown.length > 0 && (
        <div className="overflow-x-auto">
          <table className="w-full border-collapse">
            <thead>
              <tr className="border-line border-b">
                <th className={headLook}>{t('agents.extension')}</th>
                <th className={headLook}>{t('agents.name')}</th>
                <th className={headLook}>{t('agents.team')}</th>
                <th className={headLook}>{t('agents.kind')}</th>
                <th className={headLook}>
                  <span className="sr-only">{common('save')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map((agent) => (
                <AgentRow key={agent.extension} {...agent} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

type AgentRowProps = { readonly extension: string } & z.infer<typeof AgentSettings>;

function AgentRow({ extension, name, team, kind }: AgentRowProps) {
  const t = useTranslations('settings');
  const client = useQueryClient();
  const may = useMay('manager');
  const { row, edit, save, undo, ...rest } = useRow(
    { name: name ?? '', team: team ?? '', kind: `${kind}` },
    async (next) => {
      await ask(AgentSettings, 'PUT', `/api/v1/settings/agents/${encodeURIComponent(extension)}`, {
        body: { name: next.name.trim() || null, team: next.team.trim() || null, kind: next.kind },
      });
      await client.invalidateQueries({ queryKey: key });
    },
  );
  const form = `agent-${extension}`;
  const label = (field: string) => `${field} ${extension}`;
  return (
    <tr className="border-line border-b" data-testid={`settings-agent-${extension}`}>
      <th scope="row" className="type-table px-2 py-2 text-left align-top font-mono font-normal">
        {extension}
        <form
          id={form}
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        />
      </th>
      <TextCell
        form={form}
        label={label(t('agents.name'))}
        maxLength={80}
        readOnly={!may}
        value={row.name}
        onChange={(event) => edit({ name: event.target.value })}
      />
      <TextCell
        form={form}
        label={label(t('agents.team'))}
        maxLength={80}
        readOnly={!may}
        value={row.team}
        onChange={(event) => edit({ team: event.target.value })}
      />
      <td className="px-2 py-1 align-top">
        <select
          form={form}
          aria-label={label(t('agents.kind'))}
          disabled={!may}
          value={row.kind}
          onChange={(event) => edit({ kind: event.target.value })}
          className={inputLook}
        >
          <option value="agent">{t('agents.kinds.agent')}</option>
          <option value="service">{t('agents.kinds.service')}</option>
        </select>
      </td>
      <SaveCell form={form} name={row.name || extension} reason={null} onUndo={undo} {...rest} />
    </tr>
  );
}
