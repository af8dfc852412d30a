// Under which address was this server asked, and by whom? Decides whose X-Forwarded-* count: those of the proxies in
// TRUST_PROXY, nobody else's. Serves the upgrades of sockets and the limits; for requests Fastify decides by the same rule.
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { Env } from '../env.ts';

export interface AskedAddress {
  /** Host and port as the browser spelt them; undefined when nobody said. */
  readonly host: string | undefined;
  /** true = surely by HTTPS; false = not known. */
  readonly https: boolean;
  /** Who asked: the peer, or whom a trusted proxy asks for. */
  readonly peer: string;
}

export interface Addresses {
  asked(request: Pick<IncomingMessage, 'headers' | 'socket'>): AskedAddress;
  /** A proxy of TRUST_PROXY: it carries many people. */
  isProxy(address: string): boolean;
}

export function createAddresses(env: Pick<Env, 'tls' | 'trustProxy'>): Addresses {
  const trusted = new BlockList();
  for (const network of env.trustProxy.flatMap((name) => (name === 'loopback' ? ['127.0.0.0/8', '::1'] : [name]))) {
    const [address = '', bits] = network.split('/');
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(bits), family);
  }
  const isProxy = (address: string) =>
    isIP(address) > 0 && trusted.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
  return {
    isProxy: (address) => isProxy(plainAddress(address)),
    asked({ headers, socket }) {
      const direct = plainAddress(socket.remoteAddress ?? '');
      const byProxy = isProxy(direct);
      const told = (name: string) => (byProxy ? listed(headers[name]).at(-1) : undefined);
      // From the nearest hop outwards: the first that is no proxy of ours is whom it is about.
      const hops = byProxy ? [direct, ...listed(headers['x-forwarded-for']).reverse().map(plainAddress)] : [direct];
      return {
        host: told('x-forwarded-host') ?? headers.host,
        https: env.tls !== null || told('x-forwarded-proto') === 'https',
        peer: hops.find((hop) => !isProxy(hop)) ?? hops.at(-1) ?? '',
      };
    },
  };
}

/** Node shows an IPv4 peer of a socket for both kinds as ::ffff:10.0.0.1. */
const plainAddress = (address: string) => address.replace(/^::ffff:(?=\d+\.)/i, '');

/** Of several proxies the one that asked us spoke last. */
function listed(value: string | readonly string[] | undefined): string[] {
  const text = typeof value === 'string' ? value : (value?.join(',') ?? '');
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
