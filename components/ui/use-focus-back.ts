// Gives the focus back to what was pressed when a panel closes, so that the keyboard goes on where it was.
'use client';
import { useCallback, useState } from 'react';

/** For `onCloseAutoFocus`. What was pressed is whatever had the focus when the panel first appeared. */
export function useFocusBack(): (event: Event) => void {
  const [opener] = useState(() => (document.activeElement instanceof HTMLElement ? document.activeElement : null));
  return useCallback(
    (event) => {
      if (!opener?.isConnected || opener === document.body) return;
      event.preventDefault();
      opener.focus({ preventScroll: true });
    },
    [opener],
  );
}
