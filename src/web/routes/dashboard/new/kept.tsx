import type { loadKept } from 'notpanel/web/server/dashboard/new-order/load-order-form.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Card } from '../../../ui/card.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { orderName } from '../../../order-name.ts';

type Props = { kept: Awaited<ReturnType<typeof loadKept>>; zone: string };

const MOST = 8; // the others are on their own page

/** Orders that are only a click away, and those that wait for their time. */
export function Kept({ kept: { templates, scheduled }, zone }: Props) {
  const t = useText('newOrder');
  return (
    <div className="grid gap-6">
      <Card
        title={t('templates')}
        aside={
          templates.length > MOST ? (
            <A href="/dashboard/new/saved" className="underline">
              {t('all', { count: templates.length })}
            </A>
          ) : undefined
        }
      >
        {templates.length === 0 ? (
          <p className="text-sm text-soft">{t('noTemplates')}</p>
        ) : (
          <ul className="grid">
            {templates.slice(0, MOST).map(({ id, name, service, onSale }) => (
              <li
                key={id}
                className="border-t border-line py-2 first:border-t-0 first:pt-0 last:pb-0"
              >
                <A
                  href={`/dashboard/new?template=${id}`}
                  dir="auto"
                  className="block truncate text-sm font-medium hover:underline rtl:text-right"
                >
                  {name}
                </A>
                <p dir="auto" className="truncate text-xs text-soft">
                  {onSale ? service : t('templateOff', { service })}
                </p>
              </li>
            ))}
          </ul>
        )}
      </Card>
      {scheduled.length > 0 ? (
        <Card title={t('scheduled')}>
          <ul className="grid">
            {scheduled.map(({ orderId, service, startsAt }) => (
              <li
                key={orderId}
                className="border-t border-line py-2 text-sm first:border-t-0 first:pt-0 last:pb-0"
              >
                <div className="flex items-baseline justify-between gap-3">
                  <A
                    href={`/dashboard/orders/${orderId}`}
                    className="font-mono text-xs hover:underline"
                  >
                    {orderName(orderId)}
                  </A>
                  <Moment at={startsAt} zone={zone} />
                </div>
                <p dir="auto" className="truncate text-xs text-soft">
                  {service}
                </p>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </div>
  );
}
