// One queue: who waits, who works in it, and calls to the queue or to any of its agents.
'use client';
import { useTranslations } from 'use-intl/react';
import { formatDuration } from '../../lib/time/duration.ts';
import { useAgent, useQueueRecord } from '../live/connection.tsx';
import { CallButton } from './call-button.tsx';
import { CallRow } from './call-row.tsx';
import { FromPicker, useCallingPhone } from './from-picker.tsx';
import { Mark } from './mark.tsx';
import { Quiet, Section } from './section.tsx';
import type { SheetSubject } from './sheet-subject.ts';
import { useSecond } from './use-second.ts';

type Open = (subject: SheetSubject) => void;

export function QueueSheet({ number, onOpen }: { readonly number: string; readonly onOpen: Open }) {
  const t = useTranslations('actions');
  const queue = useQueueRecord(number);
  const phone = useCallingPhone();
  const now = useSecond();
  if (!queue) return <Quiet>{t('sheet.gone')}</Quiet>;
  const name = queue.name ?? number;
  return (
    <>
      <Section title={t('sheet.waiting')}>
        {!queue.waitingKnown && <Quiet>{t('sheet.waitingUnknown')}</Quiet>}
        {queue.waitingKnown && queue.waiting.length === 0 && <Quiet>{t('sheet.noWaiting')}</Quiet>}
        <ul>
          {queue.waiting.map((id) => (
            <CallRow key={id} id={id} now={now} onOpen={onOpen} />
          ))}
        </ul>
      </Section>
      <Section title={t('call.thisQueue', { name })}>
        <FromPicker />
        <CallButton
          place={`to queue ${number}`}
          onOpen={onOpen}
          extension={phone}
          number={number}
          label={t('call.to', { number: name })}
        />
      </Section>
      <Section title={t('sheet.members')}>
        {queue.members.length === 0 && <Quiet>{t('sheet.noMembers')}</Quiet>}
        <ul>
          {queue.members.map((extension) => (
            <Member key={extension} extension={extension} now={now} onOpen={onOpen} />
          ))}
        </ul>
      </Section>
    </>
  );
}

function Member(props: { readonly extension: string; readonly now: number; readonly onOpen: Open }) {
  const { extension, now, onOpen } = props;
  const states = useTranslations('common.state');
  const agent = useAgent(extension);
  return (
    <li>
      <button
        type="button"
        onClick={() => onOpen({ kind: 'agent', id: extension })}
        className="flex min-h-11 w-full items-center justify-between gap-3 rounded-row px-2 text-left hover:bg-sunken"
      >
        <span className="type-body min-w-0 break-words">
          {agent?.name ?? extension} <span className="text-ink-3">{agent?.name ? extension : null}</span>
        </span>
        {agent && (
          <span className="type-table whitespace-nowrap text-ink-2">
            <Mark mark={agent.state} /> {states(agent.state)} {formatDuration(now - agent.since)}
          </span>
        )}
      </button>
    </li>
  );
}
