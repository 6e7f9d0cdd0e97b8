import { useFrame } from '../frame.ts';
import { formatDay } from '../dates.ts';
import { useText } from '../text.ts';

/** Says what is charged in, and of which day the rate of the other currency is. */
export function PriceNote({ className = '' }: { className?: string }) {
  const { site, locale, display } = useFrame();
  const t = useText('currency');
  return (
    <p className={`text-xs text-soft ${className}`}>
      {display
        ? t('note', {
            charged: site.currency,
            shown: display.currency,
            day: formatDay(locale, display.asOf),
            source: t(`source.${sourceName(display.source)}`),
          })
        : t('charged', { charged: site.currency })}
    </p>
  );
}

const SOURCES = ['operator', 'ecb', 'demo'] as const;

const sourceName = (source: string): (typeof SOURCES)[number] =>
  SOURCES.find((one) => one === source) ?? 'operator';
