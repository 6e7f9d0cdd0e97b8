import type { Finding } from '#ledger/index.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { EARNS, PAID } from './sum-delivered.ts';

const MOST_FINDINGS = 20; // enough to see the pattern

type Row = { detail: string };

const SERIES = reading<Row>(
  'check-document-series',
  `select format('%s says %s; it has %s documents up to number %s', s.name, s.last_number,
                 count(d.id), max(d.number)) as detail
   from document_series s left join documents d on d.series = s.name
   group by s.name having s.last_number <> count(d.id) or s.last_number <> max(d.number)
   limit ${MOST_FINDINGS}`,
);

const DELIVERED = reading<Row>(
  'check-delivered-months',
  `with earned as (
     select p.month, o.account_id, o.service_id, count(*) as orders, sum(${PAID}) as amount
     from orders o join delivered_progress p
       on p.month = date_trunc('month', o.finished_at at time zone 'UTC')::date
     where p.closed_at is not null and ${EARNS} and ${PAID} > 0
     group by 1, 2, 3
   ), summed as (
     select d.* from delivered_months d join delivered_progress p using (month)
     where p.closed_at is not null
   )
   select format('account %s, service %s, %s: orders earned %s, the sum says %s',
                 coalesce(e.account_id, s.account_id), coalesce(e.service_id, s.service_id),
                 to_char(coalesce(e.month, s.month), 'YYYY-MM'), e.amount, s.amount) as detail
   from earned e full join summed s using (month, account_id, service_id)
   where (e.orders, e.amount) is distinct from (s.orders::bigint, s.amount::numeric)
   limit ${MOST_FINDINGS}`,
);

const INVOICES = reading<Row>(
  'check-invoices',
  `select format('%s-%s says %s; in %s %s was delivered', i.series, i.number, i.total, i.cause,
                 d.amount) as detail
   from documents i left join lateral (
     select sum(amount) as amount from delivered_months
     where account_id = i.account_id and month = i.period
   ) d on true
   where i.kind = 'invoice' and (i.total <> coalesce(d.amount, 0) or to_char(i.period, 'YYYY-MM') <> i.cause)
   limit ${MOST_FINDINGS}`,
);

const RECEIPTS = reading<Row>(
  'check-receipts',
  `select format('%s-%s says %s; the deposit %s brought %s', r.series, r.number, r.total, r.cause,
                 t.amount) as detail
   from documents r left join transfers t
     on t.id = r.cause::bigint and t.kind = 'deposit' and t.to_id = r.account_id
   where r.kind = 'receipt' and t.amount is distinct from r.total
   limit ${MOST_FINDINGS}`,
);

const CREDITS = reading<Row>(
  'check-credit-notes',
  `with notes as (
     select d.*, d.series || '-' || lpad(d.number::text, 6, '0') as reference
     from documents d where d.kind = 'credit_note'
   ), given as (select * from transfers where kind = 'invoice.credit')
   select format('%s: the note says %s, %s was given back', coalesce(n.reference, g.reference),
                 n.total, g.amount) as detail
   from notes n full join given g on g.reference = n.reference
   where (n.total, n.account_id::bigint, -2::bigint) is distinct from (g.amount, g.to_id, g.from_id)
   limit ${MOST_FINDINGS}`,
);

const CREDITED = reading<Row>(
  'check-credited',
  `select format('%s-%s has %s, tax %s; its notes give back %s, tax %s', i.series, i.number, i.total,
                 i.tax, sum(n.total), sum(n.tax)) as detail
   from documents n join documents i on i.id = n.corrects
   group by i.id having sum(n.total) > i.total or sum(n.tax) > i.tax
   limit ${MOST_FINDINGS}`,
);

const CHECKS = [
  ['a series of documents has no gap', SERIES],
  ['what was delivered in a month is what its orders earned', DELIVERED],
  ['an invoice is what was delivered', INVOICES],
  ['a receipt is its deposit', RECEIPTS],
  ['a credit note is money given back', CREDITS],
  ['no more is credited than was invoiced', CREDITED],
] as const;

/** Proves documents against the ledger and the orders. */
export async function checkDocuments(db: Db): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [rule, check] of CHECKS) {
    const rows = await db.rows(check);
    findings.push(...rows.map(({ detail }) => ({ rule, detail })));
  }
  return findings;
}
