import { AppError } from '#lib/errors.ts';
import { asMoney } from '#lib/money.ts';
import { readIdentity } from '#content/index.ts';
import type { App } from '#platform/app.ts';
import { reading } from '#platform/db/statement.ts';
import type { Tx } from '#platform/db/types.ts';
import type { DocumentLine } from './document.ts';
import { issueDocument, readBuyer, readSeller, totalOf } from './issue-document.ts';
import { issuerOf } from './issuer.ts';
import { dateOf, type Month } from './month.ts';
import { sumDelivered } from './sum-delivered.ts';
import { readTaxRule } from './tax-rule.ts';
import { splitTax } from './tax.ts';

const AT_ONCE = 50; // invoices in one transaction, which holds the series
const MOST_LINES = 200; // six sheets of paper; what is smaller is summed in a last line

const DUE = reading<{ account_id: number }>(
  'invoices-due',
  `select distinct d.account_id from delivered_months d
   where d.month = $1 and ($2::int is null or d.account_id = $2) and not exists (
     select from documents i where i.account_id = d.account_id and i.kind = 'invoice' and i.cause = $3
   ) order by d.account_id limit ${AT_ONCE}`,
);

type LineRow = {
  service_id: number;
  name: string | null;
  orders: number;
  pieces: bigint;
  amount: bigint;
};

const LINES = reading<LineRow>(
  'invoice-lines',
  `select d.service_id, s.name, d.orders, d.pieces, d.amount
   from delivered_months d left join services s on s.id = d.service_id
   where d.month = $1 and d.account_id = $2 order by d.amount desc, d.service_id`,
);

/**
 * Issues each account's invoice of a month that is over: what its orders that ended in it earned.
 * A repeat issues what is missing. Answers how many; refuses `conflict` while the month runs, and
 * while it is not said who sells.
 */
export async function issueInvoices(
  app: App,
  month: Month,
  accountId: number | null = null,
): Promise<number> {
  const { name, address } = await readIdentity(app.db);
  if (name === undefined || address === undefined) {
    throw new AppError('conflict', 'say who runs the shop first: notpanel operator set');
  }
  await sumDelivered(app, month);
  let issued = 0;
  for (;;) {
    const some = await app.transact((tx) => issueSome(tx, app, month, accountId));
    if (some === 0) return issued;
    issued += some;
  }
}

// One at a time: two would find the same accounts without an invoice.
async function issueSome(
  tx: Tx,
  app: App,
  month: Month,
  accountId: number | null,
): Promise<number> {
  await tx
    .selectFrom('delivered_progress')
    .select('month')
    .where('month', '=', dateOf(month))
    .forUpdate()
    .execute();
  const due = await tx.rows(DUE, [dateOf(month), accountId, month]);
  for (const { account_id: account } of due) await issueOne(tx, app, month, account);
  return due.length;
}

async function issueOne(tx: Tx, app: App, month: Month, accountId: number): Promise<void> {
  const issuer = issuerOf(app);
  const lines = linesOf(await tx.rows(LINES, [dateOf(month), accountId]));
  const total = totalOf(lines);
  const [rule, seller, buyer] = [
    await readTaxRule(tx),
    await readSeller(tx, issuer),
    await readBuyer(tx, accountId),
  ];
  const taxed = splitTax(total, rule, buyer, issuer.currency);
  const draft = { accountId, total, rule, taxed, seller, buyer, lines };
  await issueDocument(tx, { ...draft, kind: 'invoice', cause: month, period: month }, issuer);
}

function linesOf(rows: readonly LineRow[]): DocumentLine[] {
  const named = rows.length > MOST_LINES ? rows.slice(0, MOST_LINES - 1) : rows;
  const rest = rows.slice(named.length);
  const lines: DocumentLine[] = named.map((row) => ({
    of: 'service',
    serviceId: row.service_id,
    name: row.name ?? '',
    orders: row.orders,
    pieces: row.pieces,
    amount: asMoney(row.amount),
  }));
  if (rest.length === 0) return lines;
  const others: DocumentLine = {
    of: 'services',
    services: rest.length,
    orders: rest.reduce((sum, { orders }) => sum + orders, 0),
    pieces: rest.reduce((sum, { pieces }) => sum + pieces, 0n),
    amount: asMoney(rest.reduce((sum, { amount }) => sum + amount, 0n)),
  };
  return [...lines, others];
}
