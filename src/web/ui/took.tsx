import { useFrame } from '../frame.ts';

const MS = 1_000;

/** A duration of microseconds in milliseconds, with as many digits as say something. */
export function Took({ us }: { us: number | null }) {
  const { locale } = useFrame();
  if (us === null) return <>–</>;
  const ms = us / MS;
  const digits = ms < 10 ? 1 : 0;
  const shown = new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: 'millisecond',
    numberingSystem: 'latn',
    maximumFractionDigits: digits,
  });
  return <bdi className="whitespace-nowrap tabular-nums">{shown.format(ms)}</bdi>;
}
