// The sheet of one agent, queue or call. It follows its subject live and says so when that is gone.
'use client';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { showNumber } from '../../lib/dialling/show-number.ts';
import { useAgent, useCall, useQueueRecord } from '../live/connection.tsx';
import DrawerPanel from '../ui/drawer-panel.tsx';
import { AgentFacts, AgentSheet } from './agent-sheet.tsx';
import { listenForCallKeys } from './call-keys.ts';
import { CallSheet } from './call-sheet.tsx';
import { createDesk, DeskContext } from './desk.ts';
import { Followers } from './followers.tsx';
import { QueueSheet } from './queue-sheet.tsx';
import { SessionGuard } from './session-guard.tsx';
import type { SheetSubject } from './sheet-subject.ts';
import { useBlocked } from './use-blocked.ts';

interface SheetProps {
  readonly subject: SheetSubject;
  readonly onClose: () => void;
  readonly onOpen: (subject: SheetSubject) => void;
}

/** Stays when the sheet is closed (`subject` null): what is under way is followed to its end. */
export default function ActionSheet(props: Omit<SheetProps, 'subject'> & { readonly subject: SheetSubject | null }) {
  const { subject, ...rest } = props;
  const [desk] = useState(createDesk);
  return (
    <DeskContext value={desk}>
      <Followers />
      <SessionGuard working={subject !== null} />
      {subject && <Sheet subject={subject} {...rest} />}
    </DeskContext>
  );
}

function Sheet(props: SheetProps) {
  const { subject, onClose, onOpen } = props;
  const t = useTranslations('common');
  const blocked = useBlocked();
  const title = useTitle(subject);
  useEffect(listenForCallKeys, []);
  const key = `${subject.kind} ${subject.id}`;
  return (
    <DrawerPanel
      title={title}
      description={
        subject.kind === 'agent' ? (
          <AgentFacts extension={subject.id} />
        ) : (
          `${t(subject.kind)} ${subject.kind === 'queue' ? subject.id : ''}`
        )
      }
      closeLabel={t('close')}
      onClose={onClose}
    >
      {blocked && (
        <p role="status" className="type-body rounded-row border border-warn p-3">
          {blocked}
        </p>
      )}
      {subject.kind === 'agent' && <AgentSheet key={key} extension={subject.id} onOpen={onOpen} />}
      {subject.kind === 'queue' && <QueueSheet key={key} number={subject.id} onOpen={onOpen} />}
      {subject.kind === 'call' && <CallSheet key={key} id={subject.id} onOpen={onOpen} />}
    </DrawerPanel>
  );
}

function useTitle({ kind, id }: SheetSubject): string {
  const t = useTranslations('common');
  const agent = useAgent(kind === 'agent' ? id : '');
  const queue = useQueueRecord(kind === 'queue' ? id : '');
  const call = useCall(kind === 'call' ? id : '');
  if (kind === 'agent') return agent?.name ?? id;
  if (kind === 'queue') return queue?.name ?? id;
  return call ? (call.party ? showNumber(call.party) : t('withheld')) : t('call');
}
