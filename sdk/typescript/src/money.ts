// Amounts are decimal strings, as the panel writes them. These count in whole units of 10⁻⁹.
const DECIMALS = 9;

export const add = (a: string, b: string): string => format(parse(a) + parse(b));

export const subtract = (a: string, b: string): string => format(parse(a) - parse(b));

/** -1 where `a` is less, 0 where they are equal however they are written, 1 where it is more. */
export function compare(a: string, b: string): number {
  const [left, right] = [parse(a), parse(b)];
  return Number(left > right) - Number(left < right);
}

/** What so many pieces cost at a rate per 1000, to the last digit. */
export const charge = (rate: string, quantity: number): string =>
  format((parse(rate) * BigInt(quantity)) / 1_000n);

function parse(text: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d{1,9}))?$/.exec(text);
  if (!match) throw new RangeError(`${text} is not a decimal with at most ${DECIMALS} digits`);
  const [, sign, whole, fraction = ''] = match;
  const value = BigInt(`${whole}${fraction.padEnd(DECIMALS, '0')}`);
  return sign ? -value : value;
}

function format(value: bigint): string {
  const digits = String(value < 0n ? -value : value).padStart(DECIMALS + 1, '0');
  const whole = digits.slice(0, -DECIMALS);
  const fraction = digits.slice(-DECIMALS).replace(/0{1,7}$/, '');
  return `${value < 0n ? '-' : ''}${whole}.${fraction}`;
}
