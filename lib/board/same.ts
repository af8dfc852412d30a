// Equality of plain JSON values, and which fields of a record differ. Decides what is published as a patch.

export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, index) => same(item, b[index]));
  }
  const left = Object.entries(a);
  if (left.length !== Object.keys(b).length) return false;
  const right = new Map(Object.entries(b));
  return left.every(([key, value]) => right.has(key) && same(value, right.get(key)));
}

/** The fields of `after` that are not what they were; null when none. */
export function differences<T extends object>(before: T, after: T): Partial<T> | null {
  const fields: Partial<T> = {};
  let any = false;
  for (const key in after) {
    if (same(before[key], after[key])) continue;
    fields[key] = after[key];
    any = true;
  }
  return any ? fields : null;
}
