import { writing } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import type { Transfer } from './ledger.ts';
import { lockWallets } from './lock-wallets.ts';

const INSERT = writing(
  'transfers-insert',
  `insert into transfers (kind, reference, from_id, to_id, amount, reason, actor)
   select * from unnest($1::transfer_kind[], $2::text[], $3::bigint[], $4::bigint[], $5::bigint[],
                        $6::text[], $7::text[])`,
);

const MOVE = writing(
  'wallets-move',
  `update wallets w set balance = w.balance + d.amount
   from unnest($1::bigint[], $2::bigint[]) as d (id, amount)
   where w.id = d.id`,
);

/**
 * Writes transfers and moves the wallets they touch, locked in id order. A second posting of the
 * same (kind, reference) violates `transfers_happen_once`; a wallet never passes its limit.
 */
export async function postTransfers(tx: Tx, transfers: readonly Transfer[]): Promise<void> {
  if (transfers.length === 0) return;
  const moves = movesOf(transfers);
  const ids = [...moves.keys()];
  if (ids.length > 0) await lockWallets(tx, ids);
  await tx.run(INSERT, [
    transfers.map((one) => one.kind),
    transfers.map((one) => one.reference),
    transfers.map((one) => one.fromId),
    transfers.map((one) => one.toId),
    transfers.map((one) => one.amount),
    transfers.map((one) => one.reason ?? null),
    transfers.map((one) => one.actor ?? null),
  ]);
  if (ids.length > 0) await tx.run(MOVE, [ids, [...moves.values()]]);
}

/** What each wallet gains, or loses below zero; the shop's own ledgers carry no balance. */
function movesOf(transfers: readonly Transfer[]): Map<bigint, bigint> {
  const moves = new Map<bigint, bigint>();
  const add = (id: bigint, amount: bigint) => {
    if (id > 0n) moves.set(id, (moves.get(id) ?? 0n) + amount);
  };
  for (const { fromId, toId, amount } of transfers) {
    add(fromId, -amount);
    add(toId, amount);
  }
  return moves;
}
