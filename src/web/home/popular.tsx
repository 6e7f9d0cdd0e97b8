import type { PopularService } from 'notpanel/storefront/index.ts';
import { useFrame } from '../frame.ts';
import { formatDuration } from '../numbers.ts';
import { useText } from '../text.ts';
import { A } from '../ui/a.tsx';
import { PlatformIcon } from '../ui/platform-icon.tsx';
import { Price } from '../ui/price.tsx';
import { PriceNote } from '../ui/price-note.tsx';
import { RateLine } from '../ui/rate-line.tsx';
import { SectionHead } from './section-head.tsx';

type Props = { popular: readonly PopularService[]; services: number };

/** What was ordered most in seven days, with how its price went. */
export function Popular({ popular, services }: Props) {
  const t = useText('home');
  if (popular.length === 0) return null;
  return (
    <section className="page pt-20">
      <SectionHead title={t('popular.title')} text={t('popular.text')}>
        <A href="/services" className="text-sm text-accent-text underline underline-offset-4">
          {t('popular.all', { count: services })}
        </A>
      </SectionHead>
      <div className="mt-7 overflow-hidden rounded-lg border border-line bg-card">
        <table className="w-full text-sm">
          <thead className="border-b border-line font-mono text-xs text-soft">
            <tr>
              <th scope="col" className="py-3 ps-4 text-start font-normal">
                {t('popular.service')}
              </th>
              <th scope="col" className="px-4 text-start font-normal max-md:hidden">
                {t('popular.history')}
              </th>
              <th scope="col" className="px-4 text-end font-normal max-sm:hidden">
                {t('popular.median')}
              </th>
              <th scope="col" className="px-4 text-end font-normal">
                {t('popular.price')}
              </th>
            </tr>
          </thead>
          <tbody>
            {popular.map((one, place) => (
              <Row key={one.service.id} one={one} place={place + 1} />
            ))}
          </tbody>
        </table>
      </div>
      <PriceNote className="mt-3 text-end" />
    </section>
  );
}

function Row({ one: { service, rates }, place }: { one: PopularService; place: number }) {
  const { locale } = useFrame();
  return (
    <tr className="border-t border-line first:border-t-0 hover:bg-paper">
      <th scope="row" className="py-3.5 ps-4 text-start font-medium">
        <span className="flex items-center gap-3">
          <span className="font-mono text-xs font-normal text-soft max-sm:hidden">
            {String(place).padStart(2, '0')}
          </span>
          <PlatformIcon platform={service.platform} />
          <A href={`/services/${service.id}`} className="-my-1 inline-block py-1 hover:underline">
            <span className="sr-only">{service.platform}: </span>
            {service.name}
          </A>
        </span>
      </th>
      <td className="px-4 max-md:hidden">
        <RateLine rates={rates} />
      </td>
      <td className="px-4 text-end whitespace-nowrap text-soft max-sm:hidden">
        {service.averageMinutes === null
          ? '–'
          : formatDuration(locale, service.averageMinutes * 60)}
      </td>
      <td className="py-2 px-4 text-end font-medium">
        <Price rate={service.rate} />
      </td>
    </tr>
  );
}
