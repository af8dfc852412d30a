// Recognises a number that was ordered before without keeping it: whoever reads the table alone cannot try all numbers,
// and no other use of APP_SECRET gives the same hashes.
import { createKeyedHash } from './derive-key.ts';

/** One spelling of one number in, always the same text out, as long as the secret stays. */
export const createNumberHash = (appSecret: string): ((number: string) => string) =>
  createKeyedHash(appSecret, 'wallboard: numbers of orders, 1');
