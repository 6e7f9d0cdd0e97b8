import type { Attention } from 'notpanel/web/server/dashboard/attention.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Card } from '../../../ui/card.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { Price } from '../../../ui/price.tsx';
import { orderName } from '../../../order-name.ts';

type Props = { items: readonly Attention[]; zone: string };

/** What waits for the customer, a line each. */
export function NeedsYou({ items, zone }: Props) {
  const t = useText('dash');
  if (items.length === 0) {
    return (
      <Card title={t('needs.title')}>
        <p className="text-sm text-soft">{t('needs.nothing')}</p>
      </Card>
    );
  }
  return (
    <Card title={t('needs.title')} bare>
      <ul className="divide-y divide-line border-t border-line">
        {items.map((item) => (
          <li key={`${item.kind} ${item.href}`}>
            <A
              href={item.href}
              className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5 px-5 py-2.5 text-sm hover:bg-sunken"
            >
              <span className="min-w-0 truncate">
                <Words item={item} />
              </span>
              {item.at ? (
                <span className="text-xs text-soft">
                  <Moment at={item.at} zone={zone} />
                </span>
              ) : null}
            </A>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Words({ item }: { item: Attention }) {
  const t = useText('dash');
  switch (item.kind) {
    case 'order':
      return t(`needs.order.${item.state}`, { id: orderName(item.order) });
    case 'webhook':
      return t(`needs.webhook.${item.state}`, { name: item.name });
    case 'key':
      return t('needs.key', { name: item.name });
    case 'ticket':
      return t('needs.ticket', { name: item.name });
    case 'balance':
      return t.rich('needs.balance', { amount: () => <Price amount={item.amount} /> });
    case 'secondStep':
      return t('needs.secondStep');
  }
}
