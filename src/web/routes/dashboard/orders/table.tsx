import { Fragment } from 'react';
import type { ListedOrder } from 'notpanel/orders/index.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Ask } from '../../../ui/ask.tsx';
import { Button } from '../../../ui/button.tsx';
import { DeliveryBar } from '../../../ui/delivery-bar.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { ORDER_STATES, OrderStatus } from '../../../ui/order-status.tsx';
import { PlatformIcon } from '../../../ui/platform-icon.tsx';
import { Price } from '../../../ui/price.tsx';
import { orderName } from '../../../order-name.ts';

type Props = { orders: readonly ListedOrder[]; zone: string };

const ASK = 'ask-cancel';

/** Orders as a ledger; what is done to those that are ticked is asked for above it. */
export function OrdersTable({ orders, zone }: Props) {
  const t = useText('orders');
  return (
    <>
      <form method="post" data-ticks="">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 text-sm">
          <label className="flex items-center gap-2 text-soft">
            <input
              type="checkbox"
              data-all=""
              className="hidden size-4 accent-ink scripted:block"
            />
            <span className="hidden scripted:inline">
              {t.rich('chosen', { count: () => <span data-ticked="">0</span> })}
            </span>
            <span className="scripted:hidden">{t('choose')}</span>
          </label>
          <div className="ms-auto flex flex-wrap gap-2">
            <Button name="intent" value="refill" kind="plain" size="small">
              {t('bulk.refill.do')}
            </Button>
            <Button name="intent" value="cancel" kind="plain" size="small" data-ask={ASK}>
              {t('bulk.cancel.do')}
            </Button>
            <Button name="intent" value="copy" kind="plain" size="small" data-copy-ids="">
              {t('bulk.copy.do')}
            </Button>
          </div>
        </div>
        <table className="ledger orders border-t border-line">
          <thead>
            <tr>
              <th className="pick">
                <span className="sr-only">{t('column.pick')}</span>
              </th>
              <th className="id">{t('column.id')}</th>
              <th>{t('column.service')}</th>
              <th className="progress">{t('column.delivered')}</th>
              <th className="price">{t('column.charge')}</th>
              <th className="state">{t('column.status')}</th>
              <th className="when">{t('column.placed')}</th>
            </tr>
          </thead>
          <tbody data-live-part="rows">
            {orders.map((one) => (
              <Row key={one.id} one={one} zone={zone} />
            ))}
          </tbody>
        </table>
      </form>
      <Ask id={ASK} title={t('bulk.cancel.ask')} yes={t('bulk.cancel.do')}>
        {t('bulk.cancel.means')}
      </Ask>
    </>
  );
}

function Row({ one, zone }: { one: ListedOrder; zone: string }) {
  const t = useText('orders');
  const { now } = one;
  const status = <OrderStatus status={now.status} />;
  const notes = [
    one.kind === 'single' ? null : t(`kind.${one.kind}`),
    one.parentId === null ? null : t('partOf', { id: orderName(one.parentId) }),
  ].filter((note) => note !== null);
  return (
    <tr data-order={one.id}>
      <td className="pick">
        <label>
          <input
            type="checkbox"
            name="id"
            value={one.id}
            aria-label={t('pickOne', { id: orderName(one.id) })}
          />
        </label>
      </td>
      <td className="id">{orderName(one.id)}</td>
      <td className="name">
        <PlatformIcon platform={one.platform} />
        <A href={`/dashboard/orders/${one.id}`} dir="auto">
          {one.service}
        </A>
        <small dir="ltr">{bare(one.link)}</small>
        <small className="line">
          {orderName(one.id)} · <Moment at={one.placedAt} zone={zone} />
        </small>
        {notes.length > 0 ? (
          <small>
            {notes.map((note, at) => (
              <Fragment key={note}>
                {at > 0 ? ' · ' : null}
                {note}
              </Fragment>
            ))}
          </small>
        ) : null}
      </td>
      <td className="progress">
        {one.kind === 'subscription' ? null : (
          <DeliveryBar
            quantity={one.quantity}
            remains={now.remains}
            isRunning={ORDER_STATES[now.status] === 'running'}
          />
        )}
      </td>
      <td className="price">
        <span data-show="charge">
          <Price amount={now.charge} />
        </span>
        {status}
      </td>
      <td className="state">{status}</td>
      <td className="when">
        <Moment at={one.placedAt} zone={zone} />
      </td>
    </tr>
  );
}

/** A link without what every link begins with. */
const bare = (link: string): string => link.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
