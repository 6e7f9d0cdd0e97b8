import type { ReactNode } from 'react';
import type { OrderSheet } from 'notpanel/orders/index.ts';
import { useFrame } from '../../../frame.ts';
import { formatCount } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Card } from '../../../ui/card.tsx';
import { Moment } from '../../../ui/moment.tsx';

type Props = {
  order: OrderSheet;
  /** What it goes to is an address, and not only a name. */
  isLink: boolean;
  apiKey: { name: string; hint: string } | null;
  zone: string;
};

/** The order as it was placed. */
export function Facts({ order, isLink, apiKey, zone }: Props) {
  const { locale } = useFrame();
  const t = useText('orders');
  const delivery = useText('service');
  const { now, service } = order;
  return (
    <Card title={t('facts.title')}>
      <dl className="grid gap-3 text-sm">
        {order.link === '' ? null : (
          <Fact label={t('facts.link')}>
            <Target text={order.link} isLink={isLink} />
          </Fact>
        )}
        {order.subscription ? null : (
          <Fact label={t('facts.quantity')}>{formatCount(locale, order.quantity)}</Fact>
        )}
        {now.startCount === null ? null : (
          <Fact label={t('facts.startCount')}>{formatCount(locale, now.startCount)}</Fact>
        )}
        <Fact label={t('facts.delivery')}>
          {delivery(`delivery.${service.delivery}.name`)}
          {service.deliveryNote ? (
            <span dir="auto" className="block text-soft">
              {service.deliveryNote}
            </span>
          ) : null}
        </Fact>
        <Fact label={t('facts.placed')}>
          <Moment at={order.placedAt} zone={zone} />
        </Fact>
        {order.startsAt === null ? null : (
          <Fact label={t('facts.starts')}>
            <Moment at={order.startsAt} zone={zone} />
          </Fact>
        )}
        {order.startedAt === null ? null : (
          <Fact label={t('facts.started')}>
            <Moment at={order.startedAt} zone={zone} />
          </Fact>
        )}
        {order.endedAt === null ? null : (
          <Fact label={t('facts.ended')}>
            <Moment at={order.endedAt} zone={zone} />
          </Fact>
        )}
        <Fact label={t('facts.by')}>
          {apiKey ? (
            <A href="/dashboard/api" className="hover:underline">
              {apiKey.name}{' '}
              <code dir="ltr" className="font-mono text-xs text-soft">
                {apiKey.hint}…
              </code>
            </A>
          ) : (
            t(order.parentId === null ? 'facts.byForm' : 'facts.byParent')
          )}
        </Fact>
        {order.requestId === null || apiKey === null ? null : (
          <Fact label={t('facts.requestId')}>
            <code dir="ltr" className="font-mono text-xs break-all">
              {order.requestId}
            </code>
          </Fact>
        )}
      </dl>
    </Card>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid grid-cols-[7.5rem_1fr] gap-3">
      <dt className="text-soft">{label}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </div>
  );
}

/** What somebody wrote is a link only where it is one. */
function Target({ text, isLink }: { text: string; isLink: boolean }) {
  const shown = <bdi dir="ltr">{text}</bdi>;
  if (!isLink) return shown;
  return (
    <a href={text} rel="noreferrer nofollow" className="break-all underline hover:text-ink">
      {shown}
    </a>
  );
}
