import {
  endpointText,
  EVENTS,
  listDeliveries,
  listEndpoints,
  type Delivery,
} from 'notpanel/webhooks/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { act } from 'notpanel/web/server/dashboard/act.ts';
import { idOf } from 'notpanel/web/server/dashboard/found.ts';
import { HOOK_INTENTS } from 'notpanel/web/server/dashboard/hooks-intents.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CursorNav } from '../../ui/cursor-nav.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Head } from '../../ui/head.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { DeliveryState } from './webhooks/delivery-state.tsx';
import { EndpointFacts } from './webhooks/endpoint-facts.tsx';
import { EndpointForms } from './webhooks/endpoint-forms.tsx';
import { NewSecret } from './webhooks/new-secret.tsx';

const ROWS = 50;
const STATUSES = ['pending', 'delivered', 'exhausted', 'dropped'] as const;
const DONE = ['tested', 'enabled', 'events', 'replayed'] as const;

export async function loader({ request, params, context }: LoaderArgs) {
  const page = pageOf(context);
  const { accountId, timeZone: zone, fresh } = signedIn(page);
  const { db } = page.app;
  const endpointId = idOf(params['id'], 'wh_');
  const [endpoint] = await listEndpoints(db, { accountId, endpointId });
  if (!endpoint) throw new Response(null, { status: 404 });
  const search = new URL(request.url).searchParams;
  const status = STATUSES.find((name) => name === search.get('status'));
  const before = /^\d{1,18}$/.exec(search.get('before') ?? '')?.[0];
  const rows = await listDeliveries(db, {
    ...{ endpointId, accountId, limit: ROWS + 1 },
    ...(status && { status }),
    ...(before !== undefined && { beforeId: BigInt(before) }),
  });
  const done = DONE.find((name) => name === search.get('done')) ?? null;
  return {
    ...{ endpoint, zone, fresh, done, events: EVENTS },
    name: endpointText(endpointId),
    deliveries: rows.slice(0, ROWS),
    hasOlder: rows.length > ROWS,
    status: status ?? null,
    isFirst: before === undefined,
    count: Number(/^\d{1,9}$/.exec(search.get('count') ?? '')?.[0] ?? 0),
  };
}

export const action = (args: ActionArgs) => act(HOOK_INTENTS, args);

/** A webhook: how it is, what was sent there, and what can be done about it. */
export default function WebhookPage({
  loaderData,
  actionData,
}: PageProps<typeof loader, typeof action>) {
  const { endpoint, name, zone, fresh, events, done, count } = loaderData;
  const t = useText('hooks');
  const page = `/dashboard/webhooks/${name}`;
  const fault = actionData?.fault ?? null;
  return (
    <>
      <Head title={`${t('title')} ${name}`} description={t('lead')} path={page} hidden />
      <PageHead
        trail={[{ href: '/dashboard/webhooks', label: t('title') }]}
        title={name}
        lead={
          <bdi dir="ltr" className="font-mono text-xs break-all">
            {endpoint.url}
          </bdi>
        }
      >
        <form method="post">
          <input type="hidden" name="intent" value="test" />
          <Button type="submit" kind="plain" size="small">
            {t('test')}
          </Button>
        </form>
      </PageHead>
      <div className="grid gap-6">
        {actionData?.secret ? <NewSecret secret={actionData.secret} /> : null}
        {done && !actionData ? <Notice kind="done">{t(`done.${done}`, { count })}</Notice> : null}
        {fault === 'disabled' || fault === 'range' || fault === 'overlap' ? (
          <Notice kind="wrong">{t(`faults.${fault}`)}</Notice>
        ) : null}
        <EndpointFacts endpoint={endpoint} zone={zone} />
        <Deliveries {...loaderData} page={page} />
        <EndpointForms endpoint={endpoint} events={events} fresh={fresh} fault={fault} />
      </div>
    </>
  );
}

type ListProps = PageProps<typeof loader>['loaderData'] & { page: string };

/** What was sent there, by what became of it. */
function Deliveries({ deliveries, status, isFirst, hasOlder, page, zone }: ListProps) {
  const t = useText('hooks');
  const last = deliveries.at(-1);
  const filter = status === null ? '' : `status=${status}&`;
  return (
    <section className="grid gap-4">
      <Tabs
        label={t('deliveries')}
        tabs={[null, ...STATUSES].map((one) => ({
          href: one === null ? page : `${page}?status=${one}`,
          label: one === null ? t('allDeliveries') : t(`delivery.${one}`),
          here: one === status,
        }))}
      />
      {deliveries.length === 0 ? (
        <Empty title={t('noDeliveries')} />
      ) : (
        <Card bare>
          <ul className="divide-y divide-line">
            {deliveries.map((one) => (
              <Row key={String(one.id)} one={one} page={page} zone={zone} />
            ))}
          </ul>
        </Card>
      )}
      <CursorNav
        newer={isFirst ? undefined : `${page}?${filter}`}
        older={hasOlder && last ? `${page}?${filter}before=${last.id}` : undefined}
      />
    </section>
  );
}

function Row({ one, page, zone }: { one: Delivery; page: string; zone: string }) {
  const t = useText('hooks');
  return (
    <li className="relative grid grid-cols-[1fr_auto] items-baseline gap-x-4 gap-y-1 px-5 py-2.5 text-sm hover:bg-sunken md:grid-cols-[10rem_1fr_6rem_auto_7rem]">
      <A
        href={`${page}/${one.id}`}
        className="font-mono text-[13px] font-medium after:absolute after:inset-0"
      >
        <bdi>{one.type}</bdi>
      </A>
      <code dir="ltr" className="hidden truncate font-mono text-xs text-soft md:block">
        {one.message}
      </code>
      <span className="order-last col-span-2 truncate text-soft md:order-none md:col-span-1">
        {one.last === null ? t('notYet') : <bdi>{one.last}</bdi>}
      </span>
      <span className="text-xs text-soft tabular-nums md:text-sm">
        <Moment at={one.createdAt} zone={zone} />
      </span>
      <span className="md:text-end">
        <DeliveryState status={one.status} />
      </span>
    </li>
  );
}
