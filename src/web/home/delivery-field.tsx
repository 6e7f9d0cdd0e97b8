import type { PlatformSpread } from 'notpanel/storefront/index.ts';
import { useFrame } from '../frame.ts';
import { formatDuration } from '../numbers.ts';
import { useText } from '../text.ts';
import { PlatformIcon } from '../ui/platform-icon.tsx';
import { layOut, ticksFor, type DotRow } from './dots.ts';

/** How long deliveries took: a row a platform, a dot an order, on a scale that grows by factors. */
export function DeliveryField({ spread }: { spread: readonly PlatformSpread[] }) {
  const t = useText('home');
  const ticks = ticksFor(spread.flatMap(({ orders }) => orders.map(({ seconds }) => seconds)));
  return (
    <figure className="px-4 pt-5 pb-4">
      <div className="grid gap-1">
        {spread.map((row) => (
          <Row key={row.platform} row={row} dots={layOut(row, ticks)} ticks={ticks} />
        ))}
        <Axis ticks={ticks} />
      </div>
      <figcaption className="mt-4 flex flex-wrap gap-x-6 gap-y-1 text-xs text-soft">
        <span className="flex items-center gap-2">
          <i className="size-1.5 rounded-full bg-completed" /> {t('state.completed')}
        </span>
        <span className="flex items-center gap-2">
          <i className="size-1.5 rounded-full bg-partial" /> {t('deliveries.partial')}
        </span>
        <span className="flex items-center gap-2">
          <i className="h-3 w-0.5 bg-accent" /> {t('deliveries.median')}
        </span>
      </figcaption>
    </figure>
  );
}

const COLUMNS =
  'grid grid-cols-[1fr_auto] items-center gap-x-4 sm:grid-cols-[8.5rem_minmax(0,1fr)_6.5rem]';

type RowProps = { row: PlatformSpread; dots: DotRow; ticks: readonly number[] };

function Row({ row, dots, ticks }: RowProps) {
  const { locale } = useFrame();
  const t = useText('home');
  const median = formatDuration(locale, row.medianS);
  return (
    <div className={COLUMNS}>
      <p className="flex items-center gap-2.5 text-sm">
        <PlatformIcon platform={row.platform} />
        {row.platform}
      </p>
      <svg
        viewBox="0 0 1000 44"
        preserveAspectRatio="none"
        role="img"
        aria-label={t('deliveries.row', {
          platform: row.platform,
          count: row.orders.length,
          median,
        })}
        className="h-11 w-full max-sm:order-last max-sm:col-span-2 rtl:-scale-x-100"
      >
        <g fill="none" vectorEffect="non-scaling-stroke">
          {ticks.map((tick) => (
            <path
              key={tick}
              d={`M${dots.xOf(tick)} 0V44`}
              vectorEffect="non-scaling-stroke"
              className="stroke-line"
            />
          ))}
          <path d={dots.completed} {...DOT} className="stroke-completed opacity-60" />
          <path d={dots.partial} {...DOT} className="stroke-partial" />
          <path
            d={`M${dots.xOf(row.medianS)} 6V38`}
            vectorEffect="non-scaling-stroke"
            strokeWidth="2"
            className="stroke-accent"
          />
        </g>
      </svg>
      <p className="text-end font-mono text-xs whitespace-nowrap">{median}</p>
    </div>
  );
}

// A line of no length with round ends is a dot, and stays round however wide the picture is.
const DOT = {
  vectorEffect: 'non-scaling-stroke',
  strokeWidth: 4.5,
  strokeLinecap: 'round',
} as const;

function Axis({ ticks }: { ticks: readonly number[] }) {
  const { locale, direction } = useFrame();
  // The scale runs as its language does, its texts are placed from the left in any.
  const placed = direction === 'rtl' ? ticks.toReversed() : ticks;
  return (
    <div className={COLUMNS} aria-hidden="true">
      <span className="max-sm:hidden" />
      <svg className="h-5 w-full [direction:ltr] max-sm:col-span-2">
        {placed.map((tick, at) => (
          <text
            key={tick}
            x={`${(at / (placed.length - 1)) * 100}%`}
            y="14"
            textAnchor={at === 0 ? 'start' : at === placed.length - 1 ? 'end' : 'middle'}
            className={`fill-soft text-[11px] ${at % 2 === 1 ? 'max-sm:hidden' : ''}`}
          >
            {formatDuration(locale, tick)}
          </text>
        ))}
      </svg>
      <span className="max-sm:hidden" />
    </div>
  );
}
