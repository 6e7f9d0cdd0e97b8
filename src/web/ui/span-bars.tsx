/** What a bar stands for: `none` is a stretch without data. */
export type BarState = 'up' | 'degraded' | 'down' | 'none';

const FILLS: Readonly<Record<BarState, string>> = {
  up: 'fill-completed',
  degraded: 'fill-partial',
  down: 'fill-canceled',
  none: 'fill-line',
};
const STATES = Object.keys(FILLS) as BarState[];

const STEP = 4;
const WIDTH = 3;
const HEIGHT = 28;
const SMALL = 10; // a stretch without data is no bar, but a foot of one

type Props = {
  /** The oldest first; time runs in the direction of the language. */
  bars: readonly BarState[];
  /** The same in words. */
  label: string;
};

/** A bar for each day or hour. One path a colour: ninety bars weigh less than one line of text each. */
export function SpanBars({ bars, label }: Props) {
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${bars.length * STEP - (STEP - WIDTH)} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-7 w-full rtl:-scale-x-100"
    >
      {STATES.map((state) => (
        <path key={state} className={FILLS[state]} d={pathOf(bars, state)} />
      ))}
    </svg>
  );
}

function pathOf(bars: readonly BarState[], state: BarState): string {
  const height = state === 'none' ? SMALL : HEIGHT;
  return bars
    .map((bar, at) =>
      bar === state ? `M${at * STEP} ${HEIGHT - height}h${WIDTH}v${height}h-${WIDTH}z` : '',
    )
    .join('');
}
