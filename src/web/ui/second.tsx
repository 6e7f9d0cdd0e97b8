import { formatSecond } from '../dates.ts';
import { useFrame } from '../frame.ts';

/** A moment to the second, for what happens many times in a minute. */
export function Second({ at, zone }: { at: Date; zone: string }) {
  const { locale } = useFrame();
  return (
    <time dateTime={at.toISOString()} className="tabular-nums">
      <bdi>{formatSecond(locale, at, zone)}</bdi>
    </time>
  );
}
