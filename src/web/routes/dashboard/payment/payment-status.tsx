import type { Payment } from 'notpanel/payments/index.ts';
import { useText } from '../../../text.ts';
import { Status, type State } from '../../../ui/status.tsx';

const STATES: Record<Payment['state'], State> = {
  new: 'pending',
  open: 'pending',
  reported: 'running',
  processing: 'running',
  partial: 'partial',
  paid: 'completed',
  expired: 'canceled',
  failed: 'canceled',
  refused: 'canceled',
};

/** Money that went back again weighs more than that it came. */
export function PaymentStatus({ payment }: { payment: Payment }) {
  const t = useText('pay');
  const { state, reversed, received } = payment;
  if (reversed > 0n && reversed >= received) {
    return <Status state="canceled">{t('states.returned')}</Status>;
  }
  return <Status state={STATES[state]}>{t(`states.${state}`)}</Status>;
}
