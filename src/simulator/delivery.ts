import { START_AFTER_MS, deliveryMs, type Behaviour, type Claim } from './behaviour.ts';

/** One line of the simulator's own ledger: what it accepted, and bills. */
export type SimulatedOrder = {
  id: number;
  service: string;
  link: string;
  quantity: number;
  params: Record<string, string>;
  acceptedAt: number;
  /** Nano-units of the provider's currency for all of it. */
  charge: bigint;
  /** When a wish to cancel was taken. */
  canceledAt: number | null;
  /** The standing order that found this post. */
  standing: number | null;
};

export type Delivery = {
  status: 'Pending' | 'In progress' | 'Completed' | 'Partial' | 'Canceled';
  remains: number;
  startCount: number | null;
};

/** Where an order is at a moment: a pure function of its script, so that nothing needs to tick. */
export function deliveryAt(order: SimulatedOrder, script: Behaviour, now: number): Delivery {
  const { quantity } = order;
  const startsAt = order.acceptedAt + (script.startAfterMs ?? START_AFTER_MS);
  const until = order.canceledAt === null ? now : Math.min(now, order.canceledAt);
  const startCount = script.startCount === undefined ? 100 + (order.id % 900) : script.startCount;
  if (until < startsAt) {
    const status = order.canceledAt === null ? 'Pending' : 'Canceled';
    return { status, remains: quantity, startCount: null };
  }
  const duration = deliveryMs(script, quantity);
  const share = duration === 0 ? 1 : Math.min(1, (until - startsAt) / duration);
  const last = Math.floor((quantity * (script.stopsAt?.percent ?? 100)) / 100);
  const delivered = Math.min(last, Math.floor(quantity * share));
  const remains = quantity - delivered;
  if (delivered === last) {
    return { status: script.stopsAt?.as ?? 'Completed', remains, startCount };
  }
  const status = order.canceledAt === null ? 'In progress' : 'Partial';
  return { status, remains, startCount };
}

export const isOpen = ({ status }: Delivery): boolean =>
  status === 'Pending' || status === 'In progress';

/** What the provider gives back of the charge once the order ended short, rounded down. */
export function refundOf({ charge, quantity }: SimulatedOrder, delivery: Delivery): bigint {
  if (delivery.status !== 'Partial' && delivery.status !== 'Canceled') return 0n;
  return quantity === 0 ? charge : (charge * BigInt(delivery.remains)) / BigInt(quantity);
}

/** What it says instead of the truth: the last claim that has begun, and the lie of this once. */
export function claimAt(
  order: SimulatedOrder,
  { claims = [], lies = [] }: Behaviour,
  { now, random }: { now: number; random(): number },
): Claim {
  const all = Array.isArray(claims) ? (claims as readonly Claim[]) : [claims as Claim];
  const begun = all.filter(({ fromMs = 0 }) => order.acceptedAt + fromMs <= now);
  const lie = lies.find(({ share }) => random() < share);
  return { ...begun.at(-1), ...lie?.claim };
}
