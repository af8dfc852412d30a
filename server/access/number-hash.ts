// Recognises a number that was ordered before without keeping it. The key comes from APP_SECRET under a label of its
// own: whoever reads the table alone cannot try all numbers, and no other use of the secret gives the same hashes.
import { createHmac, hkdfSync } from 'node:crypto';

const label = 'wallboard: numbers of orders, 1';

/** One spelling of one number in, always the same text out, as long as the secret stays. */
export function createNumberHash(appSecret: string): (number: string) => string {
  const key = Buffer.from(hkdfSync('sha256', appSecret, '', label, 32));
  return (number) => createHmac('sha256', key).update(number).digest('base64url');
}
