import {
  countTabs,
  COUNTED_UP_TO,
  listOrders,
  listOrderViews,
  ORDER_TABS,
  watchFrom,
  type ListedOrder,
  type TabCounts,
} from 'notpanel/orders/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { act } from 'notpanel/web/server/dashboard/act.ts';
import { livePath } from 'notpanel/web/server/dashboard/live-query.ts';
import { ORDERS_INTENTS } from 'notpanel/web/server/dashboard/orders-intents.ts';
import { readOrdersQuery } from 'notpanel/web/server/dashboard/orders-query.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import { ordersSearch } from 'notpanel/lib/orders-search.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A, useHref } from '../../ui/a.tsx';
import { Button } from '../../ui/button.tsx';
import { CursorNav } from '../../ui/cursor-nav.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Head } from '../../ui/head.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { PlatformSprite } from '../../ui/platform-icon.tsx';
import { PriceNote } from '../../ui/price-note.tsx';
import { BulkResults } from './orders/bulk-results.tsx';
import { OrderFilters } from './orders/filters.tsx';
import { OrderTabs, type CountedTab } from './orders/order-tabs.tsx';
import { OrdersTable } from './orders/table.tsx';
import { SavedViews } from './orders/saved-views.tsx';
import { orderName } from '../../order-name.ts';

const SIZE = 50;

export async function loader({ request, context }: LoaderArgs) {
  const page = pageOf(context);
  const { app } = page;
  const { accountId, timeZone } = signedIn(page);
  const params = new URL(request.url).searchParams;
  const { query, fields, after, before } = readOrdersQuery(params, timeZone);
  const since = await watchFrom(app);
  const [list, counts, views] = await Promise.all([
    listOrders(app, accountId, { query, size: SIZE, after, before }),
    countTabs(app.db, accountId),
    listOrderViews(app.db, accountId),
  ]);
  const { orders, hasNewer, hasOlder, lookedDownTo } = list;
  const at = (order: ListedOrder | undefined) => String(order?.id ?? '');
  const to = (change: { after?: string; before?: string }) =>
    `/dashboard/orders?${ordersSearch(fields, change)}`;
  const open = orders.filter((one) => one.endedAt === null);
  return {
    ...{ orders, views, fields, lookedDownTo },
    tabs: tabsOf(counts),
    tab: query.tab,
    zone: timeZone,
    newer: hasNewer ? to({ before: at(orders[0]) }) : undefined,
    older: hasOlder ? to({ after: at(orders.at(-1)) }) : undefined,
    further: lookedDownTo === null ? undefined : to({ after: String(lookedDownTo) }),
    isFirst: after === undefined && before === undefined,
    live: livePath(
      open.map((one) => one.id),
      since,
    ),
    done: params.get('done'),
  };
}

const tabsOf = (counts: TabCounts): CountedTab[] =>
  ORDER_TABS.map((tab) => {
    const count = tab === 'all' || tab === 'attention' ? null : counts[tab];
    return { tab, count, isMore: count === COUNTED_UP_TO };
  });

export const action = (args: ActionArgs) => act(ORDERS_INTENTS, args);

type Props = PageProps<typeof loader, typeof action>;

/** All orders of an account, as its customer looks for them. */
export default function OrdersPage({ loaderData: view, actionData }: Props) {
  const t = useText('orders');
  const { orders, fields, done } = view;
  const live = useHref(view.live); // its words are those of the page's language
  const isNarrowed = Object.keys(fields).some((name) => name !== 'tab');
  return (
    <>
      <Head title={t('title')} description={t('lead')} path="/dashboard/orders" hidden />
      <PlatformSprite platforms={orders.map((one) => one.platform)} />
      <PageHead title={t('title')}>
        <Files fields={fields} />
        <Button as={A} href="/dashboard/new" size="small">
          <Icon name="plus" className="size-4" />
          {t('new')}
        </Button>
      </PageHead>
      <div className="grid gap-4">
        {actionData?.bulk ? <BulkResults {...actionData.bulk} /> : null}
        {!actionData && (done === 'saved' || done === 'removed') ? (
          <Notice kind="done">{t(`views.${done}`)}</Notice>
        ) : null}
        <OrderFilters fields={fields} orders={orders} />
        <SavedViews views={view.views} fields={fields} fault={actionData?.viewFault ?? null} />
        <div data-live={live} data-live-new={view.isFirst && !isNarrowed ? '' : undefined}>
          <OrderTabs tab={view.tab} tabs={view.tabs} fields={fields} />
          {orders.length > 0 ? <OrdersTable orders={orders} zone={view.zone} /> : null}
          {orders.length === 0 && view.further === undefined ? (
            <Nothing isNarrowed={isNarrowed || view.tab !== 'all'} />
          ) : null}
        </div>
        {view.further === undefined ? null : (
          <Notice>
            {t('looked', { id: orderName(view.lookedDownTo ?? '') })}{' '}
            <A href={view.further} className="underline">
              {t('lookFurther')}
            </A>
          </Notice>
        )}
        <CursorNav newer={view.newer} older={view.older} />
        {orders.length > 0 ? <PriceNote /> : null}
      </div>
      <script src="/live.js" defer />
    </>
  );
}

function Files({ fields }: Pick<Props['loaderData'], 'fields'>) {
  const t = useText('orders');
  const search = ordersSearch(fields);
  const href = useHref('/dashboard/orders/export');
  return (
    <details data-menu="" className="relative">
      <summary className="inline-flex h-8 cursor-pointer list-none items-center gap-1.5 rounded-md border border-edge bg-card px-3 text-sm font-medium hover:bg-sunken [&::-webkit-details-marker]:hidden">
        {t('export')}
        <Icon name="chevron" className="size-4 text-soft" />
      </summary>
      <div className="absolute end-0 top-full z-20 mt-1 grid w-40 rounded-lg border border-line bg-card p-1.5 text-sm shadow-lg">
        {(['csv', 'json'] as const).map((kind) => (
          <a
            key={kind}
            href={`${href}?format=${kind}${search === '' ? '' : `&${search}`}`}
            className="rounded-md px-2.5 py-1.5 hover:bg-sunken"
            download
          >
            {t(`files.${kind}`)}
          </a>
        ))}
      </div>
    </details>
  );
}

function Nothing({ isNarrowed }: { isNarrowed: boolean }) {
  const t = useText('orders');
  return (
    <div className="mt-6">
      {isNarrowed ? (
        <Empty title={t('nothingFits')}>
          <Button as={A} href="/dashboard/orders" kind="plain" size="small">
            {t('showAll')}
          </Button>
        </Empty>
      ) : (
        <Empty title={t('none')}>
          <Button as={A} href="/dashboard/new" size="small">
            {t('first')}
          </Button>
          <Button as={A} href="/services" kind="plain" size="small">
            {t('services')}
          </Button>
        </Empty>
      )}
    </div>
  );
}
