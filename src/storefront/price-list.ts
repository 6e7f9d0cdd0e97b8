import type { BasisPoints } from '#lib/money.ts';
import { priceListKey, priceOf, type OwnRates, type Price } from '#pricing/index.ts';
import type { Service } from '#catalog/index.ts';

/** What one visitor pays for everything. */
export type PriceList = {
  /** Visitors with equal keys pay equal prices. */
  readonly key: string;
  readonly tierDiscountBp: BasisPoints;
  readonly own: OwnRates;
};

export const priceList = (tierDiscountBp: BasisPoints, own: OwnRates): PriceList => ({
  key: priceListKey(tierDiscountBp, own),
  tierDiscountBp,
  own,
});

/** What everybody sees who is not signed in. */
export const PUBLIC_PRICES: PriceList = priceList(0, new Map());

export const priceFor = ({ tierDiscountBp, own }: PriceList, service: Service): Price =>
  priceOf(service, own.get(service.id), tierDiscountBp);
