import type { Rate } from 'notpanel/lib/money.ts';
import { useFrame } from '../../../frame.ts';
import { formatDay } from '../../../dates.ts';
import { formatShare } from '../../../numbers.ts';
import { useText } from '../../../text.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Price } from '../../../ui/price.tsx';
import { StepChart } from '../../../ui/step-chart.tsx';
import type { ServiceView } from './service-view.ts';

type Props = Pick<ServiceView, 'prices' | 'chart'>;

/** The public price over time, drawn true to the moment of each change, and as a table. */
export function PriceHistory({ prices, chart }: Props) {
  const t = useText('service');
  const { locale } = useFrame();
  const { steps, least, most } = prices;
  const [first] = steps;
  const day = (at: Date) => formatDay(locale, at);
  if (!first) return null;
  if (steps.length === 1) {
    return (
      <p className="text-soft">
        {t.rich('history.unchanged', {
          day: day(first.at),
          price: () => <Price rate={first.rate} className="text-ink" />,
        })}
      </p>
    );
  }
  return (
    <>
      {/* Of a chart the axis of time does not turn round with the language. */}
      <figure dir="ltr" className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 text-xs text-soft">
        <StepChart label={t('history.label', { count: steps.length - 1 })} {...chart} />
        <div className="-my-2 flex flex-col justify-between text-end">
          <Price rate={most} />
          <Price rate={least} />
        </div>
        <figcaption className="mt-3 flex justify-between">
          <time dateTime={first.at.toISOString()}>
            <bdi>{day(first.at)}</bdi>
          </time>
          <time dateTime={chart.until.toISOString()}>{t('history.today')}</time>
        </figcaption>
      </figure>
      <details className="group mt-4">
        <summary className="inline-flex cursor-pointer list-none items-center gap-2 text-sm hover:text-accent-text [&::-webkit-details-marker]:hidden">
          <Icon name="chevron" className="size-4 group-open:rotate-180" />
          {t('history.all', { count: steps.length - 1 })}
        </summary>
        <Changes prices={prices} />
      </details>
    </>
  );
}

function Changes({ prices: { steps } }: Pick<Props, 'prices'>) {
  const t = useText('service');
  const cell = 'border-b border-line py-2';
  return (
    <table className="mt-3 w-full text-sm">
      <caption className="sr-only">{t('history.title')}</caption>
      <thead className="text-xs text-soft">
        <tr>
          <th scope="col" className={`${cell} text-start font-normal`}>
            {t('history.when')}
          </th>
          <th scope="col" className={`${cell} text-end font-normal`}>
            {t('card.price')}
          </th>
          <th scope="col" className={`${cell} text-end font-normal`}>
            {t('history.change')}
          </th>
        </tr>
      </thead>
      <tbody>
        {steps
          .map(({ at, rate }, index) => ({ at, rate, before: steps[index - 1]?.rate ?? null }))
          .reverse()
          .map(({ at, rate, before }) => (
            <tr key={at.toISOString()}>
              <td className={cell}>
                <Moment at={at} />
              </td>
              <td className={`${cell} text-end`}>
                <Price rate={rate} />
              </td>
              <td className={`${cell} text-end text-soft`}>
                <Difference before={before} after={rate} />
              </td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}

function Moment({ at }: { at: Date }) {
  const { locale } = useFrame();
  const iso = at.toISOString();
  return (
    <time dateTime={iso}>
      {formatDay(locale, at)}{' '}
      <span className="text-soft">
        <bdi>{iso.slice(11, 16)} UTC</bdi>
      </span>
    </time>
  );
}

function Difference({ before, after }: { before: Rate | null; after: Rate }) {
  const { locale } = useFrame();
  if (before === null || before === 0n) return '–';
  const apart = after - before;
  const size = Number(((apart < 0n ? -apart : apart) * 10_000n) / before);
  return <bdi>{`${apart < 0n ? '−' : '+'}${formatShare(locale, size)}`}</bdi>;
}
