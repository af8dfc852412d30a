// A record beside the list: what the row has no room for, while the list stays where it is.
'use client';
import Link from 'next/link';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import type { CallRecord } from '../../lib/protocol/record-shapes.ts';
import type { CallStory } from '../../lib/records/call-story.ts';
import { useSecond } from '../actions/use-second.ts';
import { Button } from '../ui/button.tsx';
import { buttonLook } from '../ui/button-look.ts';
import { CallLanes } from './call-lanes.tsx';
import { columnNames } from './columns.ts';
import { RecordCell, usePartyText } from './record-cell.tsx';
import { useStoryWords } from './story-words.ts';
import { dayText } from './times.ts';
import { useCallStory } from './use-call-story.ts';
import type { HouseNames } from './use-house-names.ts';

export function RecordPeek(props: {
  readonly record: CallRecord;
  readonly names: HouseNames;
  readonly onClose: () => void;
}) {
  const { record, names, onClose } = props;
  const t = useTranslations('explorer');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const party = usePartyText(names);
  return (
    <aside
      aria-label={t('peek.label')}
      data-testid="record-peek"
      className="flex w-96 shrink-0 flex-col gap-4 overflow-y-auto border-line border-l bg-surface p-4 max-lg:absolute max-lg:inset-y-0 max-lg:right-0 max-lg:z-20 max-lg:shadow-float max-sm:w-full"
    >
      <header className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="type-section break-words">{party(record.party ?? record.caller)}</h2>
          <p className="type-table text-ink-2">{dayText(locale, record.startedAt, zone)}</p>
        </div>
        <Button look="quiet" className="max-sm:h-11" onClick={onClose}>
          {t('peek.close')}
        </Button>
      </header>
      <PeekStory id={record.id} names={names} />
      <dl className="type-body grid grid-cols-[auto_1fr] gap-x-4 gap-y-2">
        {columnNames.map((column) => (
          <div key={column} className="contents">
            <dt className="text-ink-2">{t(`list.${column}`)}</dt>
            <dd className="min-w-0 break-words">
              <RecordCell record={record} column={column} names={names} zone={zone} oneDay />
            </dd>
          </div>
        ))}
        {Object.entries(record.extra).map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="break-all font-mono text-ink-2">{name}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
      <Link href={callHref(record)} prefetch={false} className={`${buttonLook('primary')} max-sm:h-11`}>
        {t('peek.open')}
      </Link>
    </aside>
  );
}

/** What the tickets tell of the whole call; nothing while it is asked for, for keys go fast. */
function PeekStory({ id, names }: { readonly id: string; readonly names: HouseNames }) {
  const { story } = useCallStory(id, false);
  return story && <Told story={story} names={names} />;
}

function Told({ story, names }: { readonly story: CallStory; readonly names: HouseNames }) {
  const words = useStoryWords(story, names);
  const now = useSecond();
  return (
    <div className="flex flex-col gap-3">
      <p className="type-body">{story.steps.map(words).join(' ')}</p>
      <CallLanes story={story} names={names} now={now} at={null} narrow />
    </div>
  );
}

export const callHref = (record: CallRecord): string => `/records/${encodeURIComponent(record.id)}`;
