// The view that stands in the page's address, and how it is changed. A choice is a step that Back undoes; what is typed,
// and where one is in the list, replaces the step.
'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo, useState } from 'react';
import { addressOf, type ExplorerView, type FilterName, viewOf } from '../../lib/records/explorer-view.ts';

export interface ViewChange {
  readonly view: ExplorerView;
  /** `step`: Back undoes it. Anything but the row itself lets go of the row. */
  readonly change: (fields: Partial<ExplorerView>, how?: 'step' | 'replace') => void;
  readonly filter: (fields: { readonly [K in FilterName]?: string | undefined }, how?: 'step' | 'replace') => void;
}

export function useExplorerView(): ViewChange {
  const address = useSearchParams();
  const told = address.toString();
  // The router tells of a change a moment after it; a box that was ticked must not look unticked meanwhile.
  const [text, setText] = useState(told);
  const [seen, setSeen] = useState(told);
  if (seen !== told) {
    setSeen(told);
    setText(told);
  }
  const view = useMemo(() => viewOf(new URLSearchParams(text)), [text]);
  const change = useCallback<ViewChange['change']>((fields, how = 'step') => {
    // Two changes may come before the address has told of the first.
    const before = viewOf(new URLSearchParams(window.location.search));
    const keepsRow = 'row' in fields || 'peek' in fields;
    const next = addressOf({ ...before, ...(keepsRow ? {} : { row: null, peek: false }), ...fields });
    // Which report is looked at is no part of the filter, and stays.
    const by = new URLSearchParams(window.location.search).get('by');
    if (by !== null) next.set('by', by);
    setText(next.toString());
    const href = next.size > 0 ? `?${next}` : window.location.pathname;
    if (how === 'step') window.history.pushState(null, '', href);
    else window.history.replaceState(null, '', href);
  }, []);
  const filter = useCallback<ViewChange['filter']>(
    (fields, how) => {
      const { filters } = viewOf(new URLSearchParams(window.location.search));
      const next: { [K in FilterName]?: string } = { ...filters };
      let name: FilterName;
      for (name in fields) {
        const value = fields[name];
        if (value === undefined || value === '') delete next[name];
        else next[name] = value;
      }
      change({ filters: next }, how);
    },
    [change],
  );
  return { view, change, filter };
}
