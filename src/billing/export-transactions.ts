import { csvLine } from '#lib/csv.ts';
import { formatMoney } from '#lib/money.ts';
import type { Db } from '#platform/db/types.ts';
import { listTransactions } from './list-transactions.ts';
import type { Transaction, TransactionFilter } from './transaction.ts';

const AT_ONCE = 1_000;

const HEAD = [
  ...['time', 'transaction', 'type', 'amount', 'balance', 'currency'],
  ...['order', 'service', 'service_name', 'reference', 'note'],
];

/**
 * A wallet's movements as CSV (RFC 4180), newest first, in pieces: times are ISO and UTC, amounts
 * exact decimals. No field is a formula to a spreadsheet.
 */
export async function* exportTransactions(
  db: Db,
  accountId: number,
  filter: TransactionFilter,
  currency: string,
): AsyncGenerator<string> {
  yield csvLine(HEAD);
  let after: bigint | undefined;
  for (;;) {
    const page = await listTransactions(db, accountId, { filter, after, limit: AT_ONCE });
    yield page.transactions.map((one) => csvLine(fieldsOf(one, currency))).join('');
    if (page.older === null) return;
    after = page.older;
  }
}

const fieldsOf = (one: Transaction, currency: string): string[] => [
  one.at.toISOString(),
  String(one.id),
  one.kind,
  formatMoney(one.amount),
  formatMoney(one.balance),
  currency,
  one.orderId === null ? '' : String(one.orderId),
  one.service === null ? '' : String(one.service.id),
  one.service?.name ?? '',
  one.orderId === null ? one.reference : '',
  one.reason ?? '',
];
