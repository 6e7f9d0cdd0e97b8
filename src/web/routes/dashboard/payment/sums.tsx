import type { Money } from 'notpanel/lib/money.ts';
import type { Payment, PaymentStep } from 'notpanel/payments/index.ts';
import { useText } from '../../../text.ts';
import { Moment } from '../../../ui/moment.tsx';
import { Price } from '../../../ui/price.tsx';
import { Receipt, ReceiptLine, ReceiptTotal } from '../../../ui/receipt.tsx';

type Props = { payment: Payment; steps: readonly PaymentStep[]; zone: string };

/** What was asked for, and what came of it. */
export function Sums({ payment, steps, zone }: Props) {
  const t = useText('pay');
  const { amount, fee, toPay, received, bonus, reversed, gateway } = payment;
  return (
    <Receipt>
      <ReceiptLine label={t('sums.by')}>
        <bdi>{gateway.label}</bdi>
      </ReceiptLine>
      <ReceiptLine label={t('sums.started')}>
        <Moment at={payment.createdAt} zone={zone} />
      </ReceiptLine>
      <ReceiptLine label={t('bill.amount')}>
        <Price amount={amount} />
      </ReceiptLine>
      <ReceiptLine label={t('bill.fee')}>
        {fee === 0n ? t('bill.noFee') : <Price amount={fee} />}
      </ReceiptLine>
      <ReceiptLine label={t('sums.toPay')}>
        <Price amount={toPay} />
      </ReceiptLine>
      {received > 0n ? (
        <ReceiptLine label={t('sums.received')}>
          <Price amount={received} />
        </ReceiptLine>
      ) : null}
      {bonus > 0n ? (
        <ReceiptLine label={t('bill.bonus')}>
          <span className="text-completed">
            <Price amount={bonus} />
          </span>
        </ReceiptLine>
      ) : null}
      {reversed > 0n ? (
        <ReceiptLine label={t('sums.reversed')}>
          <Price amount={reversed} />
        </ReceiptLine>
      ) : null}
      <ReceiptTotal label={t('sums.credited')}>
        <Price amount={netOf(steps)} />
      </ReceiptTotal>
    </Receipt>
  );
}

/** What the wallet has of it, with the bonus and without what went back. */
const netOf = (steps: readonly PaymentStep[]): Money =>
  steps.reduce((sum, { credit, bonus }) => sum + (credit ?? 0n) + (bonus ?? 0n), 0n) as Money;
