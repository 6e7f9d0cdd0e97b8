import { postTransfers, PROMOTION, walletOf } from '#ledger/index.ts';
import type { Money } from '#lib/money.ts';
import { reading } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import { paymentText } from '../payment.ts';
import { takeBackBonus, type TakingBack } from './take-back-bonus.ts';

type Row = { id: number; paymentId: number; takes: number; room: bigint };

const SPENT = reading<Row>(
  'bonuses-spent',
  `select id, payment_id as "paymentId", takes, granted + carried - taken - passed as room
   from bonuses where account_id = $1 and granted + carried - taken - passed > 0
   order by ended_at desc nulls last, id desc for update`,
);

/**
 * Takes back so much of an account's bonuses: what is unspent, then what orders have spent, which
 * the wallet pays. The caller holds the wallet and knows that it can.
 */
export async function withdrawBonus(tx: Tx, taking: TakingBack & { amount: Money }): Promise<void> {
  const { accountId, amount, reason, actor } = taking;
  let left = amount - (await takeBackBonus(tx, { ...taking, most: amount }));
  if (left <= 0n) return;
  for (const { id, paymentId, takes, room } of await tx.rows(SPENT, [accountId])) {
    const part = (room < left ? room : left) as Money;
    await tx
      .updateTable('bonuses')
      .set((set) => ({ taken: set('taken', '+', part as bigint), takes: takes + 1 }))
      .where('id', '=', id)
      .execute();
    const reference = `${paymentText(paymentId)}/bonus/${id}/${takes + 1}`;
    const [fromId, toId] = [walletOf(accountId), PROMOTION];
    const kind = 'bonus.end';
    await postTransfers(tx, [{ kind, reference, fromId, toId, amount: part, reason, actor }]);
    left -= part;
    if (left <= 0n) return;
  }
}
