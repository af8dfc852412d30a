import { describe, expect, test } from 'vitest';
import { md4 } from '../../server/simulator/hooks/md4.ts';
import { ntlmAuthenticate, ntlmNegotiate, ntlmV2Key, ntlmV2Response } from '../../server/simulator/hooks/ntlm.ts';

describe('MD4 as RFC 1320 prints it', () => {
  test.each([
    ['', '31d6cfe0d16ae931b73c59d7e0c089c0'],
    ['abc', 'a448017aaf21d8525fc10ae87aa6729d'],
    [
      '12345678901234567890123456789012345678901234567890123456789012345678901234567890',
      'e33b4ddc9c38f2199c3e7b164fcc0536',
    ],
  ])('of %j', (text, digest) => {
    expect(md4(Buffer.from(text)).toString('hex')).toBe(digest);
  });
});

describe('NTLMv2 as MS-NLMP 4.2.4 prints it', () => {
  const key = ntlmV2Key({ user: 'User', password: 'Password', domain: 'Domain' });
  test('the key', () => {
    expect(key.toString('hex')).toBe('0c868a403bfd7a93a3001ef22ef02e3f');
  });
  test('the proof', () => {
    const exact = Buffer.from('02000c0044006f006d00610069006e0001000c00530065007200760065007200' + '00000000', 'hex');
    const response = ntlmV2Response(
      key,
      Buffer.from('0123456789abcdef', 'hex'),
      Buffer.alloc(8, 0xaa),
      Buffer.alloc(8),
      exact,
    );
    expect(response.subarray(0, 16).toString('hex')).toBe('68cd0ab851e51c96aabc927bebef6a1c');
  });
  test('a header that is no challenge gets no answer', () => {
    const moment = { clientChallenge: Buffer.alloc(8), now: 0 };
    expect(ntlmAuthenticate({ user: 'u', password: 'p', domain: '' }, 'NTLM', moment)).toBeNull();
    expect(ntlmAuthenticate({ user: 'u', password: 'p', domain: '' }, ntlmNegotiate(), moment)).toBeNull();
  });
});
