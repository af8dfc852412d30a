// Words that may quote a number, for those who may not read it.
import { maskNumber } from './mask.ts';

/** Every run of seven digits or more, separators between them allowed, is masked; shorter ones (extensions, codes) stay. */
export function maskNumbersIn(text: string): string {
  return text.replace(/\+?\d(?:[ .()-]{0,2}\d){6,}/g, maskNumber);
}
