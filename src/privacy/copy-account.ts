import { asMoney, asRate, formatMoney, formatRate } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { reading } from '#platform/db/statement.ts';
import { REGISTER, type Rule } from './register.ts';

const PAGE = 2_000; // rows that are in memory at a time

/**
 * A customer's copy of all that the shop stores of them, as the parts of one JSON document: amounts
 * as decimals of the shop's currency, moments in UTC. Long tables are read a page at a time.
 */
export async function* copyAccount(app: App, accountId: number): AsyncGenerator<string> {
  const head = {
    shop: app.shop.name,
    account: accountId,
    currency: app.currency,
    copied_at: new Date(app.clock.now()),
  };
  yield `${JSON.stringify(head).slice(0, -1)},"tables":{`;
  let comma = '';
  for (const rule of REGISTER) {
    if (!rule.copied) continue;
    yield `${comma}\n${JSON.stringify(rule.table)}:[`;
    comma = ',';
    yield* rowsOf(app, rule, accountId);
    yield ']';
  }
  yield '}}\n';
}

type Row = Record<string, unknown>;

async function* rowsOf(app: App, rule: Rule, accountId: number): AsyncGenerator<string> {
  const { table, by, copied = [], where } = rule;
  const columns = copied.map((name) => `t.${name}`).join(', ');
  const text = by
    ? `select ${columns}, t.${by} as copied_by from ${table} t
       where ${where} and t.${by} > $2 order by t.${by} limit ${PAGE}`
    : `select ${columns} from ${table} t where ${where}`;
  const statement = reading<Row>(`copy-${table}`, text);
  let after: unknown = -1;
  let comma = '';
  for (;;) {
    const rows = await app.db.rows(statement, by ? [accountId, after] : [accountId]);
    if (rows.length > 0) {
      yield comma + rows.map((row) => lineOf(row)).join(',');
      comma = ',';
    }
    after = rows.at(-1)?.['copied_by'];
    if (!by || rows.length < PAGE) return;
  }
}

function lineOf({ copied_by: _, ...row }: Row): string {
  const values = Object.entries(row).map(([name, value]) => [name, worded(name, value)]);
  return `\n${JSON.stringify(Object.fromEntries(values))}`;
}

const RATES = new Set(['rate', 'base_rate', 'own_rate']);
const NUMBERS = new Set([
  'pieces',
  'transfer_id',
  'id',
  'start_count',
  'event_id',
  'ticket_id',
  'order_id',
  'payment_id',
]);

/** Of the numbers that need 64 bits, those that neither count nor name something are amounts. */
function worded(name: string, value: unknown): unknown {
  if (typeof value !== 'bigint') return value;
  if (NUMBERS.has(name)) return String(value);
  return RATES.has(name) ? formatRate(asRate(value)) : formatMoney(asMoney(value));
}
