import { useFrame } from '../../../frame.ts';

const DAY = 1_440;
const HOUR = 60;

/** How long so many minutes are, in the largest unit that says it exactly. */
export function useSpan(): (minutes: number) => string {
  const { locale } = useFrame();
  const format = (value: number, unit: 'day' | 'hour' | 'minute') =>
    new Intl.NumberFormat(locale, {
      style: 'unit',
      unit,
      unitDisplay: 'long',
      numberingSystem: 'latn',
    }).format(value);
  return (minutes) => {
    if (minutes % DAY === 0) return format(minutes / DAY, 'day');
    return minutes % HOUR === 0 ? format(minutes / HOUR, 'hour') : format(minutes, 'minute');
  };
}
