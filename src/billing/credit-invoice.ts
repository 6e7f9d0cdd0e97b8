import { REVENUE, lockWallets, postTransfers, walletOf } from '#ledger/index.ts';
import { AppError } from '#lib/errors.ts';
import { asMoney, formatMoney, ZERO, type Money } from '#lib/money.ts';
import { actorName, type Actor } from '#platform/app.ts';
import type { Tx } from '#platform/db/types.ts';
import { issueDocument, type Issued, type Issuer } from './issue-document.ts';
import type { Document } from './document.ts';
import { findDocument } from './find-document.ts';

export type InvoiceCredit = {
  /** The invoice's. */
  number: string;
  amount: Money;
  reason: string;
  actor: Actor;
};

/**
 * Gives back money of an invoice to the customer's wallet and issues the credit note of it, both
 * or neither. Refuses `not_found`, and `invalid_parameter` beyond what is left of the invoice.
 */
export async function creditInvoice(
  tx: Tx,
  { number, amount, reason, actor }: InvoiceCredit,
  issuer: Issuer,
): Promise<Issued> {
  const invoice = await findInvoice(tx, number);
  const { accountId } = invoice;
  // The wallet's lock keeps two credits of one invoice from looking at the same rest.
  await lockWallets(tx, [walletOf(accountId)]);
  const credited = await readCredited(tx, invoice.id);
  const left = asMoney(invoice.total - credited.amount);
  if (amount <= ZERO || amount > left) {
    const why = `the amount is above zero and at most ${formatMoney(left)}, the rest of ${number}`;
    throw new AppError('invalid_parameter', why, { parameter: 'amount' });
  }
  const text = reason.trim();
  if (text === '' || text.length > 300) {
    throw new AppError('invalid_parameter', 'give a reason of at most 300 characters', {
      parameter: 'reason',
    });
  }
  const tax = taxOf(invoice, credited, amount);
  const note = await issueDocument(
    tx,
    {
      accountId,
      kind: 'credit_note',
      cause: `${invoice.number}/${credited.count + 1}`,
      corrects: invoice.id,
      total: amount,
      rule: { name: invoice.taxName, rateBp: invoice.taxRateBp, reverseCountries: [] },
      taxed: { treatment: invoice.taxTreatment, net: asMoney(amount - tax), tax },
      seller: invoice.seller,
      buyer: invoice.buyer,
      lines: [{ of: 'credit', amount, reason: text }],
    },
    issuer,
  );
  await postTransfers(tx, [
    {
      kind: 'invoice.credit',
      reference: note.number,
      fromId: REVENUE,
      toId: walletOf(accountId),
      amount,
      reason: text,
      actor: actorName(actor),
    },
  ]);
  return note;
}

async function findInvoice(tx: Tx, number: string): Promise<Document> {
  const found = await findDocument(tx, number);
  if (found.kind === 'invoice') return found;
  throw new AppError('not_found', `there is no invoice ${number}`);
}

type Credited = { count: number; amount: bigint; tax: bigint };

async function readCredited(tx: Tx, invoiceId: bigint): Promise<Credited> {
  const rows = await tx
    .selectFrom('documents')
    .select(['total', 'tax'])
    .where('corrects', '=', invoiceId)
    .execute();
  return {
    count: rows.length,
    amount: rows.reduce((sum, { total }) => sum + total, 0n),
    tax: rows.reduce((sum, { tax }) => sum + tax, 0n),
  };
}

/**
 * The tax in what is given back: the invoice's, up to this share of it, rounded down, less what
 * earlier notes gave back. So the last note gives back the last cent, and none too many.
 */
function taxOf(invoice: { total: Money; tax: Money }, credited: Credited, amount: Money): Money {
  const upTo = (invoice.tax * (credited.amount + amount)) / invoice.total;
  return asMoney(upTo - credited.tax);
}
