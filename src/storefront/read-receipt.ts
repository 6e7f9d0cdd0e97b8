import { asMoney, asRate, type Money, type Rate } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { reading } from '#platform/db/statement.ts';
import { coarseMinutes, type PublicName } from './anonymous.ts';
import { readEndings, type KnownEnding } from './read-endings.ts';
import { remember } from './remember.ts';

export type ReceiptLine = {
  what: 'placed' | 'passed_on' | 'accepted' | 'started' | 'delivered' | 'refunded';
  /** Whole minutes after it was placed. */
  afterMinutes: number;
  /** Where it lies between order and end, in percent. */
  at: number;
};

/** The story of one real order, without its link, account, numbers and exact times. */
export type Receipt = {
  what: PublicName;
  status: 'completed' | 'partial';
  quantity: number;
  delivered: number;
  rate: Rate;
  held: Money;
  earned: Money;
  refunded: Money;
  tookMinutes: number;
  ageMinutes: number;
  /** In the order in which it happened. */
  lines: ReceiptLine[];
};

type Row = {
  rate: bigint;
  charge: bigint;
  refunded: bigint;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date;
  acceptedAt: Date | null;
  passedOnAt: Date | null;
};

const ORDER = reading<Row>(
  'storefront.receipt',
  `select o.rate, o.charge, o.refunded, o.created_at as "createdAt",
     o.started_at as "startedAt", o.finished_at as "finishedAt",
     (select finished_at from attempts a where a.order_id = o.id and a.outcome = 'accepted')
       as "acceptedAt",
     (select min(at) from order_events e where e.order_id = o.id and e.type = 'order.rerouted')
       as "passedOnAt"
   from orders o where o.id = $1`,
);

/**
 * One of the newest orders that ended: one of which something was given back where there is one,
 * because that is what a buyer wonders about, else the last that was delivered. Null while no
 * order may be told.
 */
export const readReceipt: (app: App) => Promise<Receipt | null> = remember(
  'receipt',
  async (app) => {
    const told = (await readEndings(app)).filter((one) => one.publicPrice && one.delivered > 0);
    const ending = told.find(({ status }) => status === 'partial') ?? told[0];
    const [row] = ending ? await app.db.rows(ORDER, [ending.orderId]) : [];
    return ending && row ? receiptOf(ending, row) : null;
  },
);

function receiptOf(ending: KnownEnding, row: Row): Receipt {
  const { what, quantity, delivered, tookMinutes, ageMinutes } = ending;
  const refunded = asMoney(row.refunded);
  return {
    ...{ what, quantity, delivered, tookMinutes, ageMinutes, refunded },
    status: ending.status === 'partial' ? 'partial' : 'completed',
    rate: asRate(row.rate),
    held: asMoney(row.charge),
    earned: asMoney(row.charge - row.refunded),
    lines: linesOf(row),
  };
}

function linesOf(row: Row): ReceiptLine[] {
  const placed = row.createdAt.getTime();
  const whole = Math.max(1, row.finishedAt.getTime() - placed);
  const line = (what: ReceiptLine['what'], at: Date | null): ReceiptLine[] => {
    if (at === null) return [];
    const after = Math.min(Math.max(0, at.getTime() - placed), whole);
    return [{ what, afterMinutes: coarseMinutes(after), at: Math.round((after / whole) * 100) }];
  };
  return [
    ...line('placed', row.createdAt),
    ...line('passed_on', row.passedOnAt),
    ...line('accepted', row.acceptedAt),
    ...line('started', row.startedAt),
    ...line('delivered', row.finishedAt),
    ...line('refunded', row.refunded > 0n ? row.finishedAt : null),
  ].sort((a, b) => a.at - b.at);
}
