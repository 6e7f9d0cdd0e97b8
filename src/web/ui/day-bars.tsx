type Bar = { label: string; value: string; /** Of the highest, 0 to 100. */ height: number };

type Props = {
  /** What it shows, in words; beneath it stands the same as a table for who does not see it. */
  label: string;
  columns: readonly [string, string];
  bars: readonly Bar[];
};

const STEP = 10;
const WIDTH = 7;
const HEIGHT = 100;

/** Amounts over days. The last bar is the running day, in the accent. */
export function DayBars({ label, columns, bars }: Props) {
  const first = bars[0]?.label;
  const last = bars.at(-1)?.label;
  return (
    <figure>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${Math.max(1, bars.length) * STEP - (STEP - WIDTH)} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="h-24 w-full rtl:-scale-x-100"
      >
        {bars.map(({ label: day, height }, at) => {
          const tall = Math.max(height, 1);
          return (
            <rect
              key={day}
              x={at * STEP}
              y={HEIGHT - tall}
              width={WIDTH}
              height={tall}
              className={at === bars.length - 1 ? 'fill-accent' : 'fill-edge'}
            />
          );
        })}
      </svg>
      <div aria-hidden="true" className="mt-1.5 flex justify-between text-xs text-soft">
        <span>{first}</span>
        <span>{last}</span>
      </div>
      <table className="sr-only">
        <caption>{label}</caption>
        <thead>
          <tr>
            {columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bars.map(({ label: day, value }) => (
            <tr key={day}>
              <th scope="row">{day}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  );
}
