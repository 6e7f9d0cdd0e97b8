import type { ChildOrder, OrderSheet } from 'notpanel/orders/index.ts';
import { useFrame } from '../../../frame.ts';
import { formatCount } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Card } from '../../../ui/card.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { OrderStatus } from '../../../ui/order-status.tsx';
import { Price } from '../../../ui/price.tsx';
import { orderName } from '../../../order-name.ts';

type Props = {
  order: OrderSheet;
  page: { orders: readonly ChildOrder[]; hasMore: boolean };
  zone: string;
};

/** The orders that an order placed: runs of a drip-feed, posts of a subscription. */
export function Children({ order, page, zone }: Props) {
  const { locale } = useFrame();
  const t = useText('orders');
  const kind = order.dripFeed ? 'runs' : 'posts';
  const last = page.orders.at(-1)?.now.id;
  return (
    <div data-live-part="children">
      <Card title={t(`children.${kind}`)} bare>
        {page.orders.length === 0 ? (
          <p className="px-5 pb-5 text-sm text-soft">{t(`children.no.${kind}`)}</p>
        ) : (
          <ul className="divide-y divide-line border-t border-line text-sm">
            {page.orders.map((one) => (
              <li
                key={orderName(one.now.id)}
                className="grid grid-cols-[1fr_auto] items-center gap-x-4 gap-y-1 px-5 py-2.5 sm:grid-cols-[6rem_1fr_auto_6rem]"
              >
                <A
                  href={`/dashboard/orders/${one.now.id}`}
                  className="font-mono text-xs underline hover:text-ink"
                >
                  {orderName(one.now.id)}
                </A>
                <span className="text-soft max-sm:order-3">
                  {t('deliveredShort', {
                    delivered: formatCount(locale, one.quantity - one.now.remains),
                    quantity: formatCount(locale, one.quantity),
                  })}
                  {' · '}
                  <Moment at={one.placedAt} zone={zone} />
                </span>
                <OrderStatus status={one.now.status} />
                <span className="text-end font-medium max-sm:order-4">
                  <Price amount={one.now.charge} />
                </span>
              </li>
            ))}
          </ul>
        )}
        {page.hasMore && last !== undefined ? (
          <p className="border-t border-line px-5 py-3 text-sm">
            <A href={`/dashboard/orders/${order.id}?after=${last}`} className="underline">
              {t('children.more')}
            </A>
          </p>
        ) : null}
      </Card>
    </div>
  );
}
