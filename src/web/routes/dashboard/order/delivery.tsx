import type { DeliveryCurve, OrderSheet } from 'notpanel/orders/index.ts';
import { formatMoment } from '../../../dates.ts';
import { useFrame } from '../../../frame.ts';
import { formatCount } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { Card } from '../../../ui/card.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { ORDER_STATES } from '../../../ui/order-status.tsx';
import { curvePaths } from './curve-paths.ts';

type Props = { order: OrderSheet; curve: DeliveryCurve | null; zone: string };

const BOX = { width: 640, height: 160 };

/** How much was delivered, and how that went. */
export function Delivery({ order, curve, zone }: Props) {
  const t = useText('orders');
  const { now, quantity } = order;
  return (
    <Card title={t('delivered')} aside={<Amount order={order} />}>
      <div className="delivery" data-large="" data-running={isRunning(order) ? '' : undefined}>
        <progress
          data-show="share"
          max={Math.max(1, quantity)}
          value={quantity - now.remains}
          aria-label={t('delivered')}
        />
      </div>
      <div data-live-part="curve">
        {curve ? <Curve curve={curve} quantity={quantity} zone={zone} /> : <NotYet order={order} />}
      </div>
    </Card>
  );
}

const isRunning = ({ now }: OrderSheet): boolean => ORDER_STATES[now.status] === 'running';

function Amount({ order: { now, quantity } }: { order: OrderSheet }) {
  const { locale } = useFrame();
  const t = useText('orders');
  return (
    <span className="text-sm">
      {t.rich('deliveredOf', {
        delivered: () => (
          <b data-show="delivered" className="font-medium text-ink">
            {formatCount(locale, quantity - now.remains)}
          </b>
        ),
        quantity,
      })}
    </span>
  );
}

function NotYet({ order }: { order: OrderSheet }) {
  const t = useText('orders');
  return (
    <p className="mt-4 text-sm text-soft">
      {order.startedAt === null ? t('curve.notStarted') : t('curve.notSeen')}
    </p>
  );
}

function Curve({
  curve,
  quantity,
  zone,
}: {
  curve: DeliveryCurve;
  quantity: number;
  zone: string;
}) {
  const { locale } = useFrame();
  const t = useText('orders');
  const { line, area, dashed } = curvePaths(curve, quantity, BOX);
  const last = curve.points.at(-1);
  const first = curve.points[0];
  const end = curve.forecast?.to.at ?? curve.until;
  return (
    <figure className="mt-5 grid gap-2">
      <svg
        viewBox={`0 0 ${BOX.width} ${BOX.height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('curve.label', {
          delivered: last?.delivered ?? 0,
          quantity,
          at: formatMoment(locale, last?.at ?? curve.until, zone),
        })}
        className="h-40 w-full overflow-visible rtl:-scale-x-100"
      >
        <g fill="none" className="[&>*]:[vector-effect:non-scaling-stroke]">
          <path d={`M0 0H${BOX.width}`} className="stroke-line" strokeDasharray="2 4" />
          <path d={`M0 ${BOX.height}H${BOX.width}`} className="stroke-line" />
          <path d={area} className="fill-accent/10" />
          <path d={line} className="stroke-accent stroke-2" />
          {dashed === null ? null : (
            <path d={dashed} className="stroke-accent stroke-2" strokeDasharray="4 5" />
          )}
        </g>
      </svg>
      <figcaption className="flex flex-wrap justify-between gap-x-4 text-xs text-soft">
        {first ? <Moment at={first.at} zone={zone} /> : null}
        {curve.forecast ? (
          <span>{t.rich('curve.forecast', { at: () => <Moment at={end} zone={zone} /> })}</span>
        ) : (
          <Moment at={end} zone={zone} />
        )}
      </figcaption>
    </figure>
  );
}
