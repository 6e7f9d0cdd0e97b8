export { crossRate, parseReferenceRates } from './parse-reference-rates.ts';
export { currencyCode } from './currency-code.ts';
export { displayRates } from './display-rates.ts';
export { fetchReferenceRates, REFERENCE_FILE } from './fetch-reference-rates.ts';
export { followCurrencies, followedCurrencies } from './followed-currencies.ts';
export { listDisplayRates } from './list-display-rates.ts';
export { quote, type Quote } from './quote.ts';
export type { PublicEnding } from './read-endings.ts';
export { readFeed, type Feed, type PlatformSpread } from './read-feed.ts';
export { FIGURE_DAYS, readFigures, type Figures, type Measured } from './read-figures.ts';
export { RATE_DAYS, readPopular, type PopularService, type RateStep } from './read-popular.ts';
export { readReceipt, type Receipt, type ReceiptLine } from './read-receipt.ts';
export { removeDisplayRate } from './remove-display-rate.ts';
export { setDisplayRate } from './set-display-rate.ts';
export {
  CHOICES,
  EVERYTHING,
  type ChoiceKind,
  type ServiceQuery,
  type Sort,
} from './service-query.ts';
export { OFFER_NAMES, type Offer } from './shelf.ts';
export { priceListOf } from './price-list-of.ts';
export { PUBLIC_PRICES, type PriceList } from './price-list.ts';
export { priceText } from './price-text.ts';
export type { PriceHistory, PriceStep } from './read-price-history.ts';
export { readServiceFacts, type ServiceFacts } from './read-service-facts.ts';
export { searchServices, type FacetChoice, type ServiceList } from './search-services.ts';
export { PAGE_SIZE } from './search-shelf.ts';
export type { ServiceRow } from './service-row.ts';
export { stepPath, type StepPath } from './step-path.ts';
export type { Demand, Suggestion } from './suggest-queries.ts';
export { writeServiceQuery } from './write-service-query.ts';
