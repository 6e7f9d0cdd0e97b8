import type { ListedOrder } from 'notpanel/orders/index.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Card } from '../../../ui/card.tsx';
import { DeliveryBar } from '../../../ui/delivery-bar.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { ORDER_STATES, OrderStatus } from '../../../ui/order-status.tsx';
import { PlatformIcon, PlatformSprite } from '../../../ui/platform-icon.tsx';
import { Price } from '../../../ui/price.tsx';
import { orderName } from '../../../order-name.ts';

type Props = { orders: readonly ListedOrder[]; zone: string };

/** The newest orders, to see at a glance how they stand. */
export function RecentOrders({ orders, zone }: Props) {
  const t = useText('dash');
  const aside = (
    <A href="/dashboard/orders" className="underline hover:text-ink">
      {t('allOrders')}
    </A>
  );
  return (
    <Card title={t('recent')} aside={aside} bare>
      <PlatformSprite platforms={orders.map(({ platform }) => platform)} />
      <ul className="divide-y divide-line border-t border-line">
        {orders.map((one) => (
          <Row key={one.id} one={one} zone={zone} />
        ))}
      </ul>
    </Card>
  );
}

function Row({ one, zone }: { one: ListedOrder; zone: string }) {
  const { now } = one;
  return (
    <li
      data-order={one.id}
      className="grid grid-cols-[1fr_auto] items-center gap-x-5 gap-y-2 px-5 py-3 text-sm hover:bg-sunken sm:grid-cols-[1fr_7rem_6rem_auto]"
    >
      <div className="flex min-w-0 gap-2.5">
        <PlatformIcon platform={one.platform} className="mt-0.5 size-4 shrink-0" />
        <div className="min-w-0">
          <A
            href={`/dashboard/orders/${one.id}`}
            dir="auto"
            className="block truncate font-medium hover:underline"
          >
            {one.service}
          </A>
          <p className="truncate text-xs text-soft">
            <span className="font-mono">{orderName(one.id)}</span> ·{' '}
            <Moment at={one.placedAt} zone={zone} />
          </p>
        </div>
      </div>
      <div className="max-sm:hidden">
        {one.kind === 'subscription' ? null : (
          <DeliveryBar
            quantity={one.quantity}
            remains={now.remains}
            isRunning={ORDER_STATES[now.status] === 'running'}
          />
        )}
      </div>
      <span data-show="charge" className="text-end font-medium max-sm:col-start-2">
        <Price amount={now.charge} />
      </span>
      <div className="justify-self-end max-sm:col-start-2 max-sm:row-start-1 sm:w-24">
        <OrderStatus status={now.status} />
      </div>
    </li>
  );
}
