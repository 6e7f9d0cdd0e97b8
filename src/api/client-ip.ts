import type { IncomingMessage } from 'node:http';
import { BlockList, isIP } from 'node:net';

/** Networks such as `10.0.0.0/8` and single addresses, as one list. */
export function proxyList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

/**
 * Who is calling. `X-Forwarded-For` counts only as far as trusted proxies wrote it: the answer is
 * the last address in it that is not one of them.
 */
export function clientIp(req: IncomingMessage, trusted: BlockList | undefined): string {
  let ip = plainIp(req.socket.remoteAddress ?? '');
  if (trusted === undefined || !isTrusted(ip, trusted)) return ip;
  const forwarded = String(req.headers['x-forwarded-for'] ?? '').split(',');
  for (const hop of forwarded.reverse()) {
    const next = plainIp(hop.trim());
    if (isIP(next) === 0) break;
    ip = next;
    if (!isTrusted(ip, trusted)) break;
  }
  return ip;
}

const isTrusted = (ip: string, trusted: BlockList): boolean =>
  isIP(ip) !== 0 && trusted.check(ip, ip.includes(':') ? 'ipv6' : 'ipv4');

/** A dual-stack socket names IPv4 callers `::ffff:192.0.2.1`. */
const plainIp = (ip: string): string =>
  ip.startsWith('::ffff:') && ip.includes('.') ? ip.slice(7) : ip;
