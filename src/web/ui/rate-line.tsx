import type { Rate } from 'notpanel/lib/money.ts';
import { useText } from '../text.ts';

type Step = { at: Date; rate: Rate };
type Props = { rates: readonly Step[] };

const WIDTH = 112;
const HEIGHT = 24;
const MARGIN = 3;

/** How a price went, as steps from the first moment until now; a level line when it did not change. */
export function RateLine({ rates }: Props) {
  const t = useText('currency');
  const first = rates[0];
  const last = rates.at(-1);
  if (!first || !last) return null;
  const changed = rates.length > 1;
  const trend = last.rate > first.rate ? 'up' : last.rate < first.rate ? 'down' : 'level';
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={t(`trend.${trend}`)}
      className="h-6 w-28 rtl:-scale-x-100"
    >
      <path
        d={changed ? stepsOf(rates) : `M0 ${HEIGHT / 2}H${WIDTH}`}
        fill="none"
        strokeWidth="1.5"
        className={changed ? 'stroke-accent' : 'stroke-edge'}
        strokeDasharray={changed ? undefined : '1 4'}
        strokeLinecap="round"
      />
    </svg>
  );
}

function stepsOf(rates: readonly Step[]): string {
  const values = rates.map(({ rate }) => Number(rate));
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const from = rates[0]?.at.getTime() ?? 0;
  const span = Math.max(1, Date.now() - from);
  const y = (rate: number) =>
    round(HEIGHT - MARGIN - ((rate - least) / (most - least || 1)) * (HEIGHT - 2 * MARGIN));
  const points = rates.map(({ at, rate }) => ({
    x: round(((at.getTime() - from) / span) * WIDTH),
    y: y(Number(rate)),
  }));
  return `${points.map(({ x, y: to }, at) => (at === 0 ? `M0 ${to}` : `H${x}V${to}`)).join('')}H${WIDTH}`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
