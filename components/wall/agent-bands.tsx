// The largest houses: one line per team, its states as a bar with counts. Beside it, who needs a look.
'use client';
import { useTranslations } from 'use-intl/react';
import { useBoardSelector } from '../live/connection.tsx';
import { AttentionList } from './attention-list.tsx';
import { ShareBar } from './share-bar.tsx';
import { sameTeams, teamsOf } from './teams.ts';
import { usePages } from './use-pages.ts';
import { usePaused } from './wall-frame.tsx';

const teamsOnPage = 10;

export function AgentBands() {
  const t = useTranslations('wall');
  const teams = useBoardSelector(teamsOf, sameTeams) ?? [];
  const { items, page, pageCount } = usePages(teams, teamsOnPage, usePaused());
  return (
    <div className="beside">
      <div className="bands">
        {items.map((team) => (
          <div key={team.name ?? ''} className="band">
            <span>{team.name ?? t('noTeam')}</span>
            <span className="band-free">
              <b>{team.counts.free}</b> / {team.counts.total}
            </span>
            <ShareBar counts={team.counts} numbers />
          </div>
        ))}
        {pageCount > 1 && (
          <p className="pages" aria-hidden="true">
            {page + 1} / {pageCount}
          </p>
        )}
      </div>
      <AttentionList rows={5} />
    </div>
  );
}
