import type { Feed, PublicEnding } from 'notpanel/storefront/index.ts';
import { formatMoney } from 'notpanel/lib/money.ts';
import { useFrame } from '../frame.ts';
import { formatAge, formatAmount, formatCount, formatDuration } from '../numbers.ts';
import { useText } from '../text.ts';
import { A } from '../ui/a.tsx';
import { PlatformIcon } from '../ui/platform-icon.tsx';
import { Status } from '../ui/status.tsx';
import { DeliveryField } from './delivery-field.tsx';
import { SectionHead } from './section-head.tsx';

/** What was delivered last: a dot an order, and the newest in words. */
export function Deliveries({ feed }: { feed: Feed }) {
  const t = useText('home');
  if (feed.last.length === 0) return null;
  const dots = feed.spread.reduce((sum, { orders }) => sum + orders.length, 0);
  return (
    <section className="page pt-20">
      <SectionHead
        title={t('deliveries.title')}
        text={dots > 0 ? t('deliveries.text', { count: dots }) : t('deliveries.few')}
      />
      <div className="mt-7 overflow-hidden rounded-lg border border-line bg-card">
        {feed.spread.length > 0 ? <DeliveryField spread={feed.spread} /> : null}
        <ol className="grid border-line text-sm not-first:border-t lg:grid-cols-2">
          {feed.last.map((ending, place) => (
            <Ending key={place} ending={ending} />
          ))}
        </ol>
      </div>
      <p className="mt-3 text-xs text-soft">{t('deliveries.anonymous')}</p>
    </section>
  );
}

// A name is cut where it ends, also on a page that is read from right to left.
const NAME = '-my-1 block truncate py-1 font-medium rtl:text-right';

function Ending({ ending }: { ending: PublicEnding }) {
  const { locale, site } = useFrame();
  const t = useText('home');
  const { what, status, delivered, quantity, refunded, tookMinutes, ageMinutes } = ending;
  const amount = (part: number) => formatCount(locale, part);
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 border-t border-line px-4 py-3 first:border-t-0 lg:odd:border-e lg:nth-2:border-t-0">
      <PlatformIcon platform={what.platform} />
      <p className="min-w-0">
        {what.serviceId === null ? (
          <bdi className={NAME}>{what.name}</bdi>
        ) : (
          <A href={`/services/${what.serviceId}`} dir="auto" className={`${NAME} hover:underline`}>
            {what.name}
          </A>
        )}
        <span className="block text-xs text-soft">
          {delivered === quantity
            ? t('deliveries.all', { quantity: amount(quantity) })
            : t('deliveries.part', { delivered: amount(delivered), quantity: amount(quantity) })}
          {' · '}
          {tookMinutes === 0
            ? t('deliveries.quick')
            : t('deliveries.took', { time: formatDuration(locale, tookMinutes * 60) })}
        </span>
      </p>
      <p className="grid justify-items-end gap-1">
        <Status state={status}>{t(`state.${status}`)}</Status>
        <span className="text-xs text-soft">
          {refunded !== null && refunded > 0n ? (
            <span className="text-accent-text">
              {t('receipt.back', {
                amount: formatAmount(locale, formatMoney(refunded), site.currency),
              })}
            </span>
          ) : (
            formatAge(locale, ageMinutes)
          )}
        </span>
      </p>
    </li>
  );
}
