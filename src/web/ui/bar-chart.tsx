type Bar = {
  /** Of the whole, and of that the part that went wrong. */
  all: number;
  bad: number;
};

type Props = {
  /** The oldest first; time runs in the direction of the language. */
  bars: readonly Bar[];
  /** The same in words; the figures stand in a table beside it. */
  label: string;
};

const STEP = 10;
const WIDTH = 7;
const HEIGHT = 120;

/** Counts over time, those that went wrong at the foot of each. Two paths, however many bars. */
export function BarChart({ bars, label }: Props) {
  const top = Math.max(1, ...bars.map(({ all }) => all));
  const heightOf = (count: number): number => Math.round((count / top) * HEIGHT * 100) / 100;
  const path = (from: (bar: Bar) => number, to: (bar: Bar) => number): string =>
    bars
      .map((bar, at) => {
        const [foot, head] = [heightOf(from(bar)), heightOf(to(bar))];
        if (head <= foot) return '';
        return `M${at * STEP} ${HEIGHT - foot}v${foot - head}h${WIDTH}v${head - foot}z`;
      })
      .join('');
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${bars.length * STEP - (STEP - WIDTH)} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-36 w-full border-b border-edge rtl:-scale-x-100"
    >
      <path
        className="fill-ink"
        d={path(
          ({ bad }) => bad,
          ({ all }) => all,
        )}
      />
      <path
        className="fill-canceled"
        d={path(
          () => 0,
          ({ bad }) => bad,
        )}
      />
    </svg>
  );
}
