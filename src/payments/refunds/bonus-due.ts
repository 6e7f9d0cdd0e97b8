import { asMoney, type Money } from '#lib/money.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { readBonus } from '../bonuses/read-bonus.ts';
import { bonusFor, readTerms, type BonusTerms } from '../terms.ts';

/** A payment whose money may go back, and what is left of its bonus. */
export type Owned = {
  paymentId: number;
  /** Credited, and neither back already nor about to go. */
  own: bigint;
  /** Granted on it and not taken back because money went. */
  bonus: bigint;
  terms: BonusTerms;
};

/** What orders have left of an account's bonuses, and what they spent of them for good. */
export type BonusState = { unspent: bigint; spent: bigint };

type Row = Omit<Owned, 'terms'> & { terms: unknown; isReleased: boolean };

const OWNED = reading<Row>(
  'refunds-owned',
  `select p.id as "paymentId", p.bonus - p.bonus_taken as bonus, p.bonus_terms as terms,
     u.released_at is not null as "isReleased",
     greatest(0, p.credited - p.reversed_credit - p.refunded - coalesce(waiting.amount, 0))::bigint
       as own
   from payments p
   left join deposit_coupon_uses u on u.payment_id = p.id
   left join (select payment_id, sum(amount) as amount from payment_refunds
              where account_id = $1 and ended_at is null group by 1) waiting
     on waiting.payment_id = p.id
   where p.account_id = $1 and p.credited > 0`,
);

export async function readOwned(db: Db, accountId: number): Promise<Map<number, Owned>> {
  const rows = await db.rows(OWNED, [accountId]);
  return new Map(
    rows.map(({ terms, isReleased, ...row }) => {
      const read = readTerms(terms);
      return [row.paymentId, { ...row, terms: isReleased ? { ...read, code: null } : read }];
    }),
  );
}

const GRANTED = reading<{ left: bigint }>(
  'refunds-bonus-left',
  `select coalesce(sum(granted - taken), 0)::bigint as left from bonuses where account_id = $1`,
);

export async function readBonusState(db: Db, accountId: number): Promise<BonusState> {
  const [row] = await db.rows(GRANTED, [accountId]);
  const unspent = (await readBonus(db, accountId))?.unspent ?? 0n;
  const spent = (row?.left ?? 0n) - unspent;
  return { unspent, spent: spent > 0n ? spent : 0n };
}

/** The bonus that goes when so much of a payment goes: all that what stays would not have earned. */
export function bonusDue(owned: Owned, amount: bigint, { unspent, spent }: BonusState): Money {
  const due = owned.bonus - bonusFor(owned.terms, asMoney(owned.own - amount));
  const most = unspent + spent;
  return asMoney(due < 0n ? 0n : due < most ? due : most);
}

/** The most of `wanted` that a wallet pays together with the bonus that goes with it. */
export function affordable(
  owned: Owned,
  wanted: bigint,
  { balance, state }: { balance: bigint; state: BonusState },
): bigint {
  const fits = (amount: bigint) => amount + bonusDue(owned, amount, state) <= balance;
  if (owned.bonus === 0n || fits(wanted)) return wanted;
  let [low, high] = [0n, wanted];
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  return low;
}
