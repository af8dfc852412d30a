// Names short enough for a tile and still telling people apart: "Beatriz N.", or "Beatriz No." where two would be
// the same. Never an ellipsis. An agent without a name is its extension.

interface Named {
  readonly extension: string;
  readonly name: string | null;
}

/** Words that belong to the surname after them and are no initial of their own. */
const particles = new Set(['da', 'de', 'do', 'das', 'dos', 'del', 'la', 'e', 'y', 'los', 'las']);

function wordsOf(name: string): { first: string; last: string | null } {
  const words = name.trim().split(/\s+/);
  const surnames = words.slice(1).filter((word) => !particles.has(word.toLowerCase()));
  return { first: words[0] ?? '', last: surnames.at(-1) ?? null };
}

const letters = (text: string, count: number) => [...text].slice(0, count).join('');

/** Extension to short name. Those that still collide with their whole surname carry their extension. */
export function shortNames(agents: readonly Named[]): ReadonlyMap<string, string> {
  const short = new Map<string, string>();
  let open = agents.flatMap(({ extension, name }) => {
    if (name?.trim()) return [{ extension, ...wordsOf(name) }];
    short.set(extension, extension);
    return [];
  });
  for (let count = 1; open.length > 0; count++) {
    const groups = Map.groupBy(open, ({ first, last }) => label(first, last, count).toLowerCase());
    const again: typeof open = [];
    for (const group of groups.values()) {
      const longest = Math.max(...group.map(({ last }) => [...(last ?? '')].length));
      if (group.length > 1 && count < longest) again.push(...group);
      else {
        for (const { extension, first, last } of group) {
          short.set(
            extension,
            group.length > 1 ? `${label(first, last, count)} ${extension}` : label(first, last, count),
          );
        }
      }
    }
    open = again;
  }
  return short;
}

function label(first: string, last: string | null, count: number): string {
  if (!last) return first;
  const start = letters(last, count);
  return start.length === last.length ? `${first} ${last}` : `${first} ${start}.`;
}
