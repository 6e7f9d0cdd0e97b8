import { asMoney } from 'notpanel/lib/money.ts';
import type { OrderSheet } from 'notpanel/orders/index.ts';
import { useFrame } from '../../../frame.ts';
import { formatCount, formatShare } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { Card } from '../../../ui/card.tsx';
import { Price } from '../../../ui/price.tsx';
import { Receipt, ReceiptLine, ReceiptTotal } from '../../../ui/receipt.tsx';

/** How the charge came about, line by line: base, own rate, tier, coupon, and what came back. */
export function PriceReceipt({ order }: { order: OrderSheet }) {
  const { locale } = useFrame();
  const t = useText('orders');
  const { price, now } = order;
  const { coupon } = price;
  const off = (bp: number) => `−${formatShare(locale, bp, 2)}`;
  // A drip-feed's runs give back their own; what the customer paid less what it costs now is all of it.
  const refunded = asMoney(price.charge - price.couponAmount - now.charge);
  return (
    <Card title={t('price.title')}>
      <Receipt>
        <ReceiptLine label={t('price.base')}>
          <Price rate={price.baseRate} />
        </ReceiptLine>
        {price.ownRate === null ? null : (
          <ReceiptLine label={t('price.own')}>
            <Price rate={price.ownRate} />
          </ReceiptLine>
        )}
        {price.ownDiscountBp ? (
          <ReceiptLine label={t('price.ownDiscount')}>{off(price.ownDiscountBp)}</ReceiptLine>
        ) : null}
        {price.tierDiscountBp > 0 ? (
          <ReceiptLine label={t('price.tier')}>{off(price.tierDiscountBp)}</ReceiptLine>
        ) : null}
        {coupon?.discountBp ? (
          <ReceiptLine label={t('price.coupon', { code: coupon.code })}>
            {off(coupon.discountBp)}
          </ReceiptLine>
        ) : null}
        {price.rate === price.baseRate ? null : (
          <ReceiptLine label={t('price.rate')}>
            <Price rate={price.rate} />
          </ReceiptLine>
        )}
        {order.subscription ? null : (
          <>
            <ReceiptLine label={t('price.quantity')}>
              × {formatCount(locale, order.quantity)}
            </ReceiptLine>
            <ReceiptLine label={t('price.charged')}>
              <Price amount={price.charge} />
            </ReceiptLine>
          </>
        )}
        {price.couponAmount > 0n ? (
          <ReceiptLine label={t('price.couponPaid', { code: coupon?.code ?? '' })}>
            <Signed amount={price.couponAmount} />
          </ReceiptLine>
        ) : null}
        {refunded > 0n ? (
          <ReceiptLine label={t('price.refunded')}>
            <Signed amount={refunded} />
          </ReceiptLine>
        ) : null}
        {order.subscription ? null : (
          <ReceiptTotal label={t('price.total')}>
            <span data-show="charge">
              <Price amount={now.charge} />
            </span>
          </ReceiptTotal>
        )}
      </Receipt>
      {order.subscription ? <p className="mt-3 text-sm text-soft">{t('price.perPost')}</p> : null}
    </Card>
  );
}

const Signed = ({ amount }: { amount: ReturnType<typeof asMoney> }) => (
  <span className="whitespace-nowrap">
    −<Price amount={amount} />
  </span>
);
