import type { ServiceRow } from 'notpanel/storefront/index.ts';
import { useFrame } from '../../../frame.ts';
import { formatDuration } from '../../../numbers.ts';
import { A } from '../../../ui/a.tsx';
import { Price } from '../../../ui/price.tsx';

/** Services that are most like one. */
export function Alternatives({ rows }: { rows: readonly ServiceRow[] }) {
  const { locale } = useFrame();
  return (
    <ul className="border-t border-line">
      {rows.map(({ id, name, averageMinutes, rate }) => (
        <li
          key={id}
          className="relative flex items-baseline gap-4 border-b border-line py-2.5 text-sm hover:bg-sunken"
        >
          <span className="w-10 shrink-0 font-mono text-xs text-soft max-sm:hidden">{id}</span>
          <A
            href={`/services/${id}`}
            dir="auto"
            className="min-w-0 grow font-medium wrap-anywhere rtl:text-right after:absolute after:inset-0"
          >
            {name}
          </A>
          <span className="text-soft max-sm:hidden">
            {averageMinutes === null ? null : formatDuration(locale, averageMinutes * 60)}
          </span>
          <Price rate={rate} className="shrink-0 text-end font-medium" />
        </li>
      ))}
    </ul>
  );
}
