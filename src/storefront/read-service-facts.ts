import { isOnSale, linkExample, type Service } from '#catalog/index.ts';
import { readMeasures, type Measures } from '#fulfilment/index.ts';
import type { App } from '#platform/app.ts';
import type { Price } from '#pricing/index.ts';
import { alternativesTo } from './alternatives-to.ts';
import { priceFor, type PriceList } from './price-list.ts';
import { readPriceHistory, type PriceHistory } from './read-price-history.ts';
import type { ServiceRow } from './service-row.ts';
import { shelfOf } from './shelf-of.ts';
import type { Choice } from './shelf.ts';

const ALTERNATIVES = 5;

export type ServiceFacts = {
  readonly service: Omit<Service, 'routes' | 'providerId' | 'heldReason'>;
  readonly onSale: boolean;
  /** Where others like it are, as long as any are on sale. */
  readonly platform: Choice | null;
  readonly category: Choice | null;
  /** What the visitor pays, and why. */
  readonly price: Price;
  readonly linkExample: string | null;
  /** Null while there are too few orders to tell. */
  readonly measures: Measures | null;
  readonly prices: PriceHistory;
  readonly alternatives: readonly ServiceRow[];
};

/**
 * All that a visitor is told of one service, on sale or not. Undefined: there is no such service.
 */
export async function readServiceFacts(
  app: App,
  id: number,
  list: PriceList,
): Promise<ServiceFacts | undefined> {
  const shelf = await shelfOf(app);
  const found = shelf.services.get(id);
  if (!found) return undefined;
  const [measures, prices] = await Promise.all([
    readMeasures(app.db, id),
    readPriceHistory(app.db, id),
  ]);
  if (!prices) return undefined;
  const { routes: _, providerId: __, heldReason: ___, ...service } = found;
  return {
    service,
    onSale: isOnSale(found),
    platform: shelf.platforms.find(({ name }) => name === found.platform) ?? null,
    category: shelf.categories.find(({ name }) => name === found.category) ?? null,
    price: priceFor(list, found),
    linkExample: linkExample(found),
    measures: measures ?? null,
    prices,
    alternatives: alternativesTo(shelf, found, list, ALTERNATIVES),
  };
}
