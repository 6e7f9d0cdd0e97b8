import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { SimulatedOrder } from './delivery.ts';

export type SimulatedRefill = { id: number; order: number; at: number };

type Line =
  | { kind: 'order'; order: SimulatedOrder }
  | { kind: 'cancel'; id: number; at: number }
  | { kind: 'refill'; refill: SimulatedRefill };

export type Book = {
  readonly orders: ReadonlyMap<number, SimulatedOrder>;
  readonly refills: ReadonlyMap<number, SimulatedRefill>;
  accept(order: Omit<SimulatedOrder, 'id' | 'canceledAt'>): SimulatedOrder;
  cancel(id: number, at: number): void;
  refill(order: number, at: number): SimulatedRefill;
};

const FIRST_ID = 700_001; // unlike any id of ours, so that a mix-up shows

/** What the provider accepted; kept as JSON lines when it has a file, so that a restart knows it. */
export function openBook(file?: string): Book {
  const orders = new Map<number, SimulatedOrder>();
  const refills = new Map<number, SimulatedRefill>();
  const apply = (line: Line) => {
    if (line.kind === 'order') orders.set(line.order.id, line.order);
    else if (line.kind === 'refill') refills.set(line.refill.id, line.refill);
    else {
      const order = orders.get(line.id);
      if (order) orders.set(order.id, { ...order, canceledAt: line.at });
    }
  };
  const write = (line: Line) => {
    apply(line);
    if (file !== undefined) appendFileSync(file, `${JSON.stringify(line)}\n`);
  };
  for (const line of readLines(file)) apply(line);
  return {
    orders,
    refills,
    accept(order) {
      const accepted = { ...order, id: FIRST_ID + orders.size, canceledAt: null };
      write({ kind: 'order', order: accepted });
      return accepted;
    },
    cancel: (id, at) => write({ kind: 'cancel', id, at }),
    refill(order, at) {
      const refill = { id: refills.size + 1, order, at };
      write({ kind: 'refill', refill });
      return refill;
    },
  };
}

function readLines(file: string | undefined): Line[] {
  if (file === undefined || !existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as Line];
      } catch {
        return []; // the last line of a process that was killed
      }
    });
}
