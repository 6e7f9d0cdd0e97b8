import { directionOf, type Locale } from 'notpanel/lib/locales.ts';

const made = new Map<string, unknown>();

/** Formatters are dear to make and are used on every page. */
function formatter<T>(key: string, make: () => T): T {
  const known = made.get(key) as T | undefined;
  if (known !== undefined) return known;
  const fresh = make();
  made.set(key, fresh);
  return fresh;
}

/** A whole number with the language's separators. */
export const formatCount = (locale: Locale, count: number | bigint): string =>
  formatter(`count ${locale}`, () => new Intl.NumberFormat(locale)).format(count);

const MOST_DECIMALS = 18; // nothing is rounded here: what is shown is what is meant

const [ISOLATE_LTR, POP] = ['\u2066', '\u2069'];

/**
 * An exact decimal in a currency; at least as many decimals as the text or the currency has. Where
 * it is `signed`, what comes in has a sign as well.
 */
export function formatAmount(
  locale: Locale,
  decimal: string,
  currency: string,
  signed = false,
): string {
  // Within a line from right to left a sign after the digits is torn apart: “6.07 US$” reads “$US”.
  if (directionOf(locale) === 'rtl') {
    return ISOLATE_LTR + formatAmount('en', decimal, currency, signed) + POP;
  }
  const format = formatter(
    `amount ${locale} ${currency} ${signed}`,
    () =>
      new Intl.NumberFormat(locale, {
        style: 'currency',
        currency,
        currencyDisplay: 'narrowSymbol',
        maximumFractionDigits: MOST_DECIMALS,
        signDisplay: signed ? 'exceptZero' : 'auto',
      }),
  );
  // Decimal text is formatted exactly; no float comes near an amount.
  return format.format(decimal as `${number}`);
}

/** Basis points as a percentage: 9862 is 98.6 %. */
export const formatShare = (locale: Locale, basisPoints: number, digits = 1): string =>
  formatter(
    `share ${locale} ${digits}`,
    () => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits }),
  ).format(Math.floor(basisPoints / 10 ** (2 - digits)) / 10 ** (2 + digits));

const MINUTE_S = 60;
const SECONDS_UNTIL_S = 90; // beyond it a minute is near enough
const HOUR_S = 3_600;
const DAY_S = 86_400;

/** How long something takes, in its two largest units: `48 sec`, `4 min`, `2 hr, 5 min`. */
export function formatDuration(locale: Locale, seconds: number): string {
  const format = formatter(
    `duration ${locale}`,
    () => new Intl.DurationFormat(locale, { style: 'short' }),
  );
  const whole = Math.max(1, Math.round(seconds)); // nothing takes no time
  if (whole < SECONDS_UNTIL_S && whole !== MINUTE_S) return format.format({ seconds: whole });
  const minutes = Math.round(whole / MINUTE_S);
  const [hours, days] = [Math.floor(minutes / 60), Math.floor(whole / DAY_S)];
  if (minutes < 60) return format.format({ minutes });
  if (whole < DAY_S) return format.format({ hours, ...rest('minutes', minutes % 60) });
  return format.format({ days, ...rest('hours', Math.round((whole % DAY_S) / HOUR_S) % 24) });
}

const rest = (unit: 'minutes' | 'hours', count: number) => (count === 0 ? {} : { [unit]: count });

/** How long ago something was, by its minutes: `30 minutes ago`, `2 hours ago`. */
export function formatAge(locale: Locale, minutes: number): string {
  const format = formatter(`age ${locale}`, () => new Intl.RelativeTimeFormat(locale));
  if (minutes < 60) return format.format(-minutes, 'minute');
  if (minutes < 1_440) return format.format(-Math.round(minutes / 60), 'hour');
  return format.format(-Math.round(minutes / 1_440), 'day');
}
