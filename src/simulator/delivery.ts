import { START_AFTER_MS, deliveryMs, type Behaviour } from './behaviour.ts';

/** One line of the simulator's own ledger: what it accepted, and would bill. */
export type SimulatedOrder = {
  id: number;
  service: string;
  link: string;
  quantity: number;
  params: Record<string, string>;
  acceptedAt: number;
  /** When a wish to cancel was taken. */
  canceledAt: number | null;
  /** The standing order that found this post. */
  standing: number | null;
};

export type Delivery = { status: string; remains: number; startCount: number | null };

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
