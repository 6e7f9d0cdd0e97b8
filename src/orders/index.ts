export { cancelOrder } from './cancel-order.ts';
export { checkBooks, type Books } from './check-books.ts';
export { draftOrder, type OrderDraft } from './draft-order.ts';
export { isWebLink } from './link.ts';
export {
  canBecome,
  isFinal,
  SHOWN,
  TRANSITIONS,
  type FinalStatus,
  type OrderKind,
  type OrderStatus,
  type ShownStatus,
} from './order.ts';
export type { OrderParams } from './order-params.ts';
export { placeOrder, type PlaceOrder } from './place-order.ts';
export { placeOrders, type Buyer, type Placed, type Placement } from './place-orders.ts';
export { readHeld } from './read-held.ts';
export { readStatuses, type OrderView } from './read-statuses.ts';
