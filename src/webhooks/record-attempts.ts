import type { Moment } from '#platform/app.ts';
import { numbers } from '#platform/db/array-literal.ts';
import type { DeliveryStatus } from '#platform/db/schema.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import type { Notice } from '#platform/notices/index.ts';
import { scrub } from '#platform/scrub.ts';
import { succeeded, type Attempt } from './attempt-delivery.ts';
import { TEST_EVENT } from './endpoint.ts';
import { judgeEndpoints } from './judge-endpoints.ts';
import { restAfter } from './schedule.ts';

const FINISH = writing(
  'webhook-deliveries-finish',
  `update webhook_deliveries d set status = r.status, attempts = d.attempts + 1, leased = false,
     due_at = r.due_at, finished_at = case when r.status <> 'pending' then $5::timestamptz end
   from unnest($1::bigint[], $2::timestamptz[], $3::delivery_status[], $4::timestamptz[])
     as r (id, lease, status, due_at)
   where d.id = r.id and d.leased and d.due_at = r.lease`,
);

const LOG = writing(
  'webhook-attempts-insert',
  `insert into webhook_attempts (delivery_id, number, url, at, took_ms, status, error, answer)
   select r.* from unnest($1::bigint[], $2::int[], $3::text[], $4::timestamptz[], $5::int[],
     $6::int[], $7::text[], $8::text[])
     as r (delivery_id, number, url, at, took_ms, status, error, answer)
   join webhook_deliveries d on d.id = r.delivery_id`,
);

/**
 * Writes down what came of attempts: delivered, due again by the schedule, or exhausted; and what
 * it means for the webhooks. A delivery that was claimed anew meanwhile is left to who has it. The
 * notices that are new are answered, to be logged.
 */
export async function recordAttempts(
  tx: Tx,
  attempts: readonly Attempt[],
  { now, random }: Moment,
): Promise<Notice[]> {
  const sorted = [...attempts].sort((a, b) => Number(a.claimed.id - b.claimed.id));
  // Webhooks before deliveries: the order in which everybody locks them.
  const { disabled, notices } = await judgeEndpoints(tx, sorted, now);
  const results = sorted.map((one) => resultOf(one, disabled, { now, random }));
  await tx.run(FINISH, [
    numbers(sorted.map(({ claimed }) => claimed.id)),
    sorted.map(({ claimed }) => claimed.leaseUntil),
    results.map(({ status }) => status),
    results.map(({ dueAt }) => dueAt),
    now,
  ]);
  await tx.runLast(LOG, [
    numbers(sorted.map(({ claimed }) => claimed.id)),
    numbers(sorted.map(({ claimed }) => claimed.attempts + 1)),
    sorted.map(({ claimed }) => scrub(claimed.url)),
    sorted.map(({ at }) => at),
    numbers(sorted.map(({ tookMs }) => tookMs)),
    numbers(sorted.map(({ status }) => status)),
    sorted.map(({ error }) => error),
    sorted.map(({ answer }) => answer),
  ]);
  return notices;
}

function resultOf(
  attempt: Attempt,
  disabled: ReadonlySet<number>,
  { now, random }: Moment,
): { status: DeliveryStatus; dueAt: Date } {
  const { claimed, retryAfterMs } = attempt;
  if (succeeded(attempt)) return { status: 'delivered', dueAt: now };
  const isTest = claimed.type === TEST_EVENT;
  const tried = claimed.attempts - claimed.attemptsBefore + 1;
  const rest = isTest ? null : restAfter(tried, { random, retryAfterMs });
  if (rest === null) return { status: 'exhausted', dueAt: now };
  if (disabled.has(claimed.endpointId)) return { status: 'dropped', dueAt: now };
  return { status: 'pending', dueAt: new Date(now.getTime() + rest) };
}
