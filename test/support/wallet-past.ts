import { randomUUID } from 'node:crypto';
import type { TransferKind } from '#platform/db/schema.ts';
import { asMoney } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { numbers } from '#platform/db/array-literal.ts';
import { writing } from '#platform/db/statement.ts';

/** A movement of a wallet: above zero it comes in. */
export type Move = { kind: TransferKind; amount: bigint; at: Date; reference?: string };

const INSERT = writing(
  'test-wallet-past',
  `with moved as (
     insert into transfers (kind, reference, from_id, to_id, amount, created_at)
     select m.kind, m.reference, case when m.amount < 0 then $1 else -3 end,
            case when m.amount < 0 then -3 else $1 end, abs(m.amount), m.at
     from unnest($2::transfer_kind[], $3::text[], $4::bigint[], $5::timestamptz[])
       with ordinality as m (kind, reference, amount, at, place)
     order by m.place
   )
   update wallets set balance = balance + $6 where id = $1`,
);

/** Writes movements of the past, in this order, with the wallet that they make. */
export async function movePast(app: App, accountId: number, moves: readonly Move[]): Promise<void> {
  const total = moves.reduce((sum, { amount }) => sum + amount, 0n);
  await app.transact((tx) =>
    tx.run(INSERT, [
      accountId,
      moves.map(({ kind }) => kind),
      moves.map(({ reference }) => reference ?? randomUUID()),
      numbers(moves.map(({ amount }) => amount)),
      moves.map(({ at }) => at),
      asMoney(total),
    ]),
  );
}
