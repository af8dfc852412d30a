// Keeps secrets at rest: AES-256-GCM under a key derived from APP_SECRET, one label for each use. A sealed text says what
// it belongs to; put elsewhere, changed, or opened under another secret it does not open.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { deriveKey } from './derive-key.ts';

export interface Seal {
  /** @param about what it belongs to, e.g. a session's id */
  close(content: string | Buffer, about: string): string;
  /** null = damaged, moved, or of another APP_SECRET. */
  open(sealed: string, about: string): string | null;
  openBytes(sealed: string, about: string): Buffer | null;
}

const cipher = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

export const createSeal = (appSecret: string, label: string): Seal =>
  sealUnder(deriveKey(appSecret, `wallboard: ${label}`));

export function sealUnder(key: Buffer): Seal {
  const seal: Seal = {
    close(content, about) {
      const nonce = randomBytes(nonceBytes);
      const sealing = createCipheriv(cipher, key, nonce).setAAD(Buffer.from(about));
      const body = Buffer.concat([sealing.update(Buffer.from(content)), sealing.final()]);
      return Buffer.concat([nonce, sealing.getAuthTag(), body]).toString('base64url');
    },
    open: (sealed, about) => seal.openBytes(sealed, about)?.toString('utf8') ?? null,
    openBytes(sealed, about) {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length < nonceBytes + tagBytes) return null;
      const opening = createDecipheriv(cipher, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
        .setAAD(Buffer.from(about))
        .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      try {
        return Buffer.concat([opening.update(bytes.subarray(nonceBytes + tagBytes)), opening.final()]);
      } catch {
        return null; // The tag does not fit: that is the answer.
      }
    },
  };
  return seal;
}
