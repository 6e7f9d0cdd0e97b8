import type { Delivery } from 'notpanel/webhooks/index.ts';
import { useText } from '../../../text.ts';
import { Status } from '../../../ui/status.tsx';

const STATES = {
  pending: 'running',
  delivered: 'completed',
  exhausted: 'canceled',
  dropped: 'pending',
} as const;

/** What became of a message on its way to one webhook. */
export function DeliveryState({ status }: Pick<Delivery, 'status'>) {
  const t = useText('hooks');
  return <Status state={STATES[status]}>{t(`delivery.${status}`)}</Status>;
}
