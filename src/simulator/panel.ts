import { formatMoney, type Money } from '#lib/money.ts';
import type { Behaviour } from './behaviour.ts';
import type { Book } from './book.ts';
import { deliveryAt, refundOf, type Delivery, type SimulatedOrder } from './delivery.ts';
import type { Habits, RefusalCode } from './habits.ts';
import type { PriceList } from './price-list.ts';

export type Params = Readonly<Record<string, string>>;

/** What the simulated provider is made of. */
export type Panel = {
  book: Book;
  habits: Habits;
  prices: PriceList;
  scripts: ReadonlyMap<string, Behaviour>;
  now(): number;
  random(): number;
  currency: string;
  /** The same service, link and quantity within so many seconds is the same order; 0: never. */
  repeatWindowS: number;
  refusesDuplicates: boolean;
  /** False where it delivers on credit. */
  needsFunds: boolean;
};

/** A sound answer before it is written. */
export type Plain = { status: number; body: unknown; headers?: Record<string, string> };

export const refusal = ({ habits }: Panel, code: RefusalCode): Plain => ({
  status: habits.refusedWith,
  body: { error: habits.refusals[code] },
});

export const missOf = ({ habits }: Panel, code: 'order' | 'refill'): { error: string } => ({
  error: habits.refusals[code],
});

/** The script of a service, or the one of all that have none, under `*`. */
export const scriptOf = ({ scripts }: Panel, service: string): Behaviour =>
  scripts.get(service) ?? scripts.get('*') ?? {};

export const deliveryOf = (panel: Panel, order: SimulatedOrder): Delivery =>
  deliveryAt(order, scriptOf(panel, order.service), panel.now());

/** An order as the panel or the caller writes it; undefined: there is none. */
export const orderOf = ({ book }: Panel, id: string): SimulatedOrder | undefined =>
  book.orders.get(numberOf(id));

export const numberOf = (id: string): number => Number(id.replace(/^[a-z]+_/, ''));

/** What the provider took and has, nano-units of its currency. */
export type SimulatedSums = {
  orders: number;
  paidIn: bigint;
  charged: bigint;
  refunded: bigint;
  balance: bigint;
};

export function sumsOf(panel: Panel): SimulatedSums {
  const { book } = panel;
  const paidIn = paidInOf(panel);
  let refunded = 0n;
  for (const order of book.orders.values()) refunded += refundOf(order, deliveryOf(panel, order));
  const { charged } = book;
  return {
    orders: book.orders.size,
    paidIn,
    charged,
    refunded,
    balance: paidIn - charged + refunded,
  };
}

export const paidInOf = ({ book }: Panel): bigint =>
  book.payments.reduce((sum, payment) => sum + payment.amount, 0n);

export const amountText = (amount: bigint): string => formatMoney(amount as Money);
