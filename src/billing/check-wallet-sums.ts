import type { Finding } from '#ledger/index.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';

const MOST_FINDINGS = 20; // enough to see the pattern

type Row = { detail: string };

const MOVES = `
  select to_id as wallet, id, kind, created_at, amount as received, 0::bigint as paid
  from transfers where to_id > 0
  union all
  select from_id, id, kind, created_at, 0, amount from transfers where from_id > 0`;

const MARKS = reading<Row>(
  'check-wallet-marks',
  `with running as (
     select wallet, id, sum(received - paid) over (partition by wallet order by id) as balance
     from (${MOVES}) m where wallet in (select account_id from wallet_marks)
   )
   select format('account %s: after transfer %s the balance was %s, the mark says %s',
                 m.account_id, m.transfer_id, r.balance, m.balance) as detail
   from wallet_marks m left join running r on r.wallet = m.account_id and r.id = m.transfer_id
   where r.balance is distinct from m.balance
   limit ${MOST_FINDINGS}`,
);

const DAYS = reading<Row>(
  'check-wallet-days',
  `with marked as (select account_id, max(transfer_id) as id from wallet_marks group by account_id),
   sums as (
     select m.wallet as account_id, (m.created_at at time zone 'UTC')::date as day,
            m.kind, count(*) as count, sum(m.received) as received, sum(m.paid) as paid
     from (${MOVES}) m join marked on marked.account_id = m.wallet and m.id <= marked.id
     group by 1, 2, 3
   )
   select format('account %s, %s of %s: %s transfers, %s received, %s paid; the sum says %s, %s, %s',
                 coalesce(s.account_id, w.account_id), coalesce(s.kind, w.kind),
                 to_char(coalesce(s.day, w.day), 'YYYY-MM-DD'), s.count, s.received, s.paid,
                 w.count, w.received, w.paid) as detail
   from sums s full join wallet_days w
     on w.account_id = s.account_id and w.day = s.day and w.kind = s.kind
   where (s.count, s.received, s.paid) is distinct from (w.count::bigint, w.received, w.paid)
   limit ${MOST_FINDINGS}`,
);

const CHECKS = [
  ['a mark is the balance after its transfer', MARKS],
  ["a day's sums are those of its transfers", DAYS],
] as const;

/** Proves what is kept of wallets, balances on the way and sums by day, against the transfers. */
export async function checkWalletSums(db: Db): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const [rule, check] of CHECKS) {
    const rows = await db.rows(check);
    findings.push(...rows.map(({ detail }) => ({ rule, detail })));
  }
  return findings;
}
