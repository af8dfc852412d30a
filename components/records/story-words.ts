// The steps of a call as sentences.
'use client';
import { useLocale, useTimeZone, useTranslations } from 'use-intl/react';
import { formatClock } from '../../lib/i18n/numbers.ts';
import type { CallStory, Step } from '../../lib/records/call-story.ts';
import { formatDuration } from '../../lib/time/duration.ts';
import { usePartyText } from './record-cell.tsx';
import type { HouseNames } from './use-house-names.ts';

export function useStoryWords(story: CallStory, names: HouseNames): (step: Step) => string {
  const t = useTranslations('explorer.call.story');
  const locale = useLocale();
  const zone = useTimeZone() ?? 'UTC';
  const partyText = usePartyText(names);
  const time = (at: number) => formatClock(locale, at, zone, true);
  return (step) => {
    switch (step.kind) {
      case 'called': {
        const party = partyText(story.party);
        if (story.direction !== 'out') {
          return step.to === null
            ? t('in', { party, time: time(step.at) })
            : t('inTo', { party, to: partyText(step.to), time: time(step.at) });
        }
        return story.caller === null
          ? t('out', { party, time: time(step.at) })
          : t('outBy', { agent: names.agent(story.caller), party, time: time(step.at) });
      }
      case 'waited':
        return step.ms === null
          ? t('waitUnknown', { queue: names.queue(step.queue) })
          : t('waited', { queue: names.queue(step.queue), span: formatDuration(step.ms) });
      case 'waiting':
        return t('waiting', { queue: names.queue(step.who) });
      case 'ringing':
      case 'talking':
      case 'transferred':
        return t(step.kind, { agent: names.agent(step.who) });
      case 'rang':
      case 'elsewhere':
      case 'answered': {
        const agent = names.agent(step.who);
        return step.ms === null
          ? t(`${step.kind}Plain`, { agent })
          : t(step.kind, { agent, span: formatDuration(step.ms) });
      }
      case 'ended':
        return t(`ended.${step.status}`, { time: time(step.at) });
      case 'endless':
        return t('endless');
    }
  };
}
