import type { Finding } from '#ledger/index.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

const MOST_FINDINGS = 20; // enough to see the pattern

type Row = { detail: string };

const SUSPENSE = reading<Row>(
  'check-suspense',
  `with suspense as (
     select coalesce(sum(case when to_id = -6 then amount else -amount end), 0) as amount
     from transfers where to_id = -6 or from_id = -6
   ), open as (
     select coalesce(sum(amount), 0) as amount from order_risks where resolved_at is null
   )
   select format('suspense holds %s, open risks make %s', suspense.amount, open.amount) as detail
   from suspense, open where suspense.amount <> open.amount`,
);

/** Set aside once, and back or lost once, as the row says; only an order in doubt is a risk. */
const RISKS = reading<Row>(
  'check-risks',
  `with moved as (
     select reference::int as id,
       coalesce(sum(amount) filter (where kind = 'risk.open'), 0) as opened,
       coalesce(sum(amount) filter (where kind = 'risk.release'), 0) as released,
       coalesce(sum(amount) filter (where kind = 'risk.loss'), 0) as lost
     from transfers where kind in ('risk.open', 'risk.release', 'risk.loss') group by reference
   )
   select format('risk of order %s: %s, %s; transfers open %s, release %s, lose %s',
                 coalesce(r.order_id, m.id), r.amount, coalesce(r.verdict::text, 'open'),
                 m.opened, m.released, m.lost) as detail
   from order_risks r full join moved m on m.id = r.order_id
   left join orders o on o.id = r.order_id
   where r.order_id is null or o.status is distinct from 'canceled'
     or coalesce(m.opened, 0) <> r.amount
     or coalesce(m.released, 0) <> case when r.verdict = 'not_placed' then r.amount else 0 end
     or coalesce(m.lost, 0) <> case when r.verdict = 'placed' then r.amount else 0 end
   limit ${MOST_FINDINGS}`,
);

const CHECKS = [
  ['suspense equals the open risks', SUSPENSE],
  ["a risk's transfers match its verdict", RISKS],
] as const;

/** Proves what is set aside for orders that were refunded in doubt. */
export async function checkRisks(db: Db): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [rule, statement] of CHECKS) {
    const rows = await db.rows(statement);
    findings.push(...rows.map(({ detail }) => ({ rule, detail })));
  }
  return findings;
}
