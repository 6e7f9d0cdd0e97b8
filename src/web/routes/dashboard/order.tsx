import { listKeys } from 'notpanel/keys/index.ts';
import {
  cancelOutlook,
  deliveryCurve,
  isFinal,
  isWebLink,
  listChildren,
  readOrder,
  readProgress,
  readScheduled,
  readTimeline,
  watchFrom,
  type OrderSheet,
} from 'notpanel/orders/index.ts';
import type { App } from 'notpanel/platform/app.ts';
import { readOrderRefills, refillOutlook } from 'notpanel/refills/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { act } from 'notpanel/web/server/dashboard/act.ts';
import { idOf } from 'notpanel/web/server/dashboard/found.ts';
import { livePath } from 'notpanel/web/server/dashboard/live-query.ts';
import { ORDER_INTENTS } from 'notpanel/web/server/dashboard/order-intents.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A, useHref } from '../../ui/a.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Head } from '../../ui/head.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Notice } from '../../ui/notice.tsx';
import { OrderStatus } from '../../ui/order-status.tsx';
import { PlatformIcon, PlatformSprite } from '../../ui/platform-icon.tsx';
import { PriceNote } from '../../ui/price-note.tsx';
import { Acts } from './order/acts.tsx';
import { Children } from './order/children.tsx';
import { Delivery } from './order/delivery.tsx';
import { Facts } from './order/facts.tsx';
import { PriceReceipt } from './order/price-receipt.tsx';
import { Standing } from './order/standing.tsx';
import { Story } from './order/story.tsx';
import { orderName } from '../../order-name.ts';
import { Crumbs } from '../../ui/crumbs.tsx';

const CHILDREN = 50;
const DONE = [
  ...(['refill', 'cancel', 'paused', 'resumed', 'late'] as const),
  ...(['placed', 'already', 'scheduled'] as const), // by the order form
] as const;

export async function loader({ request, params, context }: LoaderArgs) {
  const page = pageOf(context);
  const { app } = page;
  const { accountId, timeZone } = signedIn(page);
  const orderId = idOf(params['id'], 'ord_');
  const since = await watchFrom(app);
  const order = await readOrder(app.db, accountId, orderId);
  if (!order) throw new Response(null, { status: 404 });
  const search = new URL(request.url).searchParams;
  const after = Number(search.get('after')) || undefined;
  const [story, points, refills, scheduled, children, key] = await Promise.all([
    readTimeline(app.db, orderId),
    readProgress(app.db, accountId, orderId),
    readOrderRefills(app.db, accountId, orderId),
    readScheduled(app.db, [orderId]),
    order.dripFeed || order.subscription
      ? listChildren(app.db, { accountId, parentId: orderId, size: CHILDREN, after })
      : null,
    keyOf(app, accountId, order),
  ]);
  const now = new Date(app.clock.now());
  const startsAt = scheduled.get(orderId);
  const isWaiting = startsAt !== undefined && startsAt > now && order.status === 'pending';
  return {
    startsAt: isWaiting ? startsAt : null,
    ...{ order, story, children, key, now },
    isLink: isWebLink(order.link),
    zone: timeZone,
    curve: deliveryCurve({ ...order, remains: order.now.remains, points, now }),
    refill: refillOutlook({ ...order, ...order.service, ...refills }, now),
    cancel: cancelOutlook(order),
    live: isFinal(order.status) ? undefined : livePath([orderId], since),
    done: DONE.find((one) => one === search.get('done')) ?? null,
  };
}

async function keyOf(app: App, accountId: number, { keyId }: OrderSheet) {
  if (keyId === null) return null;
  const key = (await listKeys(app.db, accountId)).find(({ id }) => id === keyId);
  return key ? { name: key.name, hint: key.hint } : null;
}

export const action = (args: ActionArgs) => act(ORDER_INTENTS, args);

/** An order as a receipt: what was ordered, what it costs and why, and what happened when. */
export default function OrderPage({ loaderData: view }: PageProps<typeof loader>) {
  const t = useText('orders');
  const { order, done, children, curve, startsAt } = view;
  const live = useHref(view.live ?? '/'); // its words are those of the page's language
  const title = t('one', { id: orderName(order.id) });
  return (
    <div data-live={view.live && live} data-order={order.id}>
      <Head title={title} description={t('lead')} path={`/dashboard/orders/${order.id}`} hidden />
      <PlatformSprite platforms={[order.service.platform]} />
      <Title order={order} title={title} />
      {done ? (
        <div className="mb-6">
          <Notice kind={done === 'late' || done === 'already' ? 'warning' : 'done'}>
            {t(`did.${done}`)}
          </Notice>
        </div>
      ) : null}
      {startsAt ? (
        <div className="mb-6">
          <Notice>
            {t.rich('startsAt', { at: () => <Moment at={startsAt} zone={view.zone} /> })}
          </Notice>
        </div>
      ) : null}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <div className="grid gap-6">
          {order.subscription ? null : <Delivery order={order} curve={curve} zone={view.zone} />}
          <Standing order={order} zone={view.zone} />
          {children ? <Children order={order} page={children} zone={view.zone} /> : null}
          <div data-live-part="story">
            <Card title={t('story.title')}>
              <Story lines={view.story} zone={view.zone} />
            </Card>
          </div>
        </div>
        <div className="grid gap-6">
          <div data-live-part="price">
            <PriceReceipt order={order} />
          </div>
          <div data-live-part="acts">
            <Acts order={order} refill={view.refill} cancel={view.cancel} zone={view.zone} />
          </div>
          <Facts order={order} isLink={view.isLink} apiKey={view.key} zone={view.zone} />
          <PriceNote />
        </div>
      </div>
      <script src="/live.js" defer />
    </div>
  );
}

function Title({ order, title }: { order: OrderSheet; title: string }) {
  const t = useText('orders');
  return (
    <div className="mb-6 flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
      <div className="min-w-0">
        <Crumbs
          trail={[
            { href: '/dashboard/orders', label: t('title') },
            ...(order.parentId === null
              ? []
              : [
                  {
                    href: `/dashboard/orders/${order.parentId}`,
                    label: t('one', { id: orderName(order.parentId) }),
                  },
                ]),
          ]}
        />
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
          <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
          <OrderStatus status={order.now.status} />
        </div>
        <p className="mt-2 flex items-start gap-2 text-sm">
          <PlatformIcon platform={order.service.platform} className="mt-0.5 size-4" />
          <A href={`/services/${order.service.id}`} dir="auto" className="hover:underline">
            {order.service.name}
          </A>
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button as={A} kind="plain" size="small" href={`/dashboard/tickets/new?order=${order.id}`}>
          {t('ticket')}
        </Button>
        <Button as={A} size="small" href={`/dashboard/new?again=${order.id}`}>
          {t('again')}
        </Button>
      </div>
    </div>
  );
}
