// Under which address was this server asked? Decides whose X-Forwarded-Host and X-Forwarded-Proto count: those of the
// proxies in TRUST_PROXY, nobody else's. Serves the upgrades of sockets; for requests Fastify decides by the same rule.
import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';
import type { Env } from '../env.ts';

export interface AskedAddress {
  /** Host and port as the browser spelt them; undefined when nobody said. */
  readonly host: string | undefined;
  /** true = surely by HTTPS; false = not known. */
  readonly https: boolean;
}

export function createAskedAddress(env: Pick<Env, 'tls' | 'trustProxy'>): (request: IncomingMessage) => AskedAddress {
  const trusted = new BlockList();
  for (const network of env.trustProxy.flatMap((name) => (name === 'loopback' ? ['127.0.0.0/8', '::1'] : [name]))) {
    const [address = '', bits] = network.split('/');
    const family = isIP(address) === 4 ? 'ipv4' : 'ipv6';
    if (bits === undefined) trusted.addAddress(address, family);
    else trusted.addSubnet(address, Number(bits), family);
  }
  return ({ headers, socket }) => {
    // Node shows an IPv4 peer of a socket for both kinds as ::ffff:10.0.0.1.
    const peer = (socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/, '');
    const byProxy = isIP(peer) > 0 && trusted.check(peer, isIP(peer) === 4 ? 'ipv4' : 'ipv6');
    const told = (name: string) => (byProxy ? last(headers[name]) : undefined);
    return {
      host: told('x-forwarded-host') ?? headers.host,
      https: env.tls !== null || told('x-forwarded-proto') === 'https',
    };
  };
}

/** Of several proxies the one that asked us spoke last. */
function last(value: string | readonly string[] | undefined): string | undefined {
  const text = typeof value === 'string' ? value : value?.join(',');
  return text?.split(',').at(-1)?.trim() || undefined;
}
