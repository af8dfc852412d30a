// One agent: state, calls with hang-up, a call to them, and a call from their telephone.
'use client';
import { useTranslations } from 'use-intl/react';
import { formatDuration } from '../../lib/time/duration.ts';
import { useAgent, useCall } from '../live/connection.tsx';
import { Badge } from '../ui/badge.tsx';
import { CallButton } from './call-button.tsx';
import { CallRow } from './call-row.tsx';
import { FromPicker, useCallingPhone } from './from-picker.tsx';
import { HangUpButton } from './hang-up-button.tsx';
import { Mark } from './mark.tsx';
import { NumberBox } from './number-box.tsx';
import { QueueName } from './queue-name.tsx';
import { Quiet, Section } from './section.tsx';
import type { SheetSubject } from './sheet-subject.ts';
import { useSecond } from './use-second.ts';

export function AgentFacts({ extension }: { readonly extension: string }) {
  const t = useTranslations('actions.sheet');
  const states = useTranslations('common.state');
  const agent = useAgent(extension);
  const now = useSecond();
  if (!agent) return t('agent', { extension });
  return (
    <span className="flex flex-wrap items-center gap-2">
      <span className="font-medium text-ink-1" data-state={agent.state}>
        <Mark mark={agent.state} /> {agent.state === 'unknown' && agent.word ? agent.word : states(agent.state)}{' '}
        {formatDuration(now - agent.since)}
      </span>
      <span>{t('agent', { extension })}</span>
      {agent.team && <span>{t('team', { team: agent.team })}</span>}
      {agent.from === 'inferred' && <Badge>{t('inferred')}</Badge>}
      {agent.word && <span className="text-ink-3">{t('word', { word: agent.word })}</span>}
    </span>
  );
}

export function AgentSheet(props: { readonly extension: string; readonly onOpen: (subject: SheetSubject) => void }) {
  const { extension, onOpen } = props;
  const t = useTranslations('actions');
  const agent = useAgent(extension);
  const first = useCall(agent?.calls[0] ?? '');
  const phone = useCallingPhone();
  const now = useSecond();
  if (!agent) return <Quiet>{t('sheet.gone')}</Quiet>;
  const atWork = agent.state === 'busy' || agent.state === 'talking' || agent.state === 'ringing';
  const name = agent.name ?? extension;
  return (
    <>
      <Section title={t('sheet.calls')}>
        {agent.calls.length === 0 && <Quiet>{t(agent.state === 'busy' ? 'sheet.busyUnknown' : 'sheet.noCalls')}</Quiet>}
        <ul>
          {agent.calls.map((id) => (
            <CallRow key={id} id={id} now={now} onOpen={onOpen} />
          ))}
        </ul>
        <HangUpButton
          extension={extension}
          party={first?.party ?? null}
          open={atWork || agent.calls.length > 0}
          onOpen={onOpen}
        />
      </Section>
      {phone !== extension && (
        <Section title={t('call.thisAgent', { name })}>
          <FromPicker />
          <CallButton
            place={`to agent ${extension}`}
            onOpen={onOpen}
            extension={phone}
            number={extension}
            label={t('call.to', { number: name })}
          />
        </Section>
      )}
      <Section title={t('call.fromHere', { extension })}>
        {agent.state === 'disconnected' ? (
          <Quiet>{t('blocked.disconnected')}</Quiet>
        ) : (
          <NumberBox extension={extension} onOpen={onOpen} />
        )}
      </Section>
      <Section title={t('sheet.queues')}>
        {agent.queues.length === 0 ? (
          <Quiet>{t('sheet.noQueues')}</Quiet>
        ) : (
          <ul className="flex flex-wrap gap-2">
            {agent.queues.map((number) => (
              <li key={number}>
                <button
                  type="button"
                  className="min-h-8 rounded-row border border-line px-3 hover:bg-sunken"
                  onClick={() => onOpen({ kind: 'queue', id: number })}
                >
                  <QueueName number={number} />
                </button>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}
