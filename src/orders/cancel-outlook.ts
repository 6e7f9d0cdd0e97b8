import type { WishStatus } from '#platform/db/schema.ts';
import { isFinal, type OrderKind, type OrderStatus } from './order.ts';

/** What a cancel would do now, or why it would do nothing. */
export type CancelOutlook =
  /** Nobody has it: everything comes back in the same moment. */
  | { can: true; how: 'at_once' }
  /** Its provider has it: it is asked, and the order goes on until it answers. */
  | { can: true; how: 'asked' }
  /** Of a drip-feed: runs that did not start come back at once, for others providers are asked. */
  | { can: true; how: 'runs_stop' }
  | { can: false; why: 'ended' | 'canceled' | 'wished' | 'refused' };

/** Judges a cancel by what an order is; a refused wish is not passed on again. */
export function cancelOutlook(order: {
  kind: OrderKind;
  status: OrderStatus;
  wish: WishStatus | null;
}): CancelOutlook {
  const { kind, status, wish } = order;
  if (status === 'canceled') return { can: false, why: 'canceled' };
  if (isFinal(status)) return { can: false, why: 'ended' };
  // Waiting means that certainly no provider has it: an attempt begins by another state.
  if (status === 'pending' && kind !== 'drip_feed') return { can: true, how: 'at_once' };
  if (wish !== null) return { can: false, why: wish === 'refused' ? 'refused' : 'wished' };
  return { can: true, how: kind === 'drip_feed' ? 'runs_stop' : 'asked' };
}
