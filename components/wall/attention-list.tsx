// What somebody should act upon, the worst first. Few rows: the rest is a number. New entries are spoken elsewhere
// (alarm-voice.tsx); nothing in here is announced by itself, least of all a timer.
//
// A testid is on a page once. `queue-{number}` belongs to the table or the panel of queues, `agent-{extension}` to the
// tile, mark or place in a bar where there is one; a row that only repeats them is `attention-{kind}-{id}-{code}`. Where
// the row is all there is of an agent (the overview), it is `agent-{extension}`. Every row has its own `data-state`.
'use client';
import { useLocale, useTranslations } from 'use-intl/react';
import type { Alarm } from '../../lib/board/alarms.ts';
import { type Condition, limits } from '../../lib/board/attention.ts';
import { formatPercent } from '../../lib/i18n/numbers.ts';
import { formatWallDuration } from '../../lib/time/duration.ts';
import { useOpenSheet } from '../actions/actions-provider.tsx';
import { useAgent, useQueueRecord } from '../live/connection.tsx';
import { useStale } from '../live/freeze.tsx';
import { Timer } from '../live/timer.tsx';
import { type Mark, StatusMark } from '../ui/status-mark.tsx';
import { AcknowledgeButton } from './acknowledge-button.tsx';
import { AsOf } from './as-of.tsx';
import { levelOf, useAlarms } from './use-alarms.tsx';
import { queueName, useShortNames } from './use-names.ts';
import { useWhyOf } from './why-of.ts';

export function AttentionList(props: {
  readonly rows?: number;
  /** The agents named here stand elsewhere on this page too, and are known by their testid there. */
  readonly repeats?: boolean;
}) {
  const { rows = 3, repeats = false } = props;
  const t = useTranslations('wall.attention');
  const alarms = useAlarms();
  const stale = useStale();
  const shown = alarms.slice(0, rows);
  return (
    <section className="panel attention" data-stale={stale.all || undefined} aria-label={t('title')}>
      <div className="attention-head">
        <h2>{t('title')}</h2>
        <AsOf />
        <AcknowledgeButton />
      </div>
      {alarms.length === 0 && <p className="empty-line">{t('none')}</p>}
      {shown.map((one, i) => {
        const first = shown.findIndex(({ kind, id }) => kind === one.kind && id === one.id) === i;
        return <AttentionRow key={one.key} alarm={one} alone={one.kind === 'agent' && first && !repeats} />;
      })}
      {alarms.length > rows && <p className="attention-more">{t('more', { count: alarms.length - rows })}</p>}
    </section>
  );
}

function markOf({ code, severity }: Condition): Mark {
  if (severity === 1) return 'alarm';
  if (code === 'busy_without_call') return 'busy';
  if (code === 'ringing_long') return 'ringing';
  return code === 'unknown_word' ? 'unknown' : 'warning';
}

function limitOf({ code }: Condition): number | null {
  if (code === 'wait_over_limit') return limits.wait.on;
  if (code === 'talk_over_limit') return limits.talk.on;
  return code === 'busy_without_call' ? limits.busy.on : null;
}

/** @param props.alone nothing else on this page is this agent: then this row carries its testid */
function AttentionRow({ alarm, alone }: { readonly alarm: Alarm; readonly alone: boolean }) {
  const t = useTranslations('wall.attention');
  const locale = useLocale();
  const openSheet = useOpenSheet();
  const names = useShortNames();
  const whyOf = useWhyOf();
  const stale = useStale();
  const level = levelOf(useAlarms(), alarm.kind, alarm.id);
  const queue = useQueueRecord(alarm.kind === 'queue' ? alarm.id : '');
  const agent = useAgent(alarm.kind === 'agent' ? alarm.id : '');
  const name = queue ? queueName(queue) : (names.get(alarm.id) ?? alarm.id);
  const limit = limitOf(alarm);
  const polled = agent?.from === 'poll';
  return (
    <button
      type="button"
      className="attention-row"
      data-item=""
      data-code={alarm.code}
      data-testid={alone ? `agent-${alarm.id}` : `attention-${alarm.kind}-${alarm.id}-${alarm.code}`}
      data-state={agent?.state ?? level}
      data-stale={stale.all || (polled && stale.polls) || undefined}
      onClick={() => openSheet({ kind: alarm.kind, id: alarm.id })}
    >
      <StatusMark mark={markOf(alarm)} stale={stale.all || (polled && stale.polls)} />
      <span className="attention-name">{name}</span>
      <span className="attention-why">
        <span>{whyOf(alarm, agent?.word ?? null)}</span>{' '}
        {alarm.acknowledgedAt !== null ? (
          <span>{t('acknowledged')}</span>
        ) : (
          limit !== null && <span>{t('limit', { limit: formatWallDuration(limit) })}</span>
        )}
      </span>
      <span className="attention-value">
        {alarm.share !== null ? (
          formatPercent(locale, Math.floor(alarm.share * 100) / 100)
        ) : alarm.since !== null ? (
          <Timer spoken since={alarm.since} of={`${alarm.key} ${alarm.since}`} polled={polled} />
        ) : null}
      </span>
    </button>
  );
}
