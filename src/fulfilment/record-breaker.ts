import type { BreakerState } from '#platform/db/schema.ts';
import { reading, writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { clearNotices, raiseNotices, type Notice } from '#platform/notices/index.ts';
import { BREAKER_FRESH_MS } from './find-routes-left.ts';

export type BreakerChange = {
  providerId: number;
  worker: string;
  state: BreakerState;
  reason: string | null;
};

const WRITE = writing(
  'breaker-write',
  `insert into provider_breakers (provider_id, worker, state, reason, since)
   values ($1, $2, $3, $4, $5)
   on conflict (provider_id, worker) do update set
     state = excluded.state, reason = excluded.reason, since = excluded.since`,
);

const FORGET = writing(
  'breakers-forget',
  'delete from provider_breakers where provider_id = $1 and since < $2',
);

const OPEN = reading<{ name: string; open: boolean }>(
  'breaker-open-elsewhere',
  `select name, exists (
     select from provider_breakers
     where provider_id = p.id and state <> 'closed' and since > $2) as open
   from providers p where id = $1`,
);

const DOWN = 'provider.down';
const KEPT_MS = 86_400_000; // a worker that did not say anything for a day is gone

/**
 * Keeps what one worker's breaker of a provider is, and tells the operator while the provider is
 * down for any of them. Answers the notices that are new.
 */
export async function recordBreaker(
  tx: Tx,
  { providerId, worker, state, reason }: BreakerChange,
  now: Date,
): Promise<Notice[]> {
  const before = (ms: number) => new Date(now.getTime() - ms);
  await tx.run(WRITE, [providerId, worker.slice(0, 100), state, reason?.slice(0, 500), now]);
  await tx.run(FORGET, [providerId, before(KEPT_MS)]);
  const [provider] = await tx.rows(OPEN, [providerId, before(BREAKER_FRESH_MS)]);
  const subject = `provider:${providerId}`;
  if (state !== 'closed') {
    const text =
      `${provider?.name ?? 'A provider'} does not answer: ${reason}. Its orders wait or go to other ` +
      'routes; it is asked every 30 seconds whether it is back.';
    return raiseNotices(tx, [{ kind: DOWN, subject, severity: 'urgent', text }], now);
  }
  if (provider?.open !== true) {
    await clearNotices(tx, DOWN, [subject], { now, by: `worker:${worker}`.slice(0, 100) });
  }
  return [];
}
