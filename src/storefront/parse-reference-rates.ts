/** What one euro was in other currencies on a day, in nano-units. */
export type ReferenceRates = { asOf: string; perEuro: ReadonlyMap<string, bigint> };

const DAY = /<Cube\s+time=['"](\d{4}-\d{2}-\d{2})['"]/;
const RATE = /<Cube\s+currency=['"]([A-Z]{3})['"]\s+rate=['"](\d{1,9})(?:\.(\d{1,9}))?['"]/g;
const NANO_DIGITS = 9;
const EURO = 10n ** 9n;

/** Reads the daily reference file of the European Central Bank; undefined when it is none. */
export function parseReferenceRates(xml: string): ReferenceRates | undefined {
  const asOf = DAY.exec(xml)?.[1];
  const perEuro = new Map([['EUR', EURO]]);
  for (const [, currency = '', whole = '', fraction = ''] of xml.matchAll(RATE)) {
    const rate = BigInt(whole + fraction.padEnd(NANO_DIGITS, '0'));
    if (rate > 0n) perEuro.set(currency, rate);
  }
  return asOf === undefined || perEuro.size === 1 ? undefined : { asOf, perEuro };
}

/** Nano-units of `currency` for one of `shopCurrency`, by their euro rates, rounded half up. */
export function crossRate(
  { perEuro }: ReferenceRates,
  shopCurrency: string,
  currency: string,
): bigint | undefined {
  const wanted = perEuro.get(currency);
  const shop = perEuro.get(shopCurrency);
  if (wanted === undefined || shop === undefined) return undefined;
  return (2n * wanted * EURO + shop) / (2n * shop);
}
