export { priceFor, type PriceRule } from './price-rule.ts';
export { listPriceRules } from './list-price-rules.ts';
export { removePriceRule } from './remove-price-rule.ts';
export { setPriceRule, type NewPriceRule } from './set-price-rule.ts';
export { listOffers, type StoredOffer } from './list-offers.ts';
export { syncProvider, type SyncOptions, type SyncReport } from './sync-provider.ts';
export { syncProviders } from './sync-providers.ts';
export { readHoldAbove, setHoldAbove } from './supply-settings.ts';
