/** What one unit of the shop's currency is in another one. It never touches the ledger. */
export type DisplayRate = {
  /** ISO code. */
  readonly currency: string;
  /** Nano-units of `currency` for one unit of the shop's. */
  readonly rate: bigint;
  /** The day that the rate is of, `yyyy-mm-dd`. */
  readonly asOf: string;
  /** Who said so: `operator`, `ecb`, `demo`. */
  readonly source: string;
};

export const UNIT = 1_000_000_000n;

/** An ISO code in capitals, or undefined for what can be none. */
export function currencyCode(text: string): string | undefined {
  const code = text.trim().toUpperCase();
  return /^[A-Z]{3}$/.test(code) ? code : undefined;
}

/** Decimals that amounts of a currency are written with: 2 for most, 0 for JPY. */
export const decimalsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits ?? 2;
