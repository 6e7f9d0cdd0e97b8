import { numbers } from '#platform/db/array-literal.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import type { Notice } from '#platform/notices/index.ts';
import { succeeded, type Attempt } from './attempt-delivery.ts';
import { dropPending } from './drop-pending.ts';
import { LONGEST_RETRY_AFTER_MS } from './schedule.ts';
import { REASONS, settleOwner, tellOwners, type OwnerNews } from './tell-owner.ts';

// reliability.md W3
const WARN_AFTER_MS = 24 * 60 * 60_000;
const DISABLE_AFTER_MS = 5 * 24 * 60 * 60_000;

const GONE = 410;
const OVERLOADED = new Set([429, 502, 504]); // they ask for fewer calls (reliability.md 6.1)
const BREATH_MS = 30_000; // what they get without a Retry-After

const HEAL = writing<{ id: number }>(
  'webhook-endpoints-heal',
  `update webhook_endpoints set failing_since = null, warned_at = null
   where id in (
     select id from webhook_endpoints where id = any ($1::int[]) and failing_since is not null
     order by id for no key update)
   returning id`,
);

const LOCK = writing(
  'webhook-endpoints-lock',
  `select id from webhook_endpoints where id = any ($1::int[]) order by id for no key update`,
);

const PAUSE = writing(
  'webhook-endpoints-pause',
  `update webhook_endpoints e set paused_until = greatest(e.paused_until, p.until)
   from unnest($1::int[], $2::timestamptz[]) as p (id, until) where e.id = p.id`,
);

type Failing = {
  id: number;
  accountId: number;
  url: string;
  failingSince: Date;
  warnedAt: Date | null;
  disabled: boolean;
  gone: boolean;
};

const FAIL = writing<Failing>(
  'webhook-endpoints-fail',
  `update webhook_endpoints e set failing_since = coalesce(e.failing_since, f.at)
   from unnest($1::int[], $2::timestamptz[], $3::boolean[]) as f (id, at, gone)
   where e.id = f.id
   returning e.id, e.account_id as "accountId", e.url, e.failing_since as "failingSince",
     e.warned_at as "warnedAt", e.disabled_at is not null or e.removed_at is not null as disabled,
     f.gone`,
);

const WARN = writing(
  'webhook-endpoints-warn',
  'update webhook_endpoints set warned_at = $2 where id = any ($1::int[])',
);

const DISABLE = writing(
  'webhook-endpoints-disable',
  `update webhook_endpoints e set disabled_at = $3, disabled_reason = d.reason
   from unnest($1::int[], $2::text[]) as d (id, reason) where e.id = d.id`,
);

/**
 * What attempts mean for their webhooks: a success heals, a failure starts the clock, an overload
 * makes a pause, 410 or five days without a success disable. Owners are told after a day and at the
 * end. Answers which of them take nothing any more.
 */
export async function judgeEndpoints(
  tx: Tx,
  attempts: readonly Attempt[],
  now: Date,
): Promise<{ disabled: Set<number>; notices: Notice[] }> {
  const healed = new Set(attempts.filter(succeeded).map(({ claimed }) => claimed.endpointId));
  if (attempts.some((one) => !succeeded(one))) {
    await tx.run(LOCK, [numbers(new Set(attempts.map(({ claimed }) => claimed.endpointId)))]);
    await pause(tx, attempts, now);
  }
  if (healed.size > 0) await heal(tx, healed, now);
  const failures = attempts.filter(({ claimed }) => !healed.has(claimed.endpointId));
  if (failures.length === 0) return { disabled: new Set(), notices: [] };
  const rows = await fail(tx, failures);
  const ended = rows.flatMap((row): Ended[] => {
    const why = row.disabled ? undefined : whyDisabled(row, now);
    return why === undefined ? [] : [{ ...row, why }];
  });
  const warned = rows.filter(
    (row) => !row.disabled && !ended.some(({ id }) => id === row.id) && isOverdue(row, now),
  );
  if (warned.length > 0) await tx.run(WARN, [numbers(warned.map(({ id }) => id)), now]);
  await disable(tx, ended, now);
  const news: OwnerNews[] = [
    ...warned.map((row) => ({ ...newsOf(row), kind: 'failing' as const })),
    ...ended.map((row) => ({ ...newsOf(row), kind: 'disabled' as const, why: row.why })),
  ];
  const disabled = new Set([...rows.filter((row) => row.disabled), ...ended].map(({ id }) => id));
  return { disabled, notices: await tellOwners(tx, news, now) };
}

async function pause(tx: Tx, attempts: readonly Attempt[], now: Date): Promise<void> {
  const until = new Map<number, Date>();
  for (const { claimed, status, retryAfterMs } of attempts) {
    if (status === null || !OVERLOADED.has(status)) continue;
    const restMs = Math.min(retryAfterMs ?? BREATH_MS, LONGEST_RETRY_AFTER_MS);
    const known = until.get(claimed.endpointId)?.getTime() ?? 0;
    until.set(claimed.endpointId, new Date(Math.max(known, now.getTime() + restMs)));
  }
  if (until.size > 0) await tx.run(PAUSE, [numbers(until.keys()), [...until.values()]]);
}

async function heal(tx: Tx, endpointIds: ReadonlySet<number>, now: Date): Promise<void> {
  const rows = await tx.run(HEAL, [numbers(endpointIds)]);
  const ids = rows.map(({ id }) => id);
  if (ids.length > 0) await settleOwner(tx, ids, { now, by: 'a message that arrived' });
}

async function fail(tx: Tx, failures: readonly Attempt[]): Promise<Failing[]> {
  const byEndpoint = Map.groupBy(failures, ({ claimed }) => claimed.endpointId);
  const ids = [...byEndpoint.keys()];
  const of = (id: number) => byEndpoint.get(id) ?? [];
  return tx.run(FAIL, [
    numbers(ids),
    ids.map((id) => new Date(Math.min(...of(id).map(({ at }) => at.getTime())))),
    ids.map((id) => of(id).some(({ status }) => status === GONE)),
  ]);
}

const failingForMs = ({ failingSince }: Failing, now: Date): number =>
  now.getTime() - failingSince.getTime();

const isOverdue = (row: Failing, now: Date): boolean =>
  row.warnedAt === null && failingForMs(row, now) >= WARN_AFTER_MS;

type Ended = Failing & { why: keyof typeof REASONS };

function whyDisabled(row: Failing, now: Date): Ended['why'] | undefined {
  if (row.gone) return 'gone';
  return failingForMs(row, now) >= DISABLE_AFTER_MS ? 'silent' : undefined;
}

async function disable(tx: Tx, ended: readonly Ended[], now: Date): Promise<void> {
  if (ended.length === 0) return;
  const ids = ended.map(({ id }) => id);
  await tx.run(DISABLE, [numbers(ids), ended.map(({ why }) => REASONS[why]), now]);
  await dropPending(tx, ids, now);
  await settleOwner(tx, ids, { now, by: 'its end' });
}

const newsOf = ({ id, accountId, url, failingSince }: Failing) => ({
  endpointId: id,
  accountId,
  url,
  failingSince,
});
