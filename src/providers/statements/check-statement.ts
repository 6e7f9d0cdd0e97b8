import { asMoney, formatMoney } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { clearNotices, raiseNotices, type Notice } from '#platform/notices/index.ts';
import type { Provider } from '../provider.ts';
import { compareStatement } from './compare-statement.ts';
import type { Period, Statement } from './statement.ts';

const KIND = 'provider.statement';
const BY = 'system:check-statement';
const STALE_TIMING_MS = 2 * 24 * 3_600_000; // what is on its way arrives; this does not

const KEEP = writing<{ id: number }>(
  'statement-keep',
  `insert into provider_statements as s (provider_id, from_at, until_at, opening, closing, topups,
     expected, reported, unexplained, clean, created_at)
   values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
   on conflict (provider_id, from_at, until_at) do update set
     opening = excluded.opening, closing = excluded.closing, topups = excluded.topups,
     expected = excluded.expected, reported = excluded.reported,
     unexplained = excluded.unexplained, clean = excluded.clean, created_at = excluded.created_at
   returning id`,
);

const LOCK = writing('statement-lock', 'select from providers where id = $1 for no key update');

// One that is open keeps its age, unless it is about no order and about another period; one that
// was accepted as it is stays accepted. What is not found again in its own period has vanished.
const KEEP_DIFFERENCES = writing(
  'statement-differences-keep',
  `with found as (
     select * from unnest($3::statement_class[], $4::int[], $5::bigint[], $6::text[])
       as f (class, order_id, amount, note)
   ), open as (
     select d.id, d.class, d.order_id, s.from_at >= n.from_at and s.until_at <= n.until_at as inside
     from statement_differences d
     join provider_statements s on s.id = d.statement_id
     join provider_statements n on n.id = $1
     where d.provider_id = $2 and d.settled_at is null
   ), known as (
     update statement_differences d set statement_id = $1, amount = f.amount, note = f.note
     from open o join found f on f.class = o.class and f.order_id is not distinct from o.order_id
     where d.id = o.id and (o.order_id is not null or o.inside)
     returning d.id, d.class, d.order_id
   ), vanished as (
     update statement_differences d set settled_at = $7 from open o
     where d.id = o.id and o.inside and not exists (select from found f
       where f.class = o.class and f.order_id is not distinct from o.order_id)
   )
   insert into statement_differences
     (statement_id, provider_id, class, order_id, amount, note, first_seen_at)
   select $1, $2, f.class, f.order_id, f.amount, f.note, $7 from found f
   where not exists (select from known k
       where k.class = f.class and k.order_id is not distinct from f.order_id)
     and not exists (select from statement_differences d
       where d.provider_id = $2 and d.accepted_by is not null and d.class = f.class
         and d.order_id = f.order_id and d.amount = f.amount)`,
);

/**
 * Compares what a provider took from our balance with what our orders should have cost, and keeps
 * what differs with its age. Tells the operator while anything but timing is open.
 */
export async function checkStatement(
  app: App,
  provider: Provider,
  period: Period,
): Promise<Statement> {
  const now = new Date(app.clock.now());
  const statement = await compareStatement(app.db, provider.id, period);
  const fresh = await app.transact(async (tx) => {
    await tx.run(LOCK, [provider.id]);
    await keep(tx, provider.id, statement, now);
    return tell(tx, provider, statement.unexplained, now);
  });
  for (const { kind, subject, text } of fresh) app.log.warn({ kind, subject }, text);
  return statement;
}

async function keep(tx: Tx, providerId: number, statement: Statement, now: Date): Promise<void> {
  const { period, topups, expected, reported, unexplained, clean, differences } = statement;
  const { from, until, opening, closing } = period;
  const sums = [opening, closing, topups, expected, reported, unexplained];
  const [row] = await tx.run(KEEP, [providerId, from, until, ...sums, clean, now]);
  await tx.run(KEEP_DIFFERENCES, [
    row?.id,
    providerId,
    differences.map((one) => one.class),
    differences.map((one) => one.orderId),
    differences.map((one) => one.amount),
    differences.map((one) => one.note),
    now,
  ]);
}

async function tell(tx: Tx, provider: Provider, unexplained: bigint, now: Date): Promise<Notice[]> {
  const subject = `provider:${provider.id}`;
  const stale = new Date(now.getTime() - STALE_TIMING_MS);
  const open = await tx
    .selectFrom('statement_differences')
    .select(['class', 'amount'])
    .where('provider_id', '=', provider.id)
    .where('settled_at', 'is', null)
    .where((of) => of.or([of('class', '<>', 'timing'), of('first_seen_at', '<', stale)]))
    .execute();
  if (open.length === 0) {
    await clearNotices(tx, KIND, [subject], { now, by: BY });
    return [];
  }
  const sum = open.reduce((total, row) => total + row.amount, 0n);
  const shown = (amount: bigint) => `${formatMoney(asMoney(amount))} ${provider.currency}`;
  const text =
    `What ${provider.name} took is not what was agreed: ${open.length} differences are open, ` +
    `${shown(sum)} together` +
    (unexplained === 0n ? '.' : `, and ${shown(unexplained)} has no explanation.`) +
    ` See notpanel provider statement ${provider.id}.`;
  return raiseNotices(tx, [{ kind: KIND, subject, severity: 'warning', text }], now);
}
