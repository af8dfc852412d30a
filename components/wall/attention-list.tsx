// What somebody should act upon, the worst first. Few rows: the rest is a number.
'use client';
import { useLocale, useTranslations } from 'use-intl/react';
import { type Condition, limits } from '../../lib/board/attention.ts';
import { formatPercent } from '../../lib/i18n/numbers.ts';
import { formatWallDuration } from '../../lib/time/duration.ts';
import { useOpenSheet } from '../actions/actions-provider.tsx';
import { useAgent, useQueueRecord } from '../live/connection.tsx';
import { Timer } from '../live/timer.tsx';
import { type Mark, StatusMark } from '../ui/status-mark.tsx';
import { useAlarms } from './use-alarms.tsx';
import { queueName, useShortNames } from './use-names.ts';

export function AttentionList({ rows = 3 }: { readonly rows?: number }) {
  const t = useTranslations('wall.attention');
  const alarms = useAlarms();
  return (
    <section className="panel attention" aria-label={t('title')} aria-live="polite">
      <h2>{t('title')}</h2>
      {alarms.length === 0 && <p className="empty-line">{t('none')}</p>}
      {alarms.slice(0, rows).map((one) => (
        <AttentionRow key={one.key} condition={one} />
      ))}
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

function AttentionRow({ condition }: { readonly condition: Condition }) {
  const t = useTranslations('wall.attention');
  const locale = useLocale();
  const openSheet = useOpenSheet();
  const names = useShortNames();
  const queue = useQueueRecord(condition.kind === 'queue' ? condition.id : '');
  const agent = useAgent(condition.kind === 'agent' ? condition.id : '');
  const name = queue ? queueName(queue) : (names.get(condition.id) ?? condition.id);
  const limit =
    condition.code === 'wait_over_limit'
      ? limits.wait.on
      : condition.code === 'talk_over_limit'
        ? limits.talk.on
        : condition.code === 'busy_without_call'
          ? limits.busy.on
          : null;
  return (
    <button
      type="button"
      className="attention-row"
      data-item=""
      data-code={condition.code}
      onClick={() => openSheet({ kind: condition.kind, id: condition.id })}
    >
      <StatusMark mark={markOf(condition)} />
      <span className="attention-name">{name}</span>
      <span className="attention-why">
        {condition.code === 'unknown_word' ? `“${agent?.word ?? ''}”` : t(condition.code)}
        {limit !== null && ` · ${t('limit', { limit: formatWallDuration(limit) })}`}
      </span>
      <span className="attention-value">
        {condition.share !== null ? (
          formatPercent(locale, Math.floor(condition.share * 100) / 100)
        ) : condition.since !== null ? (
          <Timer
            spoken
            since={condition.since}
            of={`${condition.key} ${condition.since}`}
            polled={agent?.from === 'poll'}
          />
        ) : null}
      </span>
    </button>
  );
}
