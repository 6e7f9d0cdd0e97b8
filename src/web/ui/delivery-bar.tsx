import { useFrame } from '../frame.ts';
import { formatCount } from '../numbers.ts';
import { useText } from '../text.ts';

type Props = { quantity: number; remains: number; isRunning: boolean };

/** How much of an order was delivered: “1,640 of 2,500” above a thin bar. */
export function DeliveryBar({ quantity, remains, isRunning }: Props) {
  const { locale } = useFrame();
  const t = useText('orders');
  const delivered = quantity - remains;
  return (
    <div className="delivery" data-running={isRunning ? '' : undefined}>
      <span>
        <b data-show="delivered">{formatCount(locale, delivered)}</b>
        {remains > 0 ? <span>{formatCount(locale, quantity)}</span> : null}
      </span>
      <progress
        data-show="share"
        max={Math.max(1, quantity)}
        value={delivered}
        aria-label={t('delivered')}
      />
    </div>
  );
}
