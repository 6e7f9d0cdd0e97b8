import { COUNTED_UP_TO, ORDER_TABS, type OrderTab, type TabCounts } from 'notpanel/orders/index.ts';
import { ordersSearch, type AskedOrders } from 'notpanel/web/server/dashboard/orders-query.ts';
import { useFrame } from '../../../frame.ts';
import { formatCount } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { Tabs } from '../../../ui/tabs.tsx';

type Props = { tab: OrderTab; counts: TabCounts; fields: AskedOrders['fields'] };

/** The list by state. Counts are those of the account, whatever else is asked for, up to a thousand. */
export function OrderTabs({ tab, counts, fields }: Props) {
  const { locale } = useFrame();
  const t = useText('orders');
  const countOf = (one: OrderTab): string | undefined => {
    if (one === 'all' || one === 'attention') return undefined;
    const count = counts[one];
    if (count === 0) return undefined;
    return formatCount(locale, count) + (count >= COUNTED_UP_TO ? '+' : '');
  };
  return (
    <div data-live-part="tabs">
      <Tabs
        label={t('tabs.label')}
        tabs={ORDER_TABS.map((one) => ({
          href: `/dashboard/orders?${ordersSearch(fields, { tab: one === 'all' ? '' : one })}`,
          label: t(`tabs.${one}`),
          count: countOf(one),
          here: one === tab,
        }))}
      />
    </div>
  );
}
