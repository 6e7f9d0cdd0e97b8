import type { ServiceRow } from 'notpanel/storefront/index.ts';
import { useFrame } from '../../../frame.ts';
import { formatCount, formatDuration } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { A } from '../../../ui/a.tsx';
import { PlatformIcon } from '../../../ui/platform-icon.tsx';
import { Price } from '../../../ui/price.tsx';

const MINUTE_S = 60;

/** One service in the list; on phones what has no column of its own stands under the name. */
export function Row({ row }: { row: ServiceRow }) {
  const { locale } = useFrame();
  const t = useText('services');
  const { id, name, platform, rate, averageMinutes, guaranteeDays } = row;
  const [min, max] = [formatCount(locale, row.min), formatCount(locale, row.max)];
  const time = averageMinutes === null ? null : formatDuration(locale, averageMinutes * MINUTE_S);
  const days = guaranteeDays === null ? t('refillOpen') : t('refill', { days: guaranteeDays });
  const refill = row.refill ? days : null;
  return (
    <tr>
      <td className="id">{id}</td>
      <td className="name">
        <PlatformIcon platform={platform} className="" />
        <A href={`/services/${id}`} dir="auto">
          {name}
        </A>
        <small>{[`${min} – ${max}`, time, refill].filter(Boolean).join(' · ')}</small>
      </td>
      <td className="price">
        <Price rate={rate} />
      </td>
      <td className="amount limit">{min}</td>
      <td className="amount limit">{max}</td>
      <td className="amount wide">{time ?? <Nothing says={t('notMeasured')} />}</td>
      <td className="term wide">{refill ?? <Nothing says={t('noRefill')} />}</td>
    </tr>
  );
}

/** A dash for the eye, the words for whoever listens. */
function Nothing({ says }: { says: string }) {
  return (
    <>
      <span aria-hidden="true">–</span>
      <span className="sr-only">{says}</span>
    </>
  );
}
