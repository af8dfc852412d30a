// A record split into 1,024 small ones by a hash of the key: an immutable write copies one of them. Their names
// are small integers, which an engine copies far faster than long texts.
// Decides where a key lives; a pure function of the key, so a checkpoint can be read by any later start.

export type Shards<T> = Record<string, Record<string, T>>;

function shardOf(key: string): string {
  let hash = 0;
  for (let index = 0; index < key.length; index++) hash = (hash * 31 + key.charCodeAt(index)) & 0xffff;
  return String(hash & 1023);
}

/** Own properties only: `constructor` is a key like any other. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

export function shardGet<T>(shards: Shards<T>, key: string): T | undefined {
  const shard = own(shards, shardOf(key));
  return shard === undefined ? undefined : own(shard, key);
}

export function* shardKeys<T>(shards: Shards<T>): Generator<string> {
  for (const shard of Object.values(shards)) yield* Object.keys(shard);
}

/** A copy with the writes applied (undefined removes); each touched shard is copied once. */
export function shardWrite<T>(shards: Shards<T>, writes: Iterable<readonly [string, T | undefined]>): Shards<T> {
  const next = { ...shards };
  const copied = new Set<string>();
  for (const [key, value] of writes) {
    if (key === '__proto__') continue;
    const at = shardOf(key);
    const shard = copied.has(at) ? (next[at] ?? {}) : { ...next[at] };
    copied.add(at);
    if (value === undefined) delete shard[key];
    else shard[key] = value;
    next[at] = shard;
  }
  return next;
}
