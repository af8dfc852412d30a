// The keys of a wall. Single letters act only where nothing is being typed, and can be switched off.
export type WallKey =
  | { readonly do: 'go'; readonly href: string }
  | { readonly do: 'fullscreen' | 'pause' | 'search' | 'help' | 'acknowledge' };

/** null = not one of ours. `single` = single-letter keys are on. */
export function wallKey(event: {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly typing: boolean;
  readonly single: boolean;
}): WallKey | null {
  if (event.typing || !event.single || event.ctrlKey || event.metaKey || event.altKey) return null;
  switch (event.key) {
    case '1':
      return { do: 'go', href: '/wall' };
    case '2':
      return { do: 'go', href: '/wall/agents' };
    case '3':
      return { do: 'go', href: '/wall/calls' };
    case 'a':
      return { do: 'acknowledge' };
    case 'f':
      return { do: 'fullscreen' };
    case 'p':
      return { do: 'pause' };
    case 's':
      return { do: 'search' };
    case '?':
      return { do: 'help' };
    default:
      return null;
  }
}
