// The one place where keys come from APP_SECRET: one for each use, so that none opens what another closed. Uses never
// change their words: what existing databases hold could not be opened any more.
import { createHmac, hkdfSync } from 'node:crypto';

/** @param use names the purpose, e.g. `wallboard: tokens of agents, 1`; another use is another key. 32 bytes. */
export function deriveKey(appSecret: string, use: string): Buffer {
  return Buffer.from(hkdfSync('sha256', appSecret, '', use, 32));
}

/** Recognises a text without keeping it: HMAC-SHA256 under the key of this use, base64url. */
export function createKeyedHash(appSecret: string, use: string): (text: string) => string {
  const key = deriveKey(appSecret, use);
  return (text) => createHmac('sha256', key).update(text).digest('base64url');
}

/**
 * Recognises the cookies of people and screens. The one hash under the secret itself: screens stay paired for years, and
 * under a derived key each would have to be paired anew.
 */
export function createTokenHash(appSecret: string): (token: string) => string {
  return (token) => createHmac('sha256', appSecret).update(token).digest('base64url');
}
