type Line = {
  /** Null: nothing was measured, and the line has a gap. */
  values: readonly (number | null)[];
  look: 'main' | 'middle' | 'light';
};

type Props = { lines: readonly Line[]; label: string };

const STEP = 10;
const HEIGHT = 120;
const LOOKS = {
  main: 'stroke-ink stroke-2',
  middle: 'stroke-accent',
  light: 'stroke-edge [stroke-dasharray:3_3]',
} as const;

/** Several measures over time from a common zero. */
export function LineChart({ lines, label }: Props) {
  const top = Math.max(1, ...lines.flatMap(({ values }) => values.map((value) => value ?? 0)));
  const steps = Math.max(2, ...lines.map(({ values }) => values.length));
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${(steps - 1) * STEP} ${HEIGHT}`}
      preserveAspectRatio="none"
      className="h-36 w-full overflow-visible border-b border-edge rtl:-scale-x-100"
    >
      <g fill="none" strokeLinecap="round" className="[&>*]:[vector-effect:non-scaling-stroke]">
        {lines.map(({ values, look }) => (
          <path key={look} className={LOOKS[look]} d={pathOf(values, top)} />
        ))}
      </g>
    </svg>
  );
}

/** A point that stands alone is a short line, or nothing of it would be seen. */
function pathOf(values: readonly (number | null)[], top: number): string {
  return values
    .map((value, at) => {
      if (value === null) return '';
      const y = Math.round((HEIGHT - (value / top) * HEIGHT) * 100) / 100;
      const isOn = at > 0 && values[at - 1] !== null;
      return `${isOn ? 'L' : 'M'}${at * STEP} ${y}${isOn ? '' : 'h.01'}`;
    })
    .join('');
}
