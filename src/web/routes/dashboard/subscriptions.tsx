import type { ReactNode } from 'react';
import { listSubscriptions, type ListedSubscription } from 'notpanel/orders/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { act } from 'notpanel/web/server/dashboard/act.ts';
import { cursorLinks, readCursor } from 'notpanel/web/server/dashboard/cursor-query.ts';
import { SUBSCRIPTION_INTENTS } from 'notpanel/web/server/dashboard/order-intents.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import { formatDay } from '../../dates.ts';
import { useFrame } from '../../frame.ts';
import { formatCount } from '../../numbers.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { Ask } from '../../ui/ask.tsx';
import { Button } from '../../ui/button.tsx';
import { CursorNav } from '../../ui/cursor-nav.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Head } from '../../ui/head.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { PlatformSprite } from '../../ui/platform-icon.tsx';
import { Price } from '../../ui/price.tsx';
import { PriceNote } from '../../ui/price-note.tsx';
import { Status, type State } from '../../ui/status.tsx';
import { StandingRow } from './standing/row.tsx';
import { whyOf } from './order/standing.tsx';
import { orderName } from '../../order-name.ts';

const SIZE = 20;
const PATH = '/dashboard/subscriptions';
const DONE = ['stopped', 'late'] as const;

export async function loader({ request, context }: LoaderArgs) {
  const page = pageOf(context);
  const { accountId, timeZone } = signedIn(page);
  const params = new URL(request.url).searchParams;
  const wanted = { size: SIZE, ...readCursor(params) };
  const list = await listSubscriptions(page.app.db, accountId, wanted);
  return {
    subscriptions: list.rows,
    links: cursorLinks(PATH, list),
    zone: timeZone,
    done: DONE.find((one) => one === params.get('done')) ?? null,
  };
}

export const action = (args: ActionArgs) => act(SUBSCRIPTION_INTENTS, args);

/** Standing orders for new posts: how many were ordered, what they cost, and when they end. */
export default function SubscriptionsPage({ loaderData }: PageProps<typeof loader>) {
  const t = useText('orders');
  const { subscriptions, links, done } = loaderData;
  return (
    <>
      <Head title={t('subs.title')} description={t('subs.lead')} path={PATH} hidden />
      <PlatformSprite platforms={subscriptions.map((one) => one.platform)} />
      <PageHead title={t('subs.title')} lead={t('subs.lead')} />
      {done ? (
        <div className="mb-4">
          <Notice kind={done === 'late' ? 'warning' : 'done'}>{t(`did.${done}`)}</Notice>
        </div>
      ) : null}
      {subscriptions.length === 0 ? (
        <Empty title={t('subs.none')}>
          <Button as={A} href="/services" kind="plain" size="small">
            {t('services')}
          </Button>
        </Empty>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {subscriptions.map((one) => (
            <Row key={one.id} one={one} />
          ))}
        </ul>
      )}
      <CursorNav {...links} />
      {subscriptions.length > 0 ? (
        <div className="mt-6">
          <PriceNote />
        </div>
      ) : null}
    </>
  );
}

const STATES = {
  active: 'running',
  paused: 'partial',
  completed: 'completed',
  expired: 'pending',
  canceled: 'canceled',
} as const satisfies Record<ListedSubscription['standing'], State>;

function Row({ one }: { one: ListedSubscription }) {
  const { locale } = useFrame();
  const t = useText('orders');
  const count = (value: number) => formatCount(locale, value);
  const each = one.min === one.max ? count(one.min) : `${count(one.min)} – ${count(one.max)}`;
  const posts =
    one.posts === null
      ? t('sub.postsOpen', { ordered: one.postsOrdered })
      : t('sub.postsOf', { ordered: one.postsOrdered, posts: one.posts + one.oldPosts });
  const facts: [string, ReactNode][] = [
    [t('sub.posts'), posts],
    [t('sub.each'), each],
    [t('sub.spent'), <Price key="spent" amount={one.spent} />],
    [t('sub.expires'), one.expiresOn === null ? t('sub.never') : formatDay(locale, one.expiresOn)],
  ];
  return (
    <StandingRow
      {...one}
      link={one.username}
      status={<Status state={STATES[one.standing]}>{t(`sub.state.${one.standing}`)}</Status>}
      facts={facts}
      acts={<Acts one={one} />}
    />
  );
}

function Acts({ one }: { one: ListedSubscription }) {
  const t = useText('orders');
  const ask = `ask-${one.id}`;
  const isFunds = one.pausedReason !== null && whyOf(one.pausedReason) === 'funds';
  return (
    <>
      {one.pausedReason === null ? null : (
        <span className="text-sm text-soft">{t(`sub.why.${whyOf(one.pausedReason)}`)}</span>
      )}
      {isFunds ? (
        <Button as={A} href="/dashboard/wallet/add" kind="plain" size="small">
          {t('sub.addFunds')}
        </Button>
      ) : null}
      {one.cancel.can ? (
        <>
          <form method="post">
            <input type="hidden" name="id" value={one.id} />
            <Button name="intent" value="stop" kind="plain" size="small" data-ask={ask}>
              {t('sub.stop')}
            </Button>
          </form>
          <Ask id={ask} title={t('sub.stopAsk', { id: orderName(one.id) })} yes={t('sub.stop')}>
            {t('sub.stopMeans')}
          </Ask>
        </>
      ) : null}
      {!one.cancel.can && one.cancel.why === 'wished' ? (
        <span className="text-sm text-soft">{t('acts.noCancel.wished')}</span>
      ) : null}
    </>
  );
}
