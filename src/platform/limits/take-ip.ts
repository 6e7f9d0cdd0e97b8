import { isIP } from 'node:net';
import type { App } from '../app.ts';
import type { Decision } from './decision.ts';
import { take } from './take.ts';

export const IP_LIMIT = 300; // contract 4

/**
 * Counts a call against its address, before anything else is known of it. Start it when the
 * headers have come and await it after the body: it never rejects.
 */
export const takeIp = (
  app: App,
  address: string | undefined,
  limit = IP_LIMIT,
): Promise<Decision> =>
  take(app, [{ name: 'ip', subject: `ip/${networkOf(address ?? '')}`, limit }]);

/** An IPv4 address, or the /64 of an IPv6 one: that is what one customer of a provider gets. */
export function networkOf(address: string): string {
  const [plain = ''] = address.split('%');
  const family = isIP(plain);
  if (family === 4) return plain;
  if (family === 0) return 'unknown';
  const groups = groupsOf(plain);
  const isMapped = groups[5] === 0xffff && groups.slice(0, 5).every((group) => group === 0);
  if (!isMapped)
    return `${groups
      .slice(0, 4)
      .map((group) => group.toString(16))
      .join(':')}::/64`;
  const [high = 0, low = 0] = groups.slice(6);
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
}

function groupsOf(address: string): number[] {
  const dotted = /(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const hex = dotted
    ? address.slice(0, dotted.index) + asHex(dotted.slice(1).map(Number))
    : address;
  const [head = '', tail] = hex.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const gap = Array<string>(8 - left.length - right.length).fill('0');
  return [...left, ...gap, ...right].map((group) => Number.parseInt(group, 16));
}

const asHex = ([a = 0, b = 0, c = 0, d = 0]: number[]): string =>
  `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
