// Words that may quote a number, for those who may not read it.
import { maskNumber } from './mask.ts';

/** Every run of seven digits or more, separators between them allowed, is masked; shorter ones (extensions, codes) stay. */
export function maskNumbersIn(text: string): string {
  return text.replace(/\+?\d(?:[ .()-]{0,2}\d){6,}/g, maskNumber);
}

/** The same in every value of something that came as JSON; names stay. */
export function maskValues(value: unknown): unknown {
  if (typeof value === 'string') return maskNumbersIn(value);
  if (typeof value === 'number') return Math.abs(value) >= 1_000_000 ? maskNumbersIn(String(value)) : value;
  if (Array.isArray(value)) return value.map(maskValues);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, maskValues(one)]));
}
