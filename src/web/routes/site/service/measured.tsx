import type { ReactNode } from 'react';
import type { ServiceFacts } from 'notpanel/storefront/index.ts';
import { useFrame } from '../../../frame.ts';
import { formatDay } from '../../../dates.ts';
import { formatDuration, formatShare } from '../../../numbers.ts';
import { useText } from '../../../text.ts';

type Measures = NonNullable<ServiceFacts['measures']>;

const ENDINGS = [
  ['completedBp', 'fill-completed'],
  ['partialBp', 'fill-partial'],
  ['canceledBp', 'fill-canceled'],
] as const;
const WHOLE_BP = 10_000;

/** How orders of the service went, each figure with how many it is made of. */
export function Measured({ measures }: { measures: Measures | null }) {
  const t = useText('service');
  const { locale } = useFrame();
  if (!measures) return <p className="text-soft">{t('measured.none')}</p>;
  const { startS, startSample, finishS, finishSample, sample, measuredAt } = measures;
  const share = (basisPoints: number) => formatShare(locale, basisPoints);
  return (
    <>
      <dl className="grid border-y border-line sm:grid-cols-3 sm:divide-x sm:divide-line">
        <Figure label={t('measured.start')} note={t('measured.median', { sample: startSample })}>
          {startS === null ? null : formatDuration(locale, startS)}
        </Figure>
        <Figure label={t('measured.finish')} note={t('measured.median', { sample: finishSample })}>
          {finishS === null ? null : formatDuration(locale, finishS)}
        </Figure>
        <Figure label={t('measured.partial')} note={t('measured.share', { sample })}>
          {share(measures.partialBp)}
        </Figure>
      </dl>
      <Endings measures={measures} />
      <p className="mt-2 text-xs text-soft">
        {t('measured.endings', {
          completed: share(measures.completedBp),
          partial: share(measures.partialBp),
          canceled: share(measures.canceledBp),
        })}{' '}
        {t('measured.how', { day: formatDay(locale, measuredAt) })}
      </p>
    </>
  );
}

type FigureProps = { label: string; note: string; children: ReactNode };

function Figure({ label, note, children }: FigureProps) {
  const t = useText('service');
  return (
    <div className="flex items-baseline justify-between gap-4 border-line py-3.5 max-sm:border-b max-sm:last:border-b-0 sm:block sm:px-5 sm:first:ps-0">
      <dt className="text-sm text-soft">{label}</dt>
      <dd className="text-end sm:mt-1 sm:text-start">
        <span className="block text-xl font-semibold tracking-tight sm:text-2xl">
          {children ?? '–'}
        </span>
        <span className="text-xs text-soft">{children === null ? t('measured.few') : note}</span>
      </dd>
    </div>
  );
}

/** The shares of all endings, to the eye; the words stand beneath. */
function Endings({ measures }: { measures: Measures }) {
  let from = 0;
  return (
    <svg
      viewBox={`0 0 ${WHOLE_BP} 8`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className="mt-4 h-2 w-full overflow-hidden rounded-full rtl:-scale-x-100"
    >
      {ENDINGS.map(([name, look]) => {
        const x = from;
        from += measures[name];
        return <rect key={name} x={x} width={measures[name]} height="8" className={look} />;
      })}
    </svg>
  );
}
