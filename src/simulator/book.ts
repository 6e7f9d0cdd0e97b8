import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { SimulatedOrder } from './delivery.ts';

export type SimulatedRefill = { id: number; order: number; at: number };

/** Money that came in, or went away when it is negative: nano-units. */
export type SimulatedPayment = { amount: bigint; at: number };

type Line =
  | { kind: 'order'; order: SimulatedOrder }
  | { kind: 'cancel'; id: number; at: number }
  | { kind: 'forget'; id: number }
  | { kind: 'refill'; refill: SimulatedRefill }
  | { kind: 'payment'; payment: SimulatedPayment };

export type Book = {
  readonly orders: ReadonlyMap<number, SimulatedOrder>;
  readonly refills: ReadonlyMap<number, SimulatedRefill>;
  readonly payments: readonly SimulatedPayment[];
  /** Of all that was ever accepted, nano-units; what came back is not taken off. */
  readonly charged: bigint;
  /** The newest order under a name: a request id, or what makes a repeat. */
  find(name: string): SimulatedOrder | undefined;
  accept(order: Omit<SimulatedOrder, 'id' | 'canceledAt'>): SimulatedOrder;
  cancel(id: number, at: number): void;
  /** The provider loses it, and with it the charge. */
  forget(id: number): void;
  refill(order: number, at: number): SimulatedRefill;
  pay(payment: SimulatedPayment): void;
};

const FIRST_ID = 700_001; // unlike any id of ours, so that a mix-up shows

/** What the provider accepted; kept as JSON lines when it has a file, so that a restart knows it. */
export function openBook(file?: string): Book {
  const orders = new Map<number, SimulatedOrder>();
  const refills = new Map<number, SimulatedRefill>();
  const payments: SimulatedPayment[] = [];
  const named = new Map<string, number>();
  let charged = 0n;
  let nextId = FIRST_ID;

  const apply: { [Kind in Line['kind']]: (line: Extract<Line, { kind: Kind }>) => void } = {
    order({ order }) {
      orders.set(order.id, order);
      charged += order.charge;
      nextId = order.id + 1;
      for (const name of namesOf(order)) named.set(name, order.id);
    },
    cancel({ id, at }) {
      const order = orders.get(id);
      if (order) orders.set(id, { ...order, canceledAt: at });
    },
    forget({ id }) {
      charged -= orders.get(id)?.charge ?? 0n;
      orders.delete(id);
    },
    refill: ({ refill }) => void refills.set(refill.id, refill),
    payment: ({ payment }) => void payments.push(payment),
  };
  const enter = (line: Line) => (apply[line.kind] as (line: Line) => void)(line);
  const write = (line: Line) => {
    enter(line);
    if (file !== undefined) appendFileSync(file, `${JSON.stringify(line, asText)}\n`);
  };
  for (const line of readLines(file)) enter(line);
  return {
    orders,
    refills,
    payments,
    get charged() {
      return charged;
    },
    find: (name) => orders.get(named.get(name) ?? 0),
    accept(order) {
      const accepted = { ...order, id: nextId, canceledAt: null };
      write({ kind: 'order', order: accepted });
      return accepted;
    },
    cancel: (id, at) => write({ kind: 'cancel', id, at }),
    forget: (id) => write({ kind: 'forget', id }),
    refill(order, at) {
      const refill = { id: refills.size + 1, order, at };
      write({ kind: 'refill', refill });
      return refill;
    },
    pay: (payment) => write({ kind: 'payment', payment }),
  };
}

/** Under which names an order is found again. */
export const nameOf = {
  request: (id: string) => `request ${id}`,
  call: (service: string, link: string, quantity: number) => `call ${service} ${quantity} ${link}`,
  link: (link: string) => `link ${link}`,
};

function namesOf({ service, link, quantity, params }: SimulatedOrder): string[] {
  const names = [nameOf.call(service, link, quantity), nameOf.link(link)];
  const id = params['request_id'];
  return id === undefined ? names : [...names, nameOf.request(id)];
}

const asText = (_: string, value: unknown): unknown =>
  typeof value === 'bigint' ? String(value) : value;

function readLines(file: string | undefined): Line[] {
  if (file === undefined || !existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((text) => {
      try {
        return [withAmounts(JSON.parse(text) as Line)];
      } catch {
        return []; // the last line of a process that was killed
      }
    });
}

/** JSON has no bigint; a book of before there were charges has none. */
function withAmounts(line: Line): Line {
  if (line.kind === 'order') {
    return { kind: 'order', order: { ...line.order, charge: BigInt(line.order.charge ?? 0) } };
  }
  if (line.kind !== 'payment') return line;
  return { kind: 'payment', payment: { ...line.payment, amount: BigInt(line.payment.amount) } };
}
