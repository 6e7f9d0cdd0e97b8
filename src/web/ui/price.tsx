import { displayAmount } from 'notpanel/lib/display-amount.ts';
import { asMoney, formatMoney, formatRate, type Money, type Rate } from 'notpanel/lib/money.ts';
import { useFrame } from '../frame.ts';
import { formatAmount } from '../numbers.ts';

type Props = { className?: string } & (
  | { amount: Money; rate?: never }
  | { rate: Rate; amount?: never }
);

/**
 * An exact amount, or a rate per 1,000, in the currency that is charged; beneath it about the same
 * in the currency that the visitor chose. `PriceNote` must stand near it once.
 */
export function Price({ amount, rate, className = '' }: Props) {
  const { site, locale, display } = useFrame();
  const exact = rate === undefined ? formatMoney(amount) : formatRate(rate);
  // A rate per 1,000 counts micro-units, an amount nano-units.
  const nano = rate === undefined ? amount : asMoney((rate as bigint) * 1_000n);
  return (
    <span className={`inline-grid ${className}`}>
      <bdi>{formatAmount(locale, exact, site.currency)}</bdi>
      {display ? (
        <bdi className="text-xs font-normal text-soft">
          ≈ {formatAmount(locale, displayAmount(nano, display), display.currency)}
        </bdi>
      ) : null}
    </span>
  );
}
