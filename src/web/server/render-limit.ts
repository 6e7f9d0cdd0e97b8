import { recentMap } from '#lib/recent-map.ts';
import { addressKind } from '#platform/http/address-kind.ts';
import { networkOf } from '#platform/limits/index.ts';

/** Whether a page may be rendered for an address now; counts it if so. */
export type RenderLimit = (address: string) => boolean;

// A page takes some milliseconds of the one thread that also takes orders: from one network no more
// than a twentieth of it, however many addresses of pages are made up. Copies are not counted.
const AT_ONCE = 100;
const A_SECOND = 10;
const MOST_NETWORKS = 20_000;

type Bucket = { left: number; at: number };

/**
 * Counted in this process alone, because it is its thread that is spared. An address that is not of
 * the internet is this machine's, or that of a proxy that `TRUSTED_PROXIES` does not name: behind it
 * are all visitors at once, so it is not limited.
 */
export function openRenderLimit(now: () => number): RenderLimit {
  const buckets = recentMap<string, Bucket>(MOST_NETWORKS);
  return (address) => {
    if (UNLIMITED.has(addressKind(address))) return true;
    const network = networkOf(address);
    const at = now();
    const bucket = buckets.get(network) ?? { left: AT_ONCE, at };
    const left = Math.min(AT_ONCE, bucket.left + ((at - bucket.at) / 1_000) * A_SECOND);
    const isAllowed = left >= 1;
    buckets.set(network, { left: isAllowed ? left - 1 : left, at });
    return isAllowed;
  };
}

const UNLIMITED: ReadonlySet<string> = new Set(['loopback', 'private']);
