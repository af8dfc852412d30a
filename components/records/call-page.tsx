// One call: told in words, drawn over time, step by step, with everything it is known from.
'use client';
import Link from 'next/link';
import { useState } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import { showNumber } from '../../lib/dialling/show-number.ts';
import { formatClock } from '../../lib/i18n/numbers.ts';
import { formatDuration } from '../../lib/time/duration.ts';
import { useOpenSheet } from '../actions/actions-provider.tsx';
import { CallButton } from '../actions/call-button.tsx';
import { createDesk, DeskContext } from '../actions/desk.ts';
import { FailurePanel } from '../actions/failure-panel.tsx';
import { FromPicker, useCallingPhone } from '../actions/from-picker.tsx';
import { useSecond } from '../actions/use-second.ts';
import { useMay } from '../actions/use-who-am-i.ts';
import { Button } from '../ui/button.tsx';
import { buttonLook } from '../ui/button-look.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { Skeleton } from '../ui/skeleton.tsx';
import { StateScreen } from '../ui/state-screen.tsx';
import { CallFacts } from './call-facts.tsx';
import { CallLanes } from './call-lanes.tsx';
import { CallSteps } from './call-steps.tsx';
import { NoteForm } from './note-form.tsx';
import { usePartyText } from './record-cell.tsx';
import { useStoryWords } from './story-words.ts';
import { dayText } from './times.ts';
import { useCallStory } from './use-call-story.ts';
import { type HouseNames, useHouseNames } from './use-house-names.ts';
import { useLeftList } from './use-left-list.ts';

type Found = ReturnType<typeof useCallStory>;

export function CallPage({ id }: { readonly id: string }) {
  const t = useTranslations('explorer.call');
  const found = useCallStory(id, true);
  const names = useHouseNames();
  const [desk] = useState(createDesk);
  if (found.error) return <FailurePanel error={found.error} onRetry={found.retry} />;
  if (!found.story) {
    if (found.pending) {
      return (
        <div className="mx-auto flex w-full max-w-5xl flex-col gap-4 px-4 py-6">
          <Skeleton className="h-16 w-full" />
          <Skeleton className="h-40 w-full" />
          <Skeleton className="h-56 w-full" />
        </div>
      );
    }
    return (
      <StateScreen
        title={t('goneTitle')}
        text={t('goneText')}
        action={
          <Link href="/records" className={buttonLook()}>
            {t('back')}
          </Link>
        }
      />
    );
  }
  return (
    <DeskContext value={desk}>
      <Told found={found} story={found.story} names={names} />
    </DeskContext>
  );
}

function Told(props: {
  readonly found: Found;
  readonly story: NonNullable<Found['story']>;
  readonly names: HouseNames;
}) {
  const { found, story, names } = props;
  const t = useTranslations('explorer.call');
  const statuses = useTranslations('records.statuses');
  const list = useTranslations('explorer.list');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const second = useSecond();
  const party = usePartyText(names);
  const words = useStoryWords(story, names);
  const [step, setStep] = useState(-1);
  const [facts, setFacts] = useState(false);
  const left = useLeftList();
  const time = (at: number) => formatClock(locale, at, zone, true);
  const until = story.endedAt ?? (story.running ? second : null);
  const noted = found.rows[0];
  const at = story.steps[step]?.at ?? null;
  return (
    <article className="mx-auto flex w-full max-w-5xl flex-col gap-6 px-4 py-6">
      <header className="flex flex-wrap items-start justify-between gap-4">
        <div className="flex min-w-0 flex-col gap-1">
          <Link href={`/records${left}`} className="type-table text-ink-2 underline underline-offset-4">
            {t('back')}
          </Link>
          <h1 className="type-page break-words">{party(story.party)}</h1>
          <p className="type-body text-ink-2">
            {dayText(locale, story.startedAt, zone)} · {time(story.startedAt)} →{' '}
            {story.endedAt === null ? (story.running ? t('running') : '—') : time(story.endedAt)}
            {until !== null && until > story.startedAt && ` · ${formatDuration(until - story.startedAt)}`}
            {story.status !== null && !story.running && ` · ${statuses(story.status)}`}
            {story.short && ` (${list('short')})`}
          </p>
        </div>
        <CallBack number={story.party} place={`record ${noted?.id ?? found.call?.id ?? ''}`} />
      </header>
      <p data-testid="call-story" className="type-section max-w-prose font-normal">
        {story.steps.map(words).join(' ')}
      </p>
      <CallLanes story={story} names={names} now={second} at={at} />
      <div className="grid gap-6 lg:grid-cols-[3fr_2fr]">
        <CallSteps steps={story.steps} words={words} active={step} onActive={setStep} />
        {noted && <NoteForm key={`${noted.key} ${noted.note?.at}`} record={noted} />}
      </div>
      <div className="flex flex-wrap gap-2">
        <Button className="max-sm:h-11" onClick={() => setFacts(true)}>
          {t('facts.open')}
        </Button>
        <CopyLink />
      </div>
      {found.complete && found.call === null && <p className="type-label text-ink-2">{t('ticketsOnly')}</p>}
      {facts && <CallFacts rows={found.rows} events={found.events} pbx={found.pbx} onClose={() => setFacts(false)} />}
    </article>
  );
}

function CopyLink() {
  const t = useTranslations('explorer.call');
  return <CopyButton text={typeof location === 'undefined' ? '' : location.href} label={t('copyLink')} />;
}

function CallBack({ number, place }: { readonly number: string | null; readonly place: string }) {
  const t = useTranslations('actions.call');
  const may = useMay('call.place');
  const phone = useCallingPhone();
  const openSheet = useOpenSheet();
  if (!may || number === null || number.includes('•') || /^[0-9]{2,6}$/.test(number)) return null;
  return (
    <div className="flex flex-wrap items-end gap-2 max-sm:w-full">
      <FromPicker />
      <CallButton
        place={place}
        extension={phone}
        number={number}
        label={t('to', { number: showNumber(number) })}
        onOpen={openSheet}
      />
    </div>
  );
}
