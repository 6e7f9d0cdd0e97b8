import { BlockList, isIP } from 'node:net';

export type AddressKind =
  | 'public'
  | 'unspecified'
  | 'private'
  | 'loopback'
  | 'link-local'
  | 'carrier-grade NAT'
  | 'multicast'
  | 'documentation'
  | 'benchmarking'
  | 'reserved'
  | 'IPv4 in IPv6';

// Smokescreen's classes and the IANA special-purpose registries (reliability.md 6.4).
const V4: readonly [network: string, prefix: number, kind: AddressKind][] = [
  ['0.0.0.0', 8, 'unspecified'],
  ['10.0.0.0', 8, 'private'],
  ['100.64.0.0', 10, 'carrier-grade NAT'],
  ['127.0.0.0', 8, 'loopback'],
  ['169.254.0.0', 16, 'link-local'],
  ['172.16.0.0', 12, 'private'],
  ['192.0.0.0', 24, 'reserved'],
  ['192.0.2.0', 24, 'documentation'],
  ['192.88.99.0', 24, 'reserved'],
  ['192.168.0.0', 16, 'private'],
  ['198.18.0.0', 15, 'benchmarking'],
  ['198.51.100.0', 24, 'documentation'],
  ['203.0.113.0', 24, 'documentation'],
  ['224.0.0.0', 4, 'multicast'],
  ['240.0.0.0', 4, 'reserved'],
];

// The narrower network stands first. Whatever is not in 2000::/3 is reserved anyway.
const V6: readonly [network: string, prefix: number, kind: AddressKind][] = [
  ['::', 128, 'unspecified'],
  ['::1', 128, 'loopback'],
  ['::ffff:0:0', 96, 'IPv4 in IPv6'],
  ['::', 96, 'IPv4 in IPv6'],
  ['64:ff9b::', 96, 'IPv4 in IPv6'],
  ['64:ff9b:1::', 48, 'IPv4 in IPv6'],
  ['100::', 64, 'reserved'],
  ['2001::', 32, 'IPv4 in IPv6'],
  ['2001::', 23, 'reserved'],
  ['2001:db8::', 32, 'documentation'],
  ['2002::', 16, 'IPv4 in IPv6'],
  ['3fff::', 20, 'documentation'],
  ['fc00::', 7, 'private'],
  ['fe80::', 10, 'link-local'],
  ['fec0::', 10, 'private'],
  ['ff00::', 8, 'multicast'],
];
const GLOBAL_V6 = blockListOf(['2000::/3']);

const V4_LISTS = V4.map(listed);
const V6_LISTS = V6.map(listed);

function listed([network, prefix, kind]: (typeof V4)[number]) {
  return { list: blockListOf([`${network}/${prefix}`]), kind };
}

/** What the registries say an address is for; only `public` ones lead to somebody else's server. */
export function addressKind(address: string): AddressKind {
  const [bare = ''] = address.split('%');
  const family = isIP(bare);
  if (family === 4) return V4_LISTS.find(({ list }) => list.check(bare, 'ipv4'))?.kind ?? 'public';
  if (family === 0) return 'reserved';
  const known = V6_LISTS.find(({ list }) => list.check(bare, 'ipv6'))?.kind;
  return known ?? (GLOBAL_V6.check(bare, 'ipv6') ? 'public' : 'reserved');
}

/** Of addresses and networks such as `10.0.0.0/8`. */
export function blockListOf(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const text of networks) {
    const [address = '', prefix] = text.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

export const isListed = (list: BlockList, address: string): boolean => {
  const [bare = ''] = address.split('%');
  return list.check(bare, isIP(bare) === 6 ? 'ipv6' : 'ipv4');
};
