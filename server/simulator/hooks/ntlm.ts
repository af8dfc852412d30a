// The client's side of NTLMv2 (MS-NLMP 2.2, 3.3.2): the first message, and the answer to a challenge.
import { createHmac } from 'node:crypto';
import { md4 } from './md4.ts';

export interface NtlmUser {
  readonly user: string;
  readonly password: string;
  readonly domain: string;
}

const signature = Buffer.from('NTLMSSP\0', 'latin1');
/** Unicode, request target, NTLM, always sign, extended session security, target info, 128 bits. */
const flags = 0x20888205;
const hmacMd5 = (key: Buffer, ...parts: Buffer[]) => {
  const hmac = createHmac('md5', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
};
const wide = (text: string) => Buffer.from(text, 'utf16le');

export function ntlmNegotiate(): string {
  const message = Buffer.alloc(32);
  signature.copy(message);
  message.writeUInt32LE(1, 8);
  message.writeUInt32LE(flags, 12);
  return `NTLM ${message.toString('base64')}`;
}

export interface NtlmMoment {
  /** Eight bytes that were never used before. */
  readonly clientChallenge: Buffer;
  /** Unix ms. */
  readonly now: number;
}

/** Null when the challenge cannot be read. */
export function ntlmAuthenticate(user: NtlmUser, header: string, moment: NtlmMoment): string | null {
  const challenge = readChallenge(header);
  if (!challenge) return null;
  const stamp = Buffer.alloc(8);
  stamp.writeBigUInt64LE((BigInt(Math.max(0, Math.floor(moment.now))) + 11_644_473_600_000n) * 10_000n);
  const key = ntlmV2Key(user);
  const nt = ntlmV2Response(key, challenge.server, moment.clientChallenge, stamp, challenge.info);
  const lm = Buffer.concat([hmacMd5(key, challenge.server, moment.clientChallenge), moment.clientChallenge]);
  const parts = [lm, nt, wide(user.domain), wide(user.user), wide('MEETIP'), Buffer.alloc(0)];
  const head = Buffer.alloc(64);
  signature.copy(head);
  head.writeUInt32LE(3, 8);
  let at = head.length;
  for (const [index, part] of parts.entries()) {
    head.writeUInt16LE(part.length, 12 + index * 8);
    head.writeUInt16LE(part.length, 14 + index * 8);
    head.writeUInt32LE(at, 16 + index * 8);
    at += part.length;
  }
  head.writeUInt32LE(flags, 60);
  return `NTLM ${Buffer.concat([head, ...parts]).toString('base64')}`;
}

export const ntlmV2Key = ({ user, password, domain }: NtlmUser) =>
  hmacMd5(md4(wide(password)), wide(user.toUpperCase() + domain));

export function ntlmV2Response(key: Buffer, server: Buffer, client: Buffer, stamp: Buffer, info: Buffer): Buffer {
  const zeros = Buffer.alloc(4);
  const blob = Buffer.concat([Buffer.from([1, 1, 0, 0, 0, 0, 0, 0]), stamp, client, zeros, info, zeros]);
  return Buffer.concat([hmacMd5(key, server, blob), blob]);
}

function readChallenge(header: string): { server: Buffer; info: Buffer } | null {
  const encoded = /NTLM\s+([A-Za-z0-9+/=]+)/.exec(header)?.[1];
  const bytes = encoded ? Buffer.from(encoded, 'base64') : Buffer.alloc(0);
  if (bytes.length < 32 || !bytes.subarray(0, 8).equals(signature) || bytes.readUInt32LE(8) !== 2) return null;
  const length = bytes.length >= 48 ? bytes.readUInt16LE(40) : 0;
  const offset = length > 0 ? bytes.readUInt32LE(44) : 0;
  return { server: bytes.subarray(24, 32), info: bytes.subarray(offset, offset + length) };
}
