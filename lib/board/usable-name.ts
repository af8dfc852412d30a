// Which names may be a key of a record. Decides for everything that comes from outside: a name that reaches a
// prototype instead of the record is no name.
const unusable = new Set(['', '__proto__', 'constructor', 'prototype']);

export const isUsable = (name: string): boolean => !unusable.has(name);
