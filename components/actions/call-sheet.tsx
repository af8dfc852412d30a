// One call: parties, times, the extensions it touched with hang-up for the open ones, and the facts behind it.
'use client';
import { useState } from 'react';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import { showNumber } from '../../lib/dialling/show-number.ts';
import { formatClock } from '../../lib/i18n/numbers.ts';
import type { Leg } from '../../lib/protocol/board.ts';
import { formatDuration } from '../../lib/time/duration.ts';
import { useAgent, useCall } from '../live/connection.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { CallButton } from './call-button.tsx';
import { CallDetails } from './call-details.tsx';
import { FromPicker, useCallingPhone } from './from-picker.tsx';
import { HangUpButton } from './hang-up-button.tsx';
import { QueueName } from './queue-name.tsx';
import { RevealNumber } from './reveal-number.tsx';
import { Quiet, Section } from './section.tsx';
import type { SheetSubject } from './sheet-subject.ts';
import { useSecond } from './use-second.ts';

type Open = (subject: SheetSubject) => void;

export function CallSheet({ id, onOpen }: { readonly id: string; readonly onOpen: Open }) {
  const t = useTranslations('actions');
  const common = useTranslations('common');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const call = useCall(id);
  const phone = useCallingPhone();
  const now = useSecond();
  /** A number that is masked here, after somebody asked for it. */
  const [shown, setShown] = useState<string | null>(null);
  if (!call) {
    return (
      <>
        <Quiet>
          {t('sheet.gone')} {t('sheet.goneText')}
        </Quiet>
        <CallDetails id={id} />
      </>
    );
  }
  const time = (at: number) => formatClock(locale, at, zone, true);
  const masked = call.party?.includes('•') ?? false;
  const number = masked ? shown : call.party;
  return (
    <>
      <Section title={t('sheet.parties')}>
        <p className="type-timer tabular-nums" data-timer>
          {formatDuration((call.endedAt ?? now) - (call.answeredAt ?? call.startedAt))}
        </p>
        <p className="type-body">
          {common(`callState.${call.state}`)}
          {call.result && ` · ${common(`result.${call.result}`)}`} · {common(`direction.${call.direction}`)}
        </p>
        <p className="type-body flex flex-wrap gap-x-3 text-ink-2">
          {call.queue && (
            <button
              type="button"
              className="underline underline-offset-4"
              onClick={() => call.queue && onOpen({ kind: 'queue', id: call.queue })}
            >
              <QueueName number={call.queue} />
            </button>
          )}
          {call.ddi && <span>{t('sheet.ddi', { ddi: call.ddi })}</span>}
          <span>{t('sheet.startedAt', { time: time(call.startedAt) })}</span>
          {call.answeredAt !== null && <span>{t('sheet.answeredAt', { time: time(call.answeredAt) })}</span>}
          {call.endedAt !== null && <span>{t('sheet.endedAt', { time: time(call.endedAt) })}</span>}
        </p>
        {call.inferred && call.inferred.length > 0 && (
          <Quiet>
            {t('sheet.concluded', {
              what: call.inferred.map((what) => t(`sheet.concludedWhat.${what}`)).join(', '),
            })}
          </Quiet>
        )}
      </Section>
      <Section title={t('sheet.legs')}>
        {call.legs.length === 0 && <Quiet>{t('sheet.noLegs')}</Quiet>}
        <ul className="flex flex-col gap-3">
          {call.legs.map((leg, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an extension may be rung twice, and legs are only added.
            <LegRow key={index} leg={leg} party={call.party} now={now} onOpen={onOpen} />
          ))}
        </ul>
      </Section>
      {call.party && masked && shown === null && (
        <Section title={t('sheet.number')}>
          <RevealNumber call={id} masked={call.party} onShown={setShown} />
        </Section>
      )}
      {number && (
        <Section title={t('call.thisParty', { number: showNumber(number) })}>
          <FromPicker />
          <div className="flex flex-wrap items-start gap-2">
            <CallButton
              place={`to call ${id}`}
              onOpen={onOpen}
              extension={phone}
              number={number}
              label={t('call.to', { number: showNumber(number) })}
            />
            <CopyButton text={number} />
          </div>
        </Section>
      )}
      <CallDetails id={id} />
    </>
  );
}

function LegRow(props: {
  readonly leg: Leg;
  readonly party: string | null;
  readonly now: number;
  readonly onOpen: Open;
}) {
  const { leg, party, now, onOpen } = props;
  const t = useTranslations('actions.sheet');
  const common = useTranslations('common');
  const agent = useAgent(leg.extension);
  const from = leg.answerAt ?? leg.ringAt;
  const open = leg.state !== 'ended';
  return (
    <li className="flex flex-col gap-2 rounded-row border border-line p-3">
      <div className="flex items-center justify-between gap-3">
        <button
          type="button"
          className="type-body min-w-0 break-words text-left font-medium underline-offset-4 hover:underline"
          onClick={() => onOpen({ kind: 'agent', id: leg.extension })}
        >
          {agent?.name ? `${agent.name} · ${leg.extension}` : leg.extension}
        </button>
        <span className="type-table whitespace-nowrap text-ink-2">
          {leg.result ? common(`result.${leg.result}`) : common(`callState.${leg.state}`)}
          {from !== null && ` ${formatDuration((leg.endAt ?? now) - from)}`}
        </span>
      </div>
      {leg.transfer && (
        <span className="type-label text-ink-2">
          {t(leg.transfer === 'blind' ? 'transferBlind' : 'transferAttended')}
        </span>
      )}
      <HangUpButton extension={leg.extension} party={party} open={open} onOpen={onOpen} />
    </li>
  );
}
