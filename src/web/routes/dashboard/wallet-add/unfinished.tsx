import type { Payment } from 'notpanel/payments/index.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Card } from '../../../ui/card.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { Price } from '../../../ui/price.tsx';
import { PaymentStatus } from '../payment/payment-status.tsx';

type Props = { payments: readonly Payment[]; zone: string };

/** Payments that were begun and wait for somebody. */
export function Unfinished({ payments, zone }: Props) {
  const t = useText('pay');
  if (payments.length === 0) return null;
  return (
    <Card title={t('add.unfinished')} bare>
      <ul className="divide-y divide-line border-t border-line text-sm">
        {payments.map((payment) => (
          <li
            key={payment.id}
            className="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-5 py-3 hover:bg-sunken"
          >
            <A
              href={`/dashboard/wallet/payments/pay_${payment.id}`}
              className="w-20 font-mono text-xs text-soft after:absolute after:inset-0"
            >
              <bdi>pay_{payment.id}</bdi>
            </A>
            <span className="min-w-0 grow">
              <bdi className="font-medium">{payment.gateway.label}</bdi>
              <span className="block text-soft">
                <Moment at={payment.createdAt} zone={zone} />
              </span>
            </span>
            <PaymentStatus payment={payment} />
            <span className="w-24 text-end font-medium">
              <Price amount={payment.toPay} />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
