import type { Sheet } from 'notpanel/billing/index.ts';

type Column = Sheet['columns'][number];

/** A document on the page as it is on paper: the same words, made of the same sheet. */
export function Paper({ sheet }: { sheet: Sheet }) {
  const { heading, number, facts, parties, columns, rows, totals, notes } = sheet;
  return (
    <article className="overflow-hidden rounded-lg border border-line bg-card">
      <div aria-hidden="true" className="h-1 bg-accent" />
      <div className="p-5 sm:p-9">
        <header className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
          <h1 className="text-2xl font-semibold tracking-tight">{heading}</h1>
          <p dir="ltr" className="font-mono text-sm text-soft">
            {number}
          </p>
        </header>
        <dl className="mt-5 grid gap-1.5 text-sm">
          {facts.map(({ label, value }) => (
            <div key={label} className="grid grid-cols-[9rem_minmax(0,1fr)] gap-3">
              <dt className="text-soft">{label}</dt>
              <dd className="break-words">
                <bdi>{value}</bdi>
              </dd>
            </div>
          ))}
        </dl>
        {parties.length > 0 ? (
          <div className="mt-6 grid gap-6 border-t border-line pt-5 sm:grid-cols-2">
            {parties.map(({ title, lines }) => (
              <section key={title} className="text-sm">
                <h2 className="text-xs text-soft">{title}</h2>
                <ul className="mt-1.5 grid gap-0.5">
                  {lines.map((line) => (
                    <li key={line} className="break-words">
                      <bdi>{line}</bdi>
                    </li>
                  ))}
                </ul>
              </section>
            ))}
          </div>
        ) : null}
        <Lines columns={columns} rows={rows} />
        <dl className="ms-auto mt-5 grid max-w-sm gap-2 text-sm">
          {totals.map(({ label, value }, at) => (
            <Total key={label} label={label} value={value} isLast={at === totals.length - 1} />
          ))}
        </dl>
        {notes.map((note) => (
          <p key={note} className="mt-6 max-w-prose text-sm text-soft">
            {note}
          </p>
        ))}
      </div>
    </article>
  );
}

type LinesProps = { columns: readonly Column[]; rows: Sheet['rows'] };

/** Counts leave a narrow screen first; what a line is and what it comes to stay. */
function Lines({ columns, rows }: LinesProps) {
  const last = columns.length - 1;
  const lookOf = (at: number) =>
    `${columns[at]?.isNumber ? 'text-end' : 'text-start'} ${
      columns.length === 4 && at === 1 ? 'hidden sm:table-cell' : ''
    } ${at === last ? '' : 'pe-3'}`;
  return (
    <table className="mt-7 w-full text-sm tabular-nums">
      <thead>
        <tr className="border-b border-ink text-xs text-soft">
          {columns.map(({ title }, at) => (
            <th key={title} scope="col" className={`pb-2 font-normal ${lookOf(at)}`}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, place) => (
          // The lines of a document never change their places.
          // eslint-disable-next-line react/no-array-index-key
          <tr key={place} className="border-b border-line align-top">
            {row.map((text, at) => (
              <td key={columns[at]?.title} className={`py-2.5 break-words ${lookOf(at)}`}>
                <bdi>{text}</bdi>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Total({ label, value, isLast }: { label: string; value: string; isLast: boolean }) {
  return (
    <div
      className={`flex items-baseline justify-between gap-4 ${
        isLast ? 'mt-1.5 border-t border-dashed border-edge pt-3.5' : ''
      }`}
    >
      <dt className={isLast ? 'font-medium' : 'text-soft'}>{label}</dt>
      <dd
        className={`text-end tabular-nums ${isLast ? 'text-xl font-semibold tracking-tight' : ''}`}
      >
        <bdi>{value}</bdi>
      </dd>
    </div>
  );
}
