import type { Money } from '#lib/money.ts';
import { numbers } from '#platform/db/array-literal.ts';
import { reading, type ReadStatement } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import type { Wallet } from './ledger.ts';

type Row = [id: bigint, balance: bigint, creditLimit: bigint];

const select = (wait: string) => `
  select id, balance, credit_limit from wallets
  where id = any ($1::bigint[]) order by id for update ${wait}`;

const WAITING: ReadStatement<Row> = reading('wallets-lock', select(''), { asArrays: true });
const SKIPPING: ReadStatement<Row> = reading('wallets-lock-free', select('skip locked'), {
  asArrays: true,
});

/** Locks wallets in id order, the one order that all of the product keeps. */
export const lockWallets = (tx: Tx, ids: readonly bigint[]): Promise<Map<bigint, Wallet>> =>
  lock(tx, WAITING, ids);

/** The same, leaving out what another transaction holds right now. */
export const lockFreeWallets = (tx: Tx, ids: readonly bigint[]): Promise<Map<bigint, Wallet>> =>
  lock(tx, SKIPPING, ids);

async function lock(
  tx: Tx,
  statement: ReadStatement<Row>,
  ids: readonly bigint[],
): Promise<Map<bigint, Wallet>> {
  const rows = await tx.rows(statement, [numbers(ids)]);
  return new Map(
    rows.map(([id, balance, creditLimit]) => [
      id,
      { balance: balance as Money, creditLimit: creditLimit as Money },
    ]),
  );
}
