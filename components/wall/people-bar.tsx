// A team as one bar: a part for each state with its count, and in the part a place for each person, so that nobody is
// lost in a sum. The places have no borders of their own; a press on one opens its sheet, its name shows under a pointer.
'use client';
import { useTranslations } from 'use-intl/react';
import { unknownMark } from '../../lib/i18n/numbers.ts';
import { useOpenSheet } from '../actions/actions-provider.tsx';
import { useStale } from '../live/freeze.tsx';
import { shownStates } from './state-strip.tsx';
import type { Team } from './teams.ts';

export function PeopleBar({ team, names }: { readonly team: Team; readonly names: ReadonlyMap<string, string> }) {
  const t = useTranslations('common.state');
  const openSheet = useOpenSheet();
  const stale = useStale();
  return (
    <div className="share-bar people-bar" data-stale={stale.polls || undefined}>
      {shownStates(team.counts)
        .filter((state) => team.counts[state] > 0)
        .map((state) => (
          <div key={state} data-state={state} style={{ flexGrow: team.counts[state] }}>
            {team.agents
              .filter((agent) => agent.state === state)
              .map(({ extension }) => {
                const said = `${names.get(extension) ?? extension}, ${t(state)}`;
                return (
                  <button
                    key={extension}
                    type="button"
                    // One stop per team would still be hundreds: people are reached by the search and the list beside.
                    tabIndex={-1}
                    data-item=""
                    data-testid={`agent-${extension}`}
                    data-state={state}
                    aria-label={said}
                    title={said}
                    onClick={() => openSheet({ kind: 'agent', id: extension })}
                  />
                );
              })}
            <span aria-hidden="true">{stale.deadPolls ? unknownMark : team.counts[state]}</span>
          </div>
        ))}
    </div>
  );
}
