import { formatMoment } from '../dates.ts';
import { useFrame } from '../frame.ts';

/** A moment in the visitor's language and time zone. */
export function Moment({ at, zone }: { at: Date; zone: string }) {
  const { locale } = useFrame();
  return (
    <time dateTime={at.toISOString()} className="whitespace-nowrap">
      <bdi>{formatMoment(locale, at, zone)}</bdi>
    </time>
  );
}
