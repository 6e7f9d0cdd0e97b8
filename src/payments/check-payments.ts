import type { Finding } from '#ledger/index.ts';
import { receivedUnit } from '#lib/smallest-unit.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

const MOST_FINDINGS = 20; // enough to see the pattern

/** A rule and the rows that break it; `detail` names each. */
const rule = (name: string, text: string, sql: string) => ({
  text,
  statement: reading<{ detail: string }>(`check-${name}`, `${sql} limit ${MOST_FINDINGS}`),
});

/** `receivedUnit` of a payment's currency. */
const UNIT = `(case ${Intl.supportedValuesOf('currency')
  .map((code) => `when p.currency = '${code}' then ${receivedUnit(code)}`)
  .join(' ')} else 1 end)`;

const RULES = [
  rule(
    'payment-events',
    'each event that paid has exactly one credit, of its amount',
    `select format('event %s (%s, %s): it says %s, credited %s', e.id, e.kind, e.outcome,
                   e.event->>'amount', c.gross) as detail
     from payment_events e left join payment_credits c on c.event_id = e.id
     where (e.outcome in ('credited', 'reversed', 'returned')) <> (c.event_id is not null)
       or (e.outcome = 'credited' and (e.kind <> 'received' or c.gross <= 0
           or c.gross <> (e.event->>'amount')::bigint))
       or c.payment_id <> e.payment_id`,
  ),
  rule(
    'payment-deposits',
    'each credit of a wallet has its event or an operator',
    `with paid as (
       select format('pay_%s/%s', c.payment_id, c.event_id) as reference, c.account_id, c.credit
       from payment_credits c join payment_events e on e.id = c.event_id
       where e.kind = 'received' and c.credit > 0
     ), moved as (
       select id, reference, to_id, amount, actor from transfers where kind = 'deposit'
     )
     select format('deposit %s (%s): %s to %s, credited %s to account %s', m.id,
                   coalesce(m.reference, p.reference), m.amount, m.to_id, p.credit, p.account_id)
       as detail
     from moved m full join paid p on p.reference = m.reference
     where case when p.reference is null then m.actor is null or m.reference ~ '^pay_[0-9]+/'
                else (m.to_id, m.amount) is distinct from (p.account_id::bigint, p.credit) end`,
  ),
  rule(
    'payment-sums',
    'a payment is the sum of its events: fee and credit make the gross',
    `select format('payment %s: received %s, credited %s, reversed %s, refunded %s, bonus %s; '
                   'its events make %s = %s + %s, bonus %s', p.id, p.received, p.credited,
                   p.reversed, p.refunded, p.bonus, c.gross, c.fee, c.credit, c.bonus) as detail
     from payments p cross join lateral (
       select coalesce(sum(c.gross), 0) as gross, coalesce(sum(c.fee), 0) as fee,
         coalesce(sum(c.credit), 0) as credit, coalesce(sum(c.bonus), 0) as bonus,
         coalesce(sum(c.gross) filter (where e.kind = 'received'), 0) as received,
         coalesce(sum(c.credit) filter (where e.kind = 'received'), 0) as credited
       from payment_credits c join payment_events e on e.id = c.event_id where c.payment_id = p.id
     ) c
     where (p.received, p.credited, p.bonus) is distinct from (c.received, c.credited, c.bonus)
       or c.gross <> p.received - p.reversed - p.refunded
       or c.credit <> p.credited - p.reversed_credit - p.refunded
       or c.gross <> c.fee + c.credit
       or p.credited <> div(case when p.received <= p.to_pay
            then p.amount::numeric * p.received / p.to_pay
            else p.amount + (p.received - p.to_pay)::numeric * 10000 / (10000 + p.fee_bp) end,
            ${UNIT}) * ${UNIT}`,
  ),
  rule(
    'payment-ledgers',
    'what a payment moved in the ledger is what its events say',
    `with moved as (
       select substr(split_part(reference, '/', 1), 5)::int as id,
         sum(case when from_id = -3 then amount when to_id = -3 then -amount else 0 end) as deposits,
         sum(case when kind = 'deposit.fee' then amount
                  when kind = 'deposit.fee_return' then -amount else 0 end) as fees
       from transfers where reference ~ '^pay_[0-9]+/' group by 1
     ), said as (
       select p.id,
         p.received - p.reversed - p.refunded + coalesce(d.amount, 0) as deposits,
         p.received - p.credited - p.reversed + p.reversed_credit
           + coalesce(d.amount - d.credit, 0) as fees
       from payments p left join lateral (
         select sum(amount) as amount, sum(credit) as credit from disputes
         where payment_id = p.id and state = 'open'
       ) d on true
     )
     select format('payment %s: %s came in and %s is fees; by the ledger %s and %s',
                   coalesce(s.id, m.id), s.deposits, s.fees, m.deposits, m.fees) as detail
     from said s full join moved m on m.id = s.id
     where (coalesce(s.deposits, 0), coalesce(s.fees, 0))
       is distinct from (coalesce(m.deposits, 0), coalesce(m.fees, 0))`,
  ),
  rule(
    'payment-parties',
    'what a payment moves is in the wallet of its account',
    `select format('transfer %s (%s of %s) is of wallet %s; the account is %s', t.id, t.kind,
                   t.reference, greatest(t.from_id, t.to_id), p.account_id) as detail
     from transfers t
     left join payments p on p.id = substr(split_part(t.reference, '/', 1), 5)::int
     where t.reference ~ '^pay_[0-9]+/' and (t.from_id > 0 or t.to_id > 0)
       and greatest(t.from_id, t.to_id) is distinct from p.account_id::bigint`,
  ),
  rule(
    'disputed',
    'the disputed ledger equals the open disputes',
    `select format('disputed holds %s, the open disputes are %s', held.sum, open.sum) as detail
     from (select coalesce(sum(case when to_id = -8 then amount else -amount end), 0) as sum
           from transfers where -8 in (from_id, to_id)) held,
       (select coalesce(sum(credit), 0) as sum from disputes where state = 'open') open
     where held.sum <> open.sum`,
  ),
  rule(
    'receivables',
    'receivables are what is not paid of them',
    `select format('receivables stand at %s, unpaid are %s', held.sum, open.sum) as detail
     from (select coalesce(sum(case when from_id = -9 then amount else -amount end), 0) as sum
           from transfers where -9 in (from_id, to_id)) held,
       (select coalesce(sum(amount - paid - canceled - forgiven), 0) as sum from receivables) open
     where held.sum <> open.sum`,
  ),
  rule(
    'refunds',
    'the refunds ledger equals the refunds that are under way',
    `select format('refunds holds %s, under way are %s', held.sum, open.sum) as detail
     from (select coalesce(sum(case when to_id = -10 then amount else -amount end), 0) as sum
           from transfers where -10 in (from_id, to_id)) held,
       (select coalesce(sum(amount), 0) as sum from payment_refunds where ended_at is null) open
     where held.sum <> open.sum`,
  ),
  rule(
    'refund-requests',
    'each refund took its amount from the wallet of its account, once',
    `select format('refund %s: %s of account %s; transfer of %s from %s', r.id, r.amount,
                   r.account_id, t.amount, t.from_id) as detail
     from payment_refunds r
     full join (select * from transfers where kind = 'refund.request') t
       on t.reference = format('rfd_%s', r.id)
     where (t.from_id, t.amount, t.to_id)
       is distinct from (r.account_id::bigint, r.amount, -10::bigint)`,
  ),
  rule(
    'bonus-grants',
    'each bonus has its grant, and each grant its bonus',
    `select format('bonus %s: %s for account %s; transfer %s of %s to %s', b.id, b.granted,
                   b.account_id, t.id, t.amount, t.to_id) as detail
     from bonuses b
     full join (select * from transfers where kind = 'bonus.grant') t on t.id = b.since_transfer
     where (t.from_id, t.to_id, t.amount)
       is distinct from (-4::bigint, b.account_id::bigint, b.granted)`,
  ),
  rule(
    'bonus-ends',
    'what was taken back of a bonus, or passed on, is on its row',
    `with taken as (
       select split_part(reference, '/', 3)::int as id, sum(amount) as amount
       from transfers where kind = 'bonus.end' group by 1
     ), passed as (
       select account_id, sum(passed) as passed, sum(carried) as carried from bonuses group by 1
     )
     select format('bonus %s: taken %s, transfers make %s', coalesce(b.id, t.id), b.taken, t.amount)
       as detail
     from bonuses b full join taken t on t.id = b.id
     where coalesce(b.taken, 0) <> coalesce(t.amount, 0)
     union all
     select format('account %s: bonuses passed on %s and carried %s', account_id, passed, carried)
     from passed where passed <> carried`,
  ),
];

/** Proves that deposits, fees, bonuses, disputes, receivables and refunds are what events say. */
export async function checkPayments(db: Db): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { text, statement } of RULES) {
    const rows = await db.rows(statement);
    findings.push(...rows.map(({ detail }) => ({ rule: text, detail })));
  }
  return findings;
}
