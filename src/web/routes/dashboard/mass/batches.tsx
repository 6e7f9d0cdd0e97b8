import type { MassSummary } from 'notpanel/baskets/index.ts';
import { useFrame } from '../../../frame.ts';
import { formatCount } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { Moment } from '../../../ui/moment.tsx';
import { Price } from '../../../ui/price.tsx';

/** What was placed in one go lately. */
export function Batches({ batches, zone }: { batches: readonly MassSummary[]; zone: string }) {
  const { locale } = useFrame();
  const t = useText('mass');
  if (batches.length === 0) return null;
  return (
    <section className="mt-10">
      <h2 className="text-sm font-medium">{t('batches.title')}</h2>
      <ul className="mt-3 divide-y divide-line border-y border-line">
        {batches.map(({ id, confirmedAt, createdAt, lines, placed, charge, doneAt }) => (
          <li key={id}>
            <A
              href={`/dashboard/mass/${id}`}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-6 gap-y-0.5 py-2.5 text-sm hover:bg-sunken sm:grid-cols-[11rem_minmax(0,1fr)_auto]"
            >
              <span className="text-soft">
                <Moment at={confirmedAt ?? createdAt} zone={zone} />
              </span>
              <span className="max-sm:order-last max-sm:col-span-2">
                {t(doneAt ? 'batches.placed' : 'batches.running', {
                  placed: formatCount(locale, placed),
                  lines: formatCount(locale, lines),
                })}
              </span>
              <span className="text-end font-medium tabular-nums">
                <Price amount={charge} />
              </span>
            </A>
          </li>
        ))}
      </ul>
    </section>
  );
}
