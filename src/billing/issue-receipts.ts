import type { App } from '#platform/app.ts';
import { reading, writing } from '#platform/db/statement.ts';
import { issueReceipt } from './issue-receipt.ts';
import { issuerOf } from './issuer.ts';

const LOOKED_AT = 50_000; // transfers in one statement

// A transfer of a minute ago may still be on its way to its commit, under a lower number.
const FOUND = reading<{ last: bigint | null; deposits: (bigint | string)[] }>(
  'billing-new-deposits',
  `with news as (
     select id, kind, created_at from transfers
     where id > (select receipts_to from billing_progress) order by id limit ${LOOKED_AT}
   ), settled as (select * from news where created_at < now() - interval '1 minute')
   select (select max(id) from settled) as last,
          array(select id from settled where kind = 'deposit' order by id) as deposits`,
);

const NOTE = writing(
  'billing-note-receipts',
  'update billing_progress set receipts_to = greatest(receipts_to, $1)',
);

/** Issues the receipt of each deposit of a minute ago and before; running it again changes nothing. */
export async function issueReceipts(app: App): Promise<void> {
  for (;;) {
    const [found] = await app.db.rows(FOUND);
    if (!found || found.last === null) return;
    for (const id of found.deposits) {
      const transferId = BigInt(id);
      const { to_id: wallet } = await app.db
        .selectFrom('transfers')
        .select('to_id')
        .where('id', '=', transferId)
        .executeTakeFirstOrThrow();
      const accountId = Number(wallet);
      await app.transact((tx) => issueReceipt(tx, { accountId, transferId }, issuerOf(app)));
    }
    await app.transact((tx) => tx.run(NOTE, [found.last]));
  }
}
