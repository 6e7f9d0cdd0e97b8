export { deepestDiscount } from './deepest-discount.ts';
export { ownRates, ownRatesNow } from './own-rates.ts';
export { priceListKey } from './price-list-key.ts';
export { priceOf, priceWithCoupon, type OwnRate, type OwnRates, type Price } from './price.ts';
export { setOwnRate, type SetOwnRate } from './set-own-rate.ts';
