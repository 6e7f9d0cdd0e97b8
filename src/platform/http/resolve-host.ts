import { lookup, Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Reach } from './post.ts';

/** All addresses of a host, or none. */
export type Resolve = (host: string, reach: Reach) => Promise<readonly string[]>;

const ASK_MS = 2_000; // twice within the 5 s that reliability.md 6.4 gives to DNS
const TRIES = 2;

/**
 * Providers are looked up as the system does it, with its hosts file. Names that anybody may give
 * are asked of DNS alone: the system's way has four threads, which four slow names would hold.
 */
export function openResolve(): Resolve {
  const resolver = new Resolver({ timeout: ASK_MS, tries: TRIES });
  return async (host, reach) => {
    if (isIP(host)) return [host];
    if (/(^|\.)localhost\.?$/i.test(host)) return ['127.0.0.1', '::1']; // RFC 6761
    if (reach === 'provider') {
      return (await lookup(host, { all: true, order: 'verbatim' })).map(({ address }) => address);
    }
    const found = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
    return found.flatMap((one) => (one.status === 'fulfilled' ? one.value : []));
  };
}
