import type { ReactNode } from 'react';
import { listDripFeeds, type ListedDripFeed } from 'notpanel/orders/index.ts';
import { pageOf } from 'notpanel/web/server/context.ts';
import { act } from 'notpanel/web/server/dashboard/act.ts';
import { cursorLinks, readCursor } from 'notpanel/web/server/dashboard/cursor-query.ts';
import { DRIP_FEED_INTENTS } from 'notpanel/web/server/dashboard/order-intents.ts';
import { signedIn } from 'notpanel/web/server/signed-in.ts';
import { useFrame } from '../../frame.ts';
import { formatCount, formatDuration } from '../../numbers.ts';
import type { ActionArgs, LoaderArgs, PageProps } from '../../page.ts';
import { useText } from '../../text.ts';
import { A } from '../../ui/a.tsx';
import { Ask } from '../../ui/ask.tsx';
import { Button } from '../../ui/button.tsx';
import { CursorNav } from '../../ui/cursor-nav.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Head } from '../../ui/head.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Notice } from '../../ui/notice.tsx';
import { OrderStatus } from '../../ui/order-status.tsx';
import { PageHead } from '../../ui/page-head.tsx';
import { PlatformSprite } from '../../ui/platform-icon.tsx';
import { Price } from '../../ui/price.tsx';
import { PriceNote } from '../../ui/price-note.tsx';
import { StandingRow } from './standing/row.tsx';
import { orderName } from '../../order-name.ts';

const SIZE = 20;
const PATH = '/dashboard/drip-feeds';
const DONE = ['paused', 'resumed', 'stopped', 'late'] as const;

export async function loader({ request, context }: LoaderArgs) {
  const page = pageOf(context);
  const { accountId, timeZone } = signedIn(page);
  const params = new URL(request.url).searchParams;
  const list = await listDripFeeds(page.app.db, accountId, { size: SIZE, ...readCursor(params) });
  return {
    feeds: list.rows,
    links: cursorLinks(PATH, list),
    zone: timeZone,
    done: DONE.find((one) => one === params.get('done')) ?? null,
  };
}

export const action = (args: ActionArgs) => act(DRIP_FEED_INTENTS, args);

/** Orders that are placed in runs, and what may be done with those to come. */
export default function DripFeedsPage({ loaderData }: PageProps<typeof loader>) {
  const t = useText('orders');
  const { feeds, links, zone, done } = loaderData;
  return (
    <>
      <Head title={t('feeds.title')} description={t('feeds.lead')} path={PATH} hidden />
      <PlatformSprite platforms={feeds.map((one) => one.platform)} />
      <PageHead title={t('feeds.title')} lead={t('feeds.lead')} />
      {done ? (
        <div className="mb-4">
          <Notice kind={done === 'late' ? 'warning' : 'done'}>{t(`did.${done}`)}</Notice>
        </div>
      ) : null}
      {feeds.length === 0 ? (
        <Empty title={t('feeds.none')}>
          <Button as={A} href="/dashboard/new" size="small">
            {t('new')}
          </Button>
        </Empty>
      ) : (
        <ul className="divide-y divide-line border-y border-line">
          {feeds.map((one) => (
            <Feed key={one.id} one={one} zone={zone} />
          ))}
        </ul>
      )}
      <CursorNav {...links} />
      {feeds.length > 0 ? (
        <div className="mt-6">
          <PriceNote />
        </div>
      ) : null}
    </>
  );
}

function Feed({ one, zone }: { one: ListedDripFeed; zone: string }) {
  const { locale } = useFrame();
  const t = useText('orders');
  return (
    <StandingRow
      {...one}
      status={<OrderStatus status={one.now.status} />}
      facts={[
        [t('feed.runs'), t('feed.runsOf', { started: one.runsStarted, runs: one.runs })],
        [t('feed.runQuantity'), formatCount(locale, one.runQuantity)],
        [t('feed.interval'), formatDuration(locale, one.intervalMinutes * 60)],
        [t('price.total'), <Price key="charge" amount={one.now.charge} />],
        ...whenOf(one).map(({ label, at }): [string, ReactNode] => [
          t(`feed.${label}`),
          <Moment key={label} at={at} zone={zone} />,
        ]),
      ]}
      acts={<FeedActs one={one} />}
    />
  );
}

function whenOf({ nextRunAt, pausedAt }: ListedDripFeed): { label: 'next' | 'paused'; at: Date }[] {
  if (pausedAt) return [{ label: 'paused', at: pausedAt }];
  return nextRunAt ? [{ label: 'next', at: nextRunAt }] : [];
}

function FeedActs({ one }: { one: ListedDripFeed }) {
  const t = useText('orders');
  const ask = `ask-${one.id}`;
  const refund = () => <Price amount={one.refund} className="font-medium text-ink" />;
  return (
    <>
      {one.nextRunAt ? (
        <form method="post">
          <input type="hidden" name="id" value={one.id} />
          <Button name="intent" value={one.pausedAt ? 'resume' : 'pause'} kind="plain" size="small">
            {one.pausedAt ? t('feed.resume') : t('feed.pause')}
          </Button>
        </form>
      ) : null}
      {one.cancel.can ? (
        <>
          <form method="post" className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <input type="hidden" name="id" value={one.id} />
            <Button name="intent" value="stop" kind="plain" size="small" data-ask={ask}>
              {t('feed.stop')}
            </Button>
            <span className="text-xs text-soft">{t.rich('feed.refund', { refund })}</span>
          </form>
          <Ask id={ask} title={t('feed.stopAsk', { id: orderName(one.id) })} yes={t('feed.stop')}>
            {t('feed.stopMeans')} {t.rich('feed.refund', { refund })}
          </Ask>
        </>
      ) : null}
    </>
  );
}
