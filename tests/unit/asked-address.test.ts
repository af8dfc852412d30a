import { expect, test } from 'vitest';
import { createAddresses } from '../../server/http/asked-address.ts';

/** Who asks, by the connection's peer and what it forwards. */
const peerOf = (remoteAddress: string, forwarded: string | undefined, trustProxy: readonly string[]) => {
  const headers = forwarded === undefined ? {} : { 'x-forwarded-for': forwarded };
  const socket: unknown = { remoteAddress };
  // Of a connection nothing else is asked.
  const request = { headers, socket } as Parameters<ReturnType<typeof createAddresses>['asked']>[0];
  return createAddresses({ tls: null, trustProxy }).asked(request).peer;
};
const proxies = ['10.0.0.0/8', 'loopback', 'fd00::/8'];

test.each([
  ['a stranger who forwards', '203.0.113.9', '198.51.100.1', proxies, '203.0.113.9'],
  ['nobody is trusted', '10.0.0.1', '198.51.100.1', [], '10.0.0.1'],
  ['one proxy', '10.0.0.1', '198.51.100.1', proxies, '198.51.100.1'],
  ['an IPv4 peer of a socket for both', '::ffff:10.0.0.1', '198.51.100.1', proxies, '198.51.100.1'],
  ['two proxies, the inner one local', '127.0.0.1', '198.51.100.1, 10.0.0.7', proxies, '198.51.100.1'],
  ['what was written before the nearest', '10.0.0.1', '1.2.3.4, 5.6.7.8, 198.51.100.1', proxies, '198.51.100.1'],
  ['a forged hop behind a stranger', '10.0.0.1', '10.9.9.9, 198.51.100.1, 10.0.0.7', proxies, '198.51.100.1'],
  ['proxies alone', 'fd00::1', '10.0.0.7', proxies, '10.0.0.7'],
  ['a proxy that forwards nothing', '10.0.0.1', undefined, proxies, '10.0.0.1'],
])('[A32] %s', (_name, remote, forwarded, trusted, peer) => {
  expect(peerOf(remote, forwarded, trusted)).toBe(peer);
});
