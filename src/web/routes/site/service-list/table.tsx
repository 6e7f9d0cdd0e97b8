import type { ServiceRow } from 'notpanel/storefront/index.ts';
import { useFrame } from '../../../frame.ts';
import { formatCount, formatDuration } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { PlatformIcon } from '../../../ui/platform-icon.tsx';
import { Price } from '../../../ui/price.tsx';

const HEAD =
  'sticky top-14 z-10 border-b border-edge bg-paper px-3 py-2.5 font-mono text-xs font-normal tracking-wide text-soft uppercase first:ps-0 last:pe-0';
const CELL = 'border-b border-line px-3 py-3 align-top md:py-2 first:ps-0 last:pe-0';
const MINUTE_S = 60;

/** Services with what is asked of them first; columns drop out by importance. */
export function ServiceTable({ rows }: { rows: readonly ServiceRow[] }) {
  const t = useText('services');
  return (
    <table className="w-full border-separate border-spacing-0 text-sm">
      <caption className="sr-only">{t('title')}</caption>
      <thead>
        <tr>
          <th scope="col" className={`${HEAD} text-start max-md:hidden`}>
            {t('column.id')}
          </th>
          <th scope="col" className={`${HEAD} text-start max-md:ps-0`}>
            {t('column.service')}
          </th>
          <th scope="col" className={`${HEAD} text-end whitespace-nowrap`}>
            {t('column.price')}
          </th>
          <th scope="col" className={`${HEAD} text-end max-xl:hidden`}>
            {t('column.min')}
          </th>
          <th scope="col" className={`${HEAD} text-end max-xl:hidden`}>
            {t('column.max')}
          </th>
          <th scope="col" className={`${HEAD} text-end max-sm:hidden`}>
            {t('column.time')}
          </th>
          <th scope="col" className={`${HEAD} text-start max-sm:hidden`}>
            {t('column.refill')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row }: { row: ServiceRow }) {
  const { locale } = useFrame();
  const t = useText('services');
  const [min, max] = [formatCount(locale, row.min), formatCount(locale, row.max)];
  const minutes = row.averageMinutes;
  const time = minutes === null ? null : formatDuration(locale, minutes * MINUTE_S);
  const refill = row.refill ? refillOf(t, row.guaranteeDays) : null;
  const brief = [`${min} – ${max}`, time, refill].filter((part) => part !== null);
  return (
    <tr className="relative hover:bg-sunken">
      <td className={`${CELL} font-mono text-xs/5 text-soft max-md:hidden`}>{row.id}</td>
      <td className={`${CELL} max-md:ps-0`}>
        <span className="flex gap-2.5">
          <PlatformIcon platform={row.platform} className="mt-0.5 size-4" />
          <span className="min-w-0">
            <A
              href={`/services/${row.id}`}
              dir="auto"
              className="font-medium wrap-anywhere after:absolute after:inset-0"
            >
              {row.name}
            </A>
            <span className="mt-0.5 block text-xs text-soft sm:hidden">{brief.join(' · ')}</span>
          </span>
        </span>
      </td>
      <td className={`${CELL} text-end font-medium`}>
        <Price rate={row.rate} />
      </td>
      <td className={`${CELL} text-end text-soft max-xl:hidden`}>{min}</td>
      <td className={`${CELL} text-end text-soft max-xl:hidden`}>{max}</td>
      <td className={`${CELL} text-end whitespace-nowrap text-soft max-sm:hidden`}>
        {time ?? <Nothing says={t('notMeasured')} />}
      </td>
      <td className={`${CELL} whitespace-nowrap text-soft max-sm:hidden`}>
        {refill ?? <Nothing says={t('noRefill')} />}
      </td>
    </tr>
  );
}

const refillOf = (t: ReturnType<typeof useText<'services'>>, days: number | null): string =>
  days === null ? t('refillOpen') : t('refill', { days });

/** A dash for the eye, the words for whoever listens. */
function Nothing({ says }: { says: string }) {
  return (
    <>
      <span aria-hidden="true">–</span>
      <span className="sr-only">{says}</span>
    </>
  );
}
