// What makes two rows of the PBX the same ticket: kind, id, caller and called, for legs may share an id. The key is a
// number of 53 bits that stands behind the start in every index; within one second two tickets never meet in practice.
// A ticket whose numbers were erased keeps 20 bits of it: enough to know it again within its second, so that reading it
// anew brings nothing back, and far too few to find a number by trying them all.
import type { RecordKind } from '../protocol/record-shapes.ts';

/** 0 to 2^53 − 1. `called` of an entry into a queue is the queue's own text where the ticket names nobody called. */
export function recordKey(kind: RecordKind, callId: string, caller: string, called: string): number {
  return digest(`${kind}\n${callId}\n${caller}\n${called}`);
}

/** The key of the same ticket once its numbers are erased: −1 to −2^20. An erased key is its own. */
export function erasedKey(key: number): number {
  return key < 0 ? key : -1 - (key % 1_048_576);
}

/** Two 32-bit multiplicative hashes of the text, mixed and put side by side. */
function digest(text: string): number {
  let left = 0x9e3779b9;
  let right = 0x85ebca6b;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    left = Math.imul(left ^ unit, 0x27d4eb2f);
    right = Math.imul(right ^ unit, 0x165667b1);
  }
  left = Math.imul(left ^ (left >>> 15), 0x2c1b3c6d) ^ Math.imul(right ^ (right >>> 13), 0x297a2d39);
  right = Math.imul(right ^ (right >>> 15), 0x2c1b3c6d) ^ Math.imul(left ^ (left >>> 13), 0x297a2d39);
  return (left >>> 0) * 2_097_152 + (right >>> 11);
}
