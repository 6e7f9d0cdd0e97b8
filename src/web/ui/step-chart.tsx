type Props = {
  /** What it shows, in words, for whoever does not see it. */
  label: string;
  width: number;
  height: number;
  line: string;
};

/**
 * A line of steps between two rules, the lowest value and the highest. It does not begin at zero, so
 * nothing under it is filled.
 */
export function StepChart({ label, width, height, line }: Props) {
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
      className="h-32 w-full overflow-visible"
    >
      <g fill="none" className="[&>*]:[vector-effect:non-scaling-stroke]">
        <path d={`M0 0H${width}M0 ${height}H${width}`} className="stroke-line" />
        <path d={line} className="stroke-accent stroke-2" />
      </g>
    </svg>
  );
}
