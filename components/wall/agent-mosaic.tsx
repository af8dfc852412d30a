// Hundreds of people as marks, a band per team; names appear under the pointer or focus. Beside it, who needs a look.
'use client';
import { useTranslations } from 'use-intl/react';
import { useBoardSelector } from '../live/connection.tsx';
import { useStale } from '../live/freeze.tsx';
import { AgentTile } from './agent-tile.tsx';
import { AttentionList } from './attention-list.tsx';
import { sameTeams, teamsOf } from './teams.ts';
import { useArrowWalk } from './use-arrow-walk.ts';

export function AgentMosaic(props: {
  readonly wanted: readonly string[];
  readonly names: ReadonlyMap<string, string>;
  readonly dim: ReadonlySet<string>;
}) {
  const { wanted, names, dim } = props;
  const t = useTranslations('wall');
  const teams = useBoardSelector(teamsOf, sameTeams) ?? [];
  const walk = useArrowWalk();
  const stale = useStale();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys of the marks inside bubble up to here.
    <div className="beside" onKeyDown={walk}>
      <div className="mosaic">
        {teams.map((team) => {
          const members = new Set(team.agents.map((agent) => agent.extension));
          return (
            <section key={team.name ?? ''} aria-label={team.name ?? t('noTeam')}>
              <h2>
                {team.name ?? t('noTeam')}
                <small data-stale={stale.polls || undefined}>
                  {stale.deadPolls
                    ? t('freeUnknown', { total: team.counts.total })
                    : t('freeOf', { free: team.counts.free, total: team.counts.total })}
                </small>
              </h2>
              <div className="marks">
                {wanted
                  .filter((extension) => members.has(extension))
                  .map((extension) => (
                    <AgentTile
                      key={extension}
                      extension={extension}
                      name={names.get(extension) ?? extension}
                      size="mark"
                      dim={dim.has(extension)}
                    />
                  ))}
              </div>
            </section>
          );
        })}
      </div>
      <AttentionList rows={5} repeats />
    </div>
  );
}
