import { bucketOf } from './durations.ts';
import type { PackedCall } from './pack-call.ts';

/** What an account called in an hour, by key and action. */
export type HourCount = {
  accountId: number;
  hour: number;
  keyId: number;
  action: string;
  calls: number;
  failed: number;
  limited: number;
  took: number[];
};

const HOUR_MS = 3_600_000;
const LIMITED = 429;

/** In one order whoever counts, so that no two processes wait for each other's rows. */
export function countHours(calls: readonly PackedCall[]): HourCount[] {
  const counts = new Map<string, HourCount>();
  for (const { accountId, keyId, action, at, tookUs, error, status } of calls) {
    const hour = Math.floor(at / HOUR_MS) * HOUR_MS;
    const name = `${accountId} ${hour} ${keyId} ${action}`;
    let count = counts.get(name);
    if (!count) {
      count = { accountId, hour, keyId, action, calls: 0, failed: 0, limited: 0, took: [] };
      counts.set(name, count);
    }
    count.calls += 1;
    if (error !== '') count.failed += 1;
    if (status === LIMITED) count.limited += 1;
    const bucket = bucketOf(tookUs);
    while (count.took.length <= bucket) count.took.push(0);
    count.took[bucket] = (count.took[bucket] ?? 0) + 1;
  }
  return [...counts.values()].sort(
    (one, other) =>
      one.accountId - other.accountId ||
      one.hour - other.hour ||
      one.keyId - other.keyId ||
      (one.action < other.action ? -1 : 1),
  );
}
