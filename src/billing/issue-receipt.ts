import { AppError } from '#lib/errors.ts';
import { asMoney } from '#lib/money.ts';
import { walletOf } from '#ledger/index.ts';
import type { Db, Tx } from '#platform/db/types.ts';
import {
  issueDocument,
  readBuyer,
  readSeller,
  type Issued,
  type Issuer,
} from './issue-document.ts';
import { numberOf } from './document.ts';

/** A deposit is no sale: tax is the business of the invoice. */
const UNTAXED = { name: 'Tax', rateBp: 0, reverseCountries: [] };

/**
 * Issues the receipt of a deposit, once: a repeat answers the first. Refuses `not_found` for what
 * is no deposit of this account.
 */
export async function issueReceipt(
  tx: Tx,
  { accountId, transferId }: { accountId: number; transferId: bigint },
  issuer: Issuer,
): Promise<Issued> {
  const deposit = await tx
    .selectFrom('transfers')
    .select(['amount', 'reference', 'created_at'])
    .where('id', '=', transferId)
    .where('to_id', '=', walletOf(accountId))
    .where('kind', '=', 'deposit')
    .executeTakeFirst();
  if (!deposit) throw new AppError('not_found', 'there is no such deposit');
  // Two that ask at once: the second waits here and finds the first one's.
  await tx
    .selectFrom('accounts')
    .select('id')
    .where('id', '=', accountId)
    .forNoKeyUpdate()
    .execute();
  const known = await findIssued(tx, accountId, causeOf(transferId));
  if (known) return known;
  const amount = asMoney(deposit.amount);
  const { reference, created_at: at } = deposit;
  return issueDocument(
    tx,
    {
      accountId,
      kind: 'receipt',
      cause: causeOf(transferId),
      total: amount,
      rule: UNTAXED,
      taxed: { treatment: 'none', net: amount, tax: asMoney(0n) },
      seller: await readSeller(tx, issuer),
      buyer: await readBuyer(tx, accountId),
      lines: [{ of: 'deposit', amount, reference, at }],
    },
    issuer,
  );
}

const causeOf = (transferId: bigint): string => String(transferId);

async function findIssued(db: Db, accountId: number, cause: string): Promise<Issued | undefined> {
  const row = await db
    .selectFrom('documents')
    .select(['id', 'series', 'number'])
    .where('account_id', '=', accountId)
    .where('kind', '=', 'receipt')
    .where('cause', '=', cause)
    .executeTakeFirst();
  return row && { id: row.id, number: numberOf(row.series, row.number) };
}
