// The server's side of NTLMv2 (MS-NLMP) for one configured user: no domain controller is asked.
// NTLM proves a connection, not a request: a challenge is used once, on the connection it was made for.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { md4 } from './md4.ts';

export interface NtlmUser {
  readonly user: string;
  readonly password: string;
  /** When set, the sender must name it (in any letter case). */
  readonly domain?: string | undefined;
}

const signature = Buffer.from('NTLMSSP\0', 'latin1');
const flag = { unicode: 0x1, target: 0x4, ntlm: 0x200, sign: 0x8000, server: 0x20000, session: 0x80000 };
const flagInfo = 0x800000;
const flag128 = 0x20000000;
const flag56 = 0x80000000;
const offered =
  flag.unicode | flag.target | flag.ntlm | flag.sign | flag.server | flag.session | flagInfo | flag128 | flag56;
const targetName = 'WALLBOARD';
/** Session key (16 bytes) and everything a Type 3 message points to lie within this. */
const longestMessage = 4_096;

export type NtlmStep =
  | { readonly kind: 'challenge'; readonly challenge: Buffer; readonly message: Buffer }
  | { readonly kind: 'accepted' }
  | { readonly kind: 'refused' };

/**
 * One message of a handshake. `challenge` is what this connection was given and did not use yet, or null.
 * @returns the Type 2 message to send with its challenge, or the verdict on a Type 3.
 */
export function ntlmStep(message: Buffer, challenge: Buffer | null, user: NtlmUser): NtlmStep {
  if (message.length < 12 || message.length > longestMessage || !message.subarray(0, 8).equals(signature)) {
    return { kind: 'refused' };
  }
  const type = message.readUInt32LE(8);
  if (type === 1) {
    const fresh = randomBytes(8);
    return { kind: 'challenge', challenge: fresh, message: type2(fresh) };
  }
  if (type !== 3 || !challenge) return { kind: 'refused' };
  return { kind: proves(message, challenge, user) ? 'accepted' : 'refused' };
}

function type2(challenge: Buffer): Buffer {
  const name = Buffer.from(targetName, 'utf16le');
  const pair = (id: number, value: Buffer) => {
    const head = Buffer.alloc(4);
    head.writeUInt16LE(id, 0);
    head.writeUInt16LE(value.length, 2);
    return Buffer.concat([head, value]);
  };
  // NetBIOS domain and computer, then the end of the list.
  const info = Buffer.concat([pair(2, name), pair(1, name), pair(0, Buffer.alloc(0))]);
  const head = Buffer.alloc(48);
  signature.copy(head);
  head.writeUInt32LE(2, 8);
  head.writeUInt16LE(name.length, 12);
  head.writeUInt16LE(name.length, 14);
  head.writeUInt32LE(48, 16);
  head.writeUInt32LE(offered >>> 0, 20);
  challenge.copy(head, 24);
  head.writeUInt16LE(info.length, 40);
  head.writeUInt16LE(info.length, 42);
  head.writeUInt32LE(48 + name.length, 44);
  return Buffer.concat([head, name, info]);
}

/** The bytes a Type 3 field points to; null when it points outside the message. */
function field(message: Buffer, at: number): Buffer | null {
  if (message.length < at + 8) return null;
  const length = message.readUInt16LE(at);
  const offset = message.readUInt32LE(at + 4);
  return offset + length <= message.length ? message.subarray(offset, offset + length) : null;
}

function proves(message: Buffer, challenge: Buffer, user: NtlmUser): boolean {
  if (message.length < 64) return false;
  const response = field(message, 20);
  const domainBytes = field(message, 28);
  const userBytes = field(message, 36);
  if (!response || !domainBytes || !userBytes) return false;
  // 24 bytes would be NTLMv1, which is broken; a v2 response is a proof and a blob of at least 28 bytes.
  if (response.length < 16 + 28) return false;
  const encoding = message.readUInt32LE(60) & flag.unicode ? 'utf16le' : 'latin1';
  const name = userBytes.toString(encoding);
  const domain = domainBytes.toString(encoding);
  const proof = ntProof(user.password, name, domain, challenge, response.subarray(16));
  const proven = timingSafeEqual(proof, response.subarray(0, 16));
  const named = name.toUpperCase() === user.user.toUpperCase();
  const inDomain = !user.domain || domain.toUpperCase() === user.domain.toUpperCase();
  return proven && named && inDomain;
}

/** NTProofStr of MS-NLMP 3.3.2. */
export function ntProof(password: string, user: string, domain: string, challenge: Buffer, blob: Buffer): Buffer {
  return hmacMd5(ntowfV2(password, user, domain), Buffer.concat([challenge, blob]));
}

/** NTOWFv2 of MS-NLMP 3.3.2. */
export function ntowfV2(password: string, user: string, domain: string): Buffer {
  const secret = md4(Buffer.from(password, 'utf16le'));
  return hmacMd5(secret, Buffer.from(user.toUpperCase() + domain, 'utf16le'));
}

function hmacMd5(key: Buffer, data: Buffer): Buffer {
  return createHmac('md5', key).update(data).digest();
}
