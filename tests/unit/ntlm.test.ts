import { describe, expect, it } from 'vitest';
import { md4 } from '../../server/hooks/md4.ts';
import { ntlmStep, ntowfV2, ntProof } from '../../server/hooks/ntlm.ts';

const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');

describe('MD4 is RFC 1320', () => {
  it.each([
    ['', '31d6cfe0d16ae931b73c59d7e0c089c0'],
    ['a', 'bde52cb31de33e46245e05fbdbd6fb24'],
    ['abc', 'a448017aaf21d8525fc10ae87aa6729d'],
    ['message digest', 'd9130a8164549fe818874806e1c7014b'],
    ['abcdefghijklmnopqrstuvwxyz', 'd79e1c308aa5bbcdeea8ed63df412da9'],
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', '043f8582f241db351ce627e153e7f0e4'],
    [
      '12345678901234567890123456789012345678901234567890123456789012345678901234567890',
      'e33b4ddc9c38f2199c3e7b164fcc0536',
    ],
  ])('of %j', (text, digest) => {
    expect(md4(Buffer.from(text)).toString('hex')).toBe(digest);
  });
});

describe('NTLMv2 is MS-NLMP 4.2.4', () => {
  const user = 'User';
  const domain = 'Domain';
  const password = 'Password';
  const challenge = hex('0123456789abcdef');
  const blob = hex(
    `0101000000000000 0000000000000000 aaaaaaaaaaaaaaaa 00000000
     02000c0044006f006d00610069006e00 01000c00530065007200760065007200 00000000 00000000`,
  );

  it('derives the key from password, user and domain', () => {
    expect(ntowfV2(password, user, domain).toString('hex')).toBe('0c868a403bfd7a93a3001ef22ef02e3f');
  });
  it('derives the proof from the challenge and the blob', () => {
    expect(ntProof(password, user, domain, challenge, blob).toString('hex')).toBe('68cd0ab851e51c96aabc927bebef6a1c');
  });

  function type3(as: { user: string; password: string; domain: string }, answered: Buffer): Buffer {
    const proof = ntProof(as.password, as.user, as.domain, answered, blob);
    const parts = [
      Buffer.alloc(24),
      Buffer.concat([proof, blob]),
      ...[as.domain, as.user, 'PC'].map((t) => Buffer.from(t, 'utf16le')),
    ];
    const head = Buffer.alloc(64);
    head.write('NTLMSSP\0', 'latin1');
    head.writeUInt32LE(3, 8);
    let offset = 64;
    for (const [index, part] of parts.entries()) {
      head.writeUInt16LE(part.length, 12 + index * 8);
      head.writeUInt16LE(part.length, 14 + index * 8);
      head.writeUInt32LE(offset, 16 + index * 8);
      offset += part.length;
    }
    head.writeUInt32LE(1, 60);
    return Buffer.concat([head, ...parts]);
  }

  it('accepts who knows the password, in any letter case of the name', () => {
    expect(ntlmStep(type3({ user: 'USER', password, domain }, challenge), challenge, { user, password }).kind).toBe(
      'accepted',
    );
  });
  it.each([
    ['another password', { user, password: 'passwore', domain }],
    ['another user', { user: 'Usee', password, domain }],
  ])('refuses %s', (_what, as) => {
    expect(ntlmStep(type3(as, challenge), challenge, { user, password }).kind).toBe('refused');
  });
  it('refuses another domain when one is configured', () => {
    const message = type3({ user, password, domain: 'Other' }, challenge);
    expect(ntlmStep(message, challenge, { user, password, domain }).kind).toBe('refused');
    expect(ntlmStep(message, challenge, { user, password }).kind).toBe('accepted');
  });
  it('refuses an answer to another challenge, and one without a challenge', () => {
    const message = type3({ user, password, domain }, challenge);
    expect(ntlmStep(message, hex('0123456789abcdee'), { user, password }).kind).toBe('refused');
    expect(ntlmStep(message, null, { user, password }).kind).toBe('refused');
  });
  it('refuses what is cut off anywhere', () => {
    const message = type3({ user, password, domain }, challenge);
    // The last four bytes name the workstation, which proves nothing and is not looked at.
    for (let length = 0; length < message.length - 4; length++) {
      expect(ntlmStep(message.subarray(0, length), challenge, { user, password }).kind).toBe('refused');
    }
  });
});
