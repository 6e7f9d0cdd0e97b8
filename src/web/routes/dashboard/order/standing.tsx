import type { OrderSheet } from 'notpanel/orders/index.ts';
import { formatDay } from '../../../dates.ts';
import { useFrame } from '../../../frame.ts';
import { formatCount, formatDuration } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { Receipt, ReceiptLine } from '../../../ui/receipt.tsx';

type Props = { order: OrderSheet; zone: string };

/** The terms of a drip-feed or a subscription, and how far it is; nothing for other orders. */
export function Standing({ order, zone }: Props) {
  if (order.dripFeed) return <DripFeed order={order} feed={order.dripFeed} zone={zone} />;
  if (order.subscription) return <Subscription terms={order.subscription} />;
  return null;
}

type FeedProps = Props & { feed: NonNullable<OrderSheet['dripFeed']> };

function DripFeed({ feed, zone }: FeedProps) {
  const { locale } = useFrame();
  const t = useText('orders');
  const count = (value: number) => formatCount(locale, value);
  return (
    <Card title={t('kind.drip_feed')}>
      <Receipt>
        <ReceiptLine label={t('feed.runs')}>
          {t('feed.runsOf', { started: feed.runsStarted, runs: feed.runs })}
        </ReceiptLine>
        <ReceiptLine label={t('feed.runQuantity')}>{count(feed.runQuantity)}</ReceiptLine>
        <ReceiptLine label={t('feed.interval')}>
          {formatDuration(locale, feed.intervalMinutes * 60)}
        </ReceiptLine>
        {feed.nextRunAt && !feed.pausedAt ? (
          <ReceiptLine label={t('feed.next')}>
            <Moment at={feed.nextRunAt} zone={zone} />
          </ReceiptLine>
        ) : null}
        {feed.pausedAt ? (
          <ReceiptLine label={t('feed.paused')}>
            <Moment at={feed.pausedAt} zone={zone} />
          </ReceiptLine>
        ) : null}
      </Receipt>
      {feed.nextRunAt ? (
        <form method="post" className="mt-4 flex flex-wrap items-center gap-3">
          <input type="hidden" name="intent" value={feed.pausedAt ? 'resume' : 'pause'} />
          <Button kind="plain" size="small">
            {feed.pausedAt ? t('feed.resume') : t('feed.pause')}
          </Button>
          <span className="text-sm text-soft">
            {feed.pausedAt ? t('feed.resumeMeans') : t('feed.pauseMeans')}
          </span>
        </form>
      ) : null}
    </Card>
  );
}

function Subscription({ terms }: { terms: NonNullable<OrderSheet['subscription']> }) {
  const { locale } = useFrame();
  const t = useText('orders');
  const count = (value: number) => formatCount(locale, value);
  const ordered = (terms.posts ?? 0) + terms.oldPosts;
  return (
    <Card title={t('sub.title')} aside={t(`sub.state.${terms.status}`)}>
      <Receipt>
        <ReceiptLine label={t('sub.username')}>
          <bdi>{terms.username}</bdi>
        </ReceiptLine>
        <ReceiptLine label={t('sub.each')}>
          {terms.min === terms.max ? count(terms.min) : `${count(terms.min)} – ${count(terms.max)}`}
        </ReceiptLine>
        <ReceiptLine label={t('sub.posts')}>
          {terms.posts === null
            ? t('sub.postsOpen', { ordered: terms.postsOrdered })
            : t('sub.postsOf', { ordered: terms.postsOrdered, posts: ordered })}
        </ReceiptLine>
        <ReceiptLine label={t('sub.delay')}>
          {terms.delayMinutes === 0
            ? t('sub.atOnce')
            : formatDuration(locale, terms.delayMinutes * 60)}
        </ReceiptLine>
        {terms.expiresOn === null ? null : (
          <ReceiptLine label={t('sub.expires')}>{formatDay(locale, terms.expiresOn)}</ReceiptLine>
        )}
      </Receipt>
      {terms.pausedReason === null ? null : (
        <p className="mt-4 text-sm text-soft">{t(`sub.why.${whyOf(terms.pausedReason)}`)}</p>
      )}
    </Card>
  );
}

const REASONS: Readonly<Record<string, 'funds' | 'cap'>> = {
  'balance.low': 'funds',
  spend_cap: 'cap',
};

/** Why a subscription rests, as it is told; a reason that is not ours is its provider's. */
export const whyOf = (reason: string): 'funds' | 'cap' | 'provider' =>
  REASONS[reason] ?? 'provider';
