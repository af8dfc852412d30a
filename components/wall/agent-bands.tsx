// The largest houses: one line per team, its states as a bar with counts. Beside it, who needs a look.
'use client';
import { useTranslations } from 'use-intl/react';
import { unknownMark } from '../../lib/i18n/numbers.ts';
import { useBoardSelector } from '../live/connection.tsx';
import { useStale } from '../live/freeze.tsx';
import { AttentionList } from './attention-list.tsx';
import { PeopleBar } from './people-bar.tsx';
import { sameTeams, teamsOf } from './teams.ts';
import { useArrowWalk } from './use-arrow-walk.ts';
import { usePages } from './use-pages.ts';
import { usePaused } from './wall-frame.tsx';

const teamsOnPage = 10;

export function AgentBands({ names }: { readonly names: ReadonlyMap<string, string> }) {
  const t = useTranslations('wall');
  const teams = useBoardSelector(teamsOf, sameTeams) ?? [];
  const stale = useStale();
  const walk = useArrowWalk();
  const { items, page, pageCount } = usePages(teams, teamsOnPage, usePaused());
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys of the items inside bubble up to here.
    <div className="beside" onKeyDown={walk}>
      <div className="bands">
        {items.map((team) => (
          <div key={team.name ?? ''} className="band">
            <span>{team.name ?? t('noTeam')}</span>
            <span className="band-free" data-stale={stale.polls || undefined}>
              <b>{stale.deadPolls ? unknownMark : team.counts.free}</b> / {team.counts.total}
            </span>
            <PeopleBar team={team} names={names} />
          </div>
        ))}
        {pageCount > 1 && (
          <p className="pages" aria-hidden="true">
            {page + 1} / {pageCount}
          </p>
        )}
      </div>
      <AttentionList rows={5} repeats />
    </div>
  );
}
