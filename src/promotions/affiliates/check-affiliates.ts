import type { Finding } from '#ledger/index.ts';
import { reading, type ReadStatement } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

const MOST_FINDINGS = 20; // enough to see the pattern

type Detail = { detail: string };

const PAYOUTS = reading<Detail>(
  'check-affiliate-payouts',
  `with owed as (
     select p.id, p.affiliate_id::bigint as account, p.amount,
       (select sum(amount) from affiliate_entries e
        where e.payout_id = p.id and e.affiliate_id = p.affiliate_id) as entries
     from affiliate_payouts p
   ), paid as (
     select reference, from_id, to_id, amount from transfers where kind = 'affiliate.payout'
   )
   select format('payout %s of account %s: %s, its entries %s, paid %s from %s to %s',
                 coalesce(owed.id::text, paid.reference), owed.account, owed.amount, owed.entries,
                 paid.amount, paid.from_id, paid.to_id) as detail
   from owed full join paid on paid.reference = owed.id::text
   where (owed.account, owed.amount, -4::bigint) is distinct from (paid.to_id, paid.amount, paid.from_id)
     or owed.entries is distinct from owed.amount
   limit ${MOST_FINDINGS}`,
);

const SHARES = reading<Detail>(
  'check-affiliate-shares',
  `select format('payment %s: earned %s of %s at %s bp', e.payment_id, sum(e.amount),
                 sum(e.credit), min(u.percent_bp)) as detail
   from affiliate_entries e
   join affiliate_referrals r on r.account_id = e.referral_id
   join affiliate_rules u on u.id = r.rules_id
   where e.payment_id is not null
   group by e.payment_id
   having sum(e.amount) <> floor(greatest(sum(e.credit), 0) * min(u.percent_bp) / 10000)
     or min(e.affiliate_id) <> min(r.affiliate_id) or max(e.affiliate_id) <> max(r.affiliate_id)
   limit ${MOST_FINDINGS}`,
);

const CREDITS = reading<Detail>(
  'check-affiliate-credits',
  `select format('event %s: %s of account %s for %s of account %s', e.event_id, e.credit,
                 e.referral_id, c.credit, c.account_id) as detail
   from affiliate_entries e left join payment_credits c on c.event_id = e.event_id
   where e.event_id is not null
     and (c.credit, c.account_id, c.payment_id) is distinct from (e.credit, e.referral_id, e.payment_id)
   limit ${MOST_FINDINGS}`,
);

// What was heard before the cursor and belongs to a payment that earns.
const MISSED = reading<Detail>(
  'check-affiliate-missed',
  `select format('event %s of payment %s', c.event_id, c.payment_id) as detail
   from payment_credits c join affiliate_referrals r on r.account_id = c.account_id
   where r.refused is null and c.event_id <= (select event_id from affiliate_cursor)
     and exists (select from affiliate_entries e where e.payment_id = c.payment_id)
     and not exists (select from affiliate_entries e where e.event_id = c.event_id)
   limit ${MOST_FINDINGS}`,
);

const RULES: readonly (readonly [rule: string, statement: ReadStatement<Detail>])[] = [
  ['each payout of commissions is its entries, paid once from the promotion', PAYOUTS],
  ['a payment has earned its percentage of what it left in the wallet', SHARES],
  ['a commission is of a credit that there was', CREDITS],
  ['what goes back takes its commission along', MISSED],
];

/** Proves that commissions follow deposits to the nano-unit and that each is paid once at most. */
export async function checkAffiliates(db: Db): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [rule, statement] of RULES) {
    for (const { detail } of await db.rows(statement)) findings.push({ rule, detail });
  }
  return findings;
}
