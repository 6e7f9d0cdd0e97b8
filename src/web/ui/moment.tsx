import { useFrame } from '../frame.ts';

type Props = { at: Date; zone?: string; dateOnly?: boolean };

/** A moment in the visitor's language and time zone. */
export function Moment({ at, zone = 'UTC', dateOnly = false }: Props) {
  const { locale } = useFrame();
  return (
    <time dateTime={at.toISOString()} className="whitespace-nowrap">
      <bdi>{formatMoment(locale, at, zone, dateOnly)}</bdi>
    </time>
  );
}

const made = new Map<string, Intl.DateTimeFormat>();

function formatMoment(locale: string, at: Date, zone: string, dateOnly: boolean): string {
  const key = `${locale} ${zone} ${dateOnly}`;
  let format = made.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, {
      dateStyle: 'medium',
      ...(dateOnly ? {} : { timeStyle: 'short' as const }),
      timeZone: zone,
    });
    made.set(key, format);
  }
  return format.format(at);
}
