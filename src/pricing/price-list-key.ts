import { createHash } from 'node:crypto';
import type { BasisPoints } from '#lib/money.ts';
import type { OwnRates } from './price.ts';

const hashes = new WeakMap<OwnRates, string>();

/**
 * Names a price list: accounts with equal keys pay equal prices for everything in one version of
 * the catalogue. Equal in every process.
 */
export function priceListKey(tierDiscountBp: BasisPoints, own: OwnRates): string {
  return own.size === 0 ? `${tierDiscountBp}` : `${tierDiscountBp}-${hashOf(own)}`;
}

function hashOf(own: OwnRates): string {
  let known = hashes.get(own);
  if (known === undefined) {
    const lines = [...own].map(([id, { rate, discountBp }]) => `${id} ${rate} ${discountBp}\n`);
    const text = lines.sort().join('');
    known = createHash('sha256').update(text).digest('base64url').slice(0, 22); // 132 bits
    hashes.set(own, known);
  }
  return known;
}
