// What can be done with one record of the list: open it, look at those like it or without them, copy from it.
'use client';
import { Content, Item, Portal, Root, Separator, Trigger } from 'radix-ui/dropdown-menu';
import { useTranslations } from 'use-intl/react';
import { showNumber } from '../../lib/dialling/show-number.ts';
import { type CallRecord, recordStatuses } from '../../lib/protocol/record-shapes.ts';
import type { FilterName } from '../../lib/records/explorer-view.ts';
import { useFocusBack } from '../ui/use-focus-back.ts';
import type { ViewChange } from './use-explorer-view.ts';
import type { HouseNames } from './use-house-names.ts';

interface Entry {
  readonly label: string;
  readonly run: () => void;
}

export default function RowMenu(props: {
  readonly record: CallRecord;
  readonly at: { readonly x: number; readonly y: number };
  readonly names: HouseNames;
  readonly filter: ViewChange['filter'];
  readonly onPeek: () => void;
  readonly onOpen: () => void;
  readonly onClose: () => void;
}) {
  const { record, at, names, filter, onPeek, onOpen, onClose } = props;
  const t = useTranslations('explorer');
  const records = useTranslations('records');
  const focusBack = useFocusBack();
  const only = (name: FilterName, told: string, value: string): Entry => ({
    label: t('menu.only', { name: t(`filter.${name}`), value: told }),
    run: () => filter({ [name]: value }),
  });
  const copy = (text: string) => () => {
    navigator.clipboard?.writeText(text).catch((error: unknown) => console.warn('nothing could be copied', error));
  };
  const status = records(`statuses.${record.status}`);
  const whole = record.party !== null && !record.party.includes('•') ? record.party : null;
  const others = recordStatuses.filter((one) => one !== record.status).join(',');
  const groups: readonly (readonly Entry[])[] = [
    [
      { label: t('menu.open'), run: onOpen },
      { label: t('menu.peek'), run: onPeek },
    ],
    [
      ...(record.queue === null ? [] : [only('queue', names.queue(record.queue), record.queue)]),
      ...(record.agent === null ? [] : [only('agent', names.agent(record.agent), record.agent)]),
      ...(whole === null ? [] : [only('number', showNumber(whole), whole)]),
      only('status', status, record.status),
      { label: t('menu.without', { value: status }), run: () => filter({ status: others }) },
    ],
    // Off HTTPS a browser lets nothing be copied from a menu.
    globalThis.isSecureContext
      ? [
          ...(whole === null ? [] : [{ label: t('menu.copyNumber', { number: showNumber(whole) }), run: copy(whole) }]),
          { label: t('menu.copyId'), run: copy(record.id) },
        ]
      : [],
  ];
  return (
    <Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <Trigger asChild>
        <span aria-hidden="true" className="fixed size-0" style={{ left: at.x, top: at.y }} />
      </Trigger>
      <Portal>
        <Content
          aria-label={t('list.menu')}
          align="start"
          collisionPadding={12}
          onCloseAutoFocus={focusBack}
          className="enter-fade z-[60] flex w-72 flex-col rounded-card border border-line bg-overlay p-1 text-ink-1 shadow-float"
        >
          {groups
            .filter((entries) => entries.length > 0)
            .map((entries, index) => [
              // biome-ignore lint/suspicious/noArrayIndexKey: the groups never change their order.
              index > 0 && <Separator key={`line-${index}`} className="my-1 h-px bg-line" />,
              ...entries.map(({ label, run }) => (
                <Item
                  key={label}
                  className="type-body flex min-h-8 cursor-default items-center rounded-row px-3 outline-none max-sm:min-h-11 data-[highlighted]:bg-sunken"
                  onSelect={run}
                >
                  <span className="truncate">{label}</span>
                </Item>
              )),
            ])}
        </Content>
      </Portal>
    </Root>
  );
}
