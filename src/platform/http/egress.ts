import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { addressKind, blockListOf, isListed } from './address-kind.ts';
import type { Reach } from './post.ts';
import { openResolve, type Resolve } from './resolve-host.ts';

export type EgressOptions = {
  /**
   * Addresses and networks that are reached though they are not public. One that begins with
   * `provider:` is for providers alone.
   */
  allow?: readonly string[];
  /** Addresses and networks that are never reached. */
  deny?: readonly string[];
  resolve?: Resolve;
};

/** Where a request may go: the addresses that may be dialled, or why there are none. */
export type Vetted = { ok: true; addresses: readonly string[] } | { ok: false; reason: string };

/** Decides which addresses are reached at all. */
export type Egress = { vet(url: URL, reach: Reach): Promise<Vetted> };

const RESOLVE_TIMEOUT_MS = 5_000; // reliability.md 6.4
const REMEMBERED_MS = 5_000; // a busy provider is not a question per order; an address may still move
const MOST_REMEMBERED = 10_000;
const OWN_ADDRESSES_MS = 60_000;
const LONGEST_URL = 2_048; // reliability.md 6.4, as are the ports
const LOW_PORTS = new Set([80, 443]);
const FIRST_HIGH_PORT = 1_024;

/**
 * The guard of all that is sent to others (reliability.md 6.4). It looks at the parsed host, and at
 * every address that it has: one that is not public refuses the whole, so that no answer of a name
 * server can choose.
 */
export function openEgress(options: EgressOptions = {}): Egress {
  const { allow = [], deny = [] } = options;
  const forProviders = allow.map((network) => network.replace(/^provider:/, ''));
  const forAll = allow.filter((network) => !network.startsWith('provider:'));
  const allowed = { provider: blockListOf(forProviders), public: blockListOf(forAll) };
  const denied = blockListOf(deny);
  const isOwn = openOwnAddresses();
  const resolve = remembering(inTime(options.resolve ?? openResolve()));

  const refusal = (address: string, url: URL, reach: Reach): string | undefined => {
    if (isListed(denied, address)) return 'the operator has closed this address';
    if (isListed(allowed[reach], address)) return undefined;
    const kind = isOwn(address) ? "the panel's own" : addressKind(address);
    if (kind !== 'public') return notPublic(reach, address, kind);
    return reach === 'public' && url.protocol !== 'https:' ? 'use an https address' : undefined;
  };
  return {
    async vet(url, reach) {
      const wrong = refusedForm(url, reach);
      if (wrong) return { ok: false, reason: wrong };
      const host = url.hostname.replace(/^\[|\]$/g, '');
      const addresses = isIP(host) ? [host] : await resolve(host, reach);
      if (addresses.length === 0) return { ok: false, reason: 'the host name has no address' };
      const reason = addresses
        .map((address) => refusal(address, url, reach))
        .find((one) => one !== undefined);
      return reason === undefined ? { ok: true, addresses } : { ok: false, reason };
    },
  };
}

/** What an owner of a webhook is told says nothing of the panel's network. */
const notPublic = (reach: Reach, address: string, kind: string): string =>
  reach === 'public'
    ? 'the address is not public'
    : `${address} is not public (${kind}): EGRESS_ALLOW names what may be reached`;

/** What is wrong with a URL whatever its host is; undefined when nothing is. */
function refusedForm(url: URL, reach: Reach): string | undefined {
  if (!/^https?:$/.test(url.protocol)) return 'use an https address';
  if (reach === 'provider') return undefined;
  if (url.href.length > LONGEST_URL) return `use at most ${LONGEST_URL} characters`;
  if (url.username !== '' || url.password !== '') return 'use an address without a password';
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  const isOpen = LOW_PORTS.has(port) || port >= FIRST_HIGH_PORT;
  return isOpen ? undefined : 'use port 443, 80, or one from 1024';
}

function inTime(resolve: Resolve): Resolve {
  return (host, reach) =>
    new Promise((settle) => {
      const none = () => settle([]);
      const timer = setTimeout(none, RESOLVE_TIMEOUT_MS);
      resolve(host, reach)
        .then(settle, none)
        .finally(() => clearTimeout(timer));
    });
}

/** Asks once for what is asked at the same time, and remembers an answer for a few seconds. */
function remembering(resolve: Resolve): Resolve {
  const known = new Map<string, { until: number; answer: Promise<readonly string[]> }>();
  return (host, reach) => {
    const key = `${reach} ${host}`;
    const now = performance.now();
    const found = known.get(key);
    if (found && found.until > now) return found.answer;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const entry = { until: Infinity, answer: resolve(host, reach) };
    known.set(key, entry);
    void entry.answer.then((addresses) => {
      entry.until = addresses.length === 0 ? 0 : performance.now() + REMEMBERED_MS;
    });
    return entry.answer;
  };
}

/** A machine reaches its own public address past its firewall, so that is not public to it. */
function openOwnAddresses(): (address: string) => boolean {
  let until = 0;
  let own = new Set<string>();
  return (address) => {
    if (performance.now() >= until) {
      const interfaces = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
      own = new Set(interfaces.map((one) => one.address));
      until = performance.now() + OWN_ADDRESSES_MS;
    }
    return own.has(address);
  };
}
