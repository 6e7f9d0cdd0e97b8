import type { OrderTab } from 'notpanel/orders/index.ts';
import { ordersSearch, type OrdersFields } from 'notpanel/lib/orders-search.ts';
import { useFrame } from '../../../frame.ts';
import { formatCount } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { Tabs } from '../../../ui/tabs.tsx';

export type CountedTab = {
  tab: OrderTab;
  /** Null: not counted. */
  count: number | null;
  /** There are more than that. */
  isMore: boolean;
};

type Props = { tab: OrderTab; tabs: readonly CountedTab[]; fields: OrdersFields };

/** The list by state. Counts are those of the account, whatever else is asked for. */
export function OrderTabs({ tab, tabs, fields }: Props) {
  const { locale } = useFrame();
  const t = useText('orders');
  const textOf = ({ count, isMore }: CountedTab): string | undefined =>
    count ? formatCount(locale, count) + (isMore ? '+' : '') : undefined;
  return (
    <div data-live-part="tabs">
      <Tabs
        label={t('tabs.label')}
        tabs={tabs.map((one) => ({
          href: hrefOf(fields, one.tab),
          label: t(`tabs.${one.tab}`),
          count: textOf(one),
          here: one.tab === tab,
        }))}
      />
    </div>
  );
}

const hrefOf = (fields: OrdersFields, tab: OrderTab): string =>
  `/dashboard/orders?${ordersSearch(fields, { tab: tab === 'all' ? '' : tab })}`;
