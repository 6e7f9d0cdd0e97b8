import type { Figures } from 'notpanel/storefront/index.ts';
import type { ReactNode } from 'react';
import { useFrame } from '../frame.ts';
import { formatCount, formatDuration, formatShare } from '../numbers.ts';
import { useText } from '../text.ts';
import { Price } from '../ui/price.tsx';
import { PriceNote } from '../ui/price-note.tsx';

const SHOWN = 4;

type Figure = { name: string; value: ReactNode; label: string; note?: string };

/** Up to four measured figures, each with what it is of. */
export function FiguresBand({ figures }: { figures: Figures }) {
  const shown = useFigures(figures).slice(0, SHOWN);
  if (shown.length === 0) return null;
  return (
    <div className="border-b border-line bg-card">
      <dl className="page grid grid-cols-2 lg:grid-cols-4">
        {shown.map(({ name, value, label, note }) => (
          <div
            key={name}
            className="flex flex-col-reverse justify-end gap-1 border-line py-7 pe-4 even:ps-4 even:border-s max-lg:nth-[n+3]:border-t lg:ps-6 lg:not-first:border-s lg:first:ps-0"
          >
            <dt className="text-sm text-soft">
              {label}
              {note === undefined ? null : (
                <span className="mt-0.5 block font-mono text-xs">{note}</span>
              )}
            </dt>
            <dd className="text-3xl font-semibold tracking-tight sm:text-4xl">{value}</dd>
          </div>
        ))}
      </dl>
      {shown.some(({ name }) => name === 'cheapest') ? (
        <div className="page pb-5">
          <PriceNote />
        </div>
      ) : null}
    </div>
  );
}

function useFigures({ measured, services, platforms, cheapest }: Figures): Figure[] {
  const { locale } = useFrame();
  const t = useText('home');
  const found: (Figure | null | undefined)[] = [
    measured?.start && {
      name: 'start',
      value: formatDuration(locale, measured.start.ms / 1_000),
      label: t('figure.start'),
      note: t('figure.sample', { count: measured.start.sample }),
    },
    measured?.finish && {
      name: 'finish',
      value: formatDuration(locale, measured.finish.ms / 1_000),
      label: t('figure.finish'),
      note: t('figure.sample', { count: measured.finish.sample }),
    },
    measured?.units && {
      name: 'units',
      value: formatShare(locale, measured.units.deliveredBp),
      label: t('figure.units'),
      note: t('figure.unitsSample', { count: Number(measured.units.ordered) }),
    },
    measured && {
      name: 'delivered',
      value: formatCount(locale, measured.delivered),
      label: t('figure.delivered', { days: measured.days }),
      note: t('figure.refunded', { count: measured.refunded }),
    },
    services > 0
      ? { name: 'services', value: formatCount(locale, services), label: t('figure.services') }
      : null,
    platforms.length > 0
      ? {
          name: 'platforms',
          value: formatCount(locale, platforms.length),
          label: t('figure.platforms'),
        }
      : null,
    cheapest && {
      name: 'cheapest',
      value: <Price rate={cheapest.rate} />,
      label: t('figure.cheapest'),
    },
  ];
  return found.filter((one) => !!one);
}
