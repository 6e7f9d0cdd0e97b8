import { asMoney, ZERO, type Money } from '#lib/money.ts';
import type { TransferKind } from '#platform/db/schema.ts';
import { reading } from '#platform/db/statement.ts';
import type { Db } from '#platform/db/types.ts';
import { monthAfter, monthOf, monthOfDate, type Month } from './month.ts';
import { groupOf, GROUPS, type Group } from './transfer-kind.ts';

/** What one kind of movement came to in a month. */
export type StatementLine = { group: Group; count: number; received: Money; paid: Money };

/** A month of a wallet, of UTC: opening + received − paid = closing, to the last digit. */
export type Statement = {
  month: Month;
  opening: Money;
  lines: StatementLine[];
  received: Money;
  paid: Money;
  count: number;
  closing: Money;
};

type Row = { month: string; kind: TransferKind; count: bigint; received: bigint; paid: bigint };

// What lies before the last mark is summed already; the rest is a minute's transfers.
const MONTHS = reading<Row>(
  'billing-wallet-months',
  `with mark as (
     select coalesce(max(transfer_id), 0) as id from wallet_marks where account_id = $1
   ), tail as (
     select t.created_at, t.kind, t.amount as received, 0::bigint as paid
     from mark m join transfers t on t.to_id > 0 and t.to_id = $1 and t.id > m.id
     union all
     select t.created_at, t.kind, 0, t.amount
     from mark m join transfers t on t.from_id > 0 and t.from_id = $1 and t.id > m.id
   ), sums as (
     select day, kind, count::bigint, received, paid from wallet_days where account_id = $1
     union all
     select (created_at at time zone 'UTC')::date, kind, 1, received, paid
     from tail
   )
   select date_trunc('month', day)::date as month, kind, sum(count)::bigint as count,
          sum(received)::bigint as received, sum(paid)::bigint as paid
   from sums group by 1, kind order by 1`,
);

/**
 * All months of a wallet, newest first, from its first movement to the running one. The closing
 * balance of each is the next one's opening, and the last closing is the wallet's balance.
 */
export async function readStatements(db: Db, accountId: number, now: Date): Promise<Statement[]> {
  const rows = await db.rows(MONTHS, [accountId]);
  const byMonth = Map.groupBy(rows, (row) => monthOfDate(row.month));
  const [first = monthOf(now)] = byMonth.keys();
  const last = [...byMonth.keys(), monthOf(now)].reduce((one, next) => (next > one ? next : one));
  const statements: Statement[] = [];
  let opening = ZERO;
  for (let month = first; month <= last; month = monthAfter(month)) {
    const statement = statementOf(month, opening, byMonth.get(month) ?? []);
    statements.unshift(statement);
    opening = statement.closing;
  }
  return statements;
}

function statementOf(month: Month, opening: Money, rows: readonly Row[]): Statement {
  const lines = GROUPS.flatMap((group) => lineOf(group, rows) ?? []);
  const received = sum(lines, (line) => line.received);
  const paid = sum(lines, (line) => line.paid);
  return {
    month,
    opening,
    lines,
    received,
    paid,
    count: lines.reduce((all, line) => all + line.count, 0),
    closing: asMoney(opening + received - paid),
  };
}

function lineOf(group: Group, rows: readonly Row[]): StatementLine | undefined {
  const own = rows.filter((row) => groupOf(row.kind) === group);
  if (own.length === 0) return undefined;
  return {
    group,
    count: own.reduce((all, row) => all + Number(row.count), 0),
    received: sum(own, (row) => row.received),
    paid: sum(own, (row) => row.paid),
  };
}

const sum = <One>(all: readonly One[], amountOf: (one: One) => bigint): Money =>
  asMoney(all.reduce((total, one) => total + amountOf(one), 0n));
