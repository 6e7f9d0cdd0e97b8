import type { ShownStatus } from 'notpanel/orders/index.ts';
import { useText } from '../text.ts';
import { Status, type State } from './status.tsx';

/** The colour of an order's state. */
export const ORDER_STATES: Record<ShownStatus, State> = {
  pending: 'pending',
  processing: 'running',
  in_progress: 'running',
  completed: 'completed',
  partial: 'partial',
  canceled: 'canceled',
};

/** An order's state; where it is `data-show="status"` within its order, it follows the order. */
export function OrderStatus({ status }: { status: ShownStatus }) {
  const t = useText('orders');
  return (
    <span data-show="status">
      <Status state={ORDER_STATES[status]}>{t(`state.${status}`)}</Status>
    </span>
  );
}
