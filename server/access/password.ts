// Keeps passwords as scrypt hashes and compares them in constant time. Never logs, never returns one.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

export interface PasswordCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}
/** 16 MiB and about 0.2 s a try: as hard to guess as more memory, and four at once do not hurt the wall. */
export const passwordCost: PasswordCost = { N: 16_384, r: 8, p: 5 };
const keyLength = 32;

function derive(password: string, salt: Buffer, options: PasswordCost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const maxmem = 256 * options.N * options.r;
    // NFKC: the same password typed on another keyboard is the same bytes.
    scrypt(password.normalize('NFKC'), salt, keyLength, { ...options, maxmem }, (error, key) =>
      error ? reject(error) : resolve(key),
    );
  });
}

/** `scrypt$N$r$p$salt$hash`, so that the cost may rise without locking anybody out. */
export async function hashPassword(password: string, cost = passwordCost): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Takes as long for `null` (no such user) as for a wrong password. */
export async function verifyPassword(password: string, stored: string | null, cost = passwordCost): Promise<boolean> {
  const [scheme, N, r, p, salt, hash] = (stored ?? '').split('$');
  if (scheme !== 'scrypt' || !N || !r || !p || !salt || !hash) {
    await derive(password, Buffer.alloc(16), cost);
    return false;
  }
  const key = await derive(password, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) });
  const known = Buffer.from(hash, 'base64url');
  return known.length === key.length && timingSafeEqual(known, key);
}

/** 20 characters without those that look alike; about 99 bits. */
export function randomPassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
  let text = '';
  while (text.length < 20) {
    for (const byte of randomBytes(32)) {
      // Only whole multiples of the alphabet: no letter is likelier than another.
      if (byte < letters.length * 8 && text.length < 20) text += letters[byte % letters.length];
    }
  }
  return text;
}
