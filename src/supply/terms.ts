import {
  costOf,
  LARGEST_RATE,
  QUANTITY_FROM,
  SERVICE_TYPES,
  type CostBasis,
  type Service,
  type ServiceType,
} from '#catalog/index.ts';
import { asRate, discountRate, type BasisPoints, type Rate } from '#lib/money.ts';
import { costRateOf, type Offer, type Provider } from '#providers/index.ts';

/** What a provider takes, in the shop's currency. */
export type Terms = { costRate: Rate; costBasis: CostBasis };

/** What the price of a service has to cover. */
export type Sold = Pick<Service, 'type' | 'min' | 'max'>;

export type ProviderTerms = Pick<Provider, 'exchangeRate' | 'packagesPerOrder'>;

const TYPICAL_QUANTITY = 1_000; // what rates are quoted for
const LARGEST_QUANTITY = 2_147_483_647; // an integer column

/** Undefined where we have no such type. */
export const typeNamed = (name: string): ServiceType | undefined =>
  SERVICE_TYPES.find((type) => type === name);

/** A cost that is beyond all prices counts as the largest price there is. */
export function termsOf(provider: ProviderTerms, offer: Pick<Offer, 'type' | 'quote'>): Terms {
  const type = typeNamed(offer.type);
  const isPackage = type !== undefined && QUANTITY_FROM[type] === 'min';
  return {
    costRate: atMost(LARGEST_RATE, costRateOf(provider, offer.quote)),
    costBasis: isPackage && provider.packagesPerOrder ? 'per_order' : 'per_1000',
  };
}

/** The cost as a rate: what a package costs is shared by its pieces, rounded up. */
export function costPer1000({ costRate, costBasis }: Terms, { min }: Sold): Rate {
  if (costBasis === 'per_1000') return costRate;
  const pieces = BigInt(min);
  return atMost(LARGEST_RATE, asRate((costRate * 1_000n + pieces - 1n) / pieces));
}

/** The limits of an offer as ours can be; null when nothing could be ordered. */
export function limitsOf({
  min,
  max,
}: Pick<Offer, 'min' | 'max'>): { min: number; max: number } | null {
  const least = Math.max(1, Number(min));
  const most = Math.min(Number(max), LARGEST_QUANTITY);
  return least <= most ? { min: least, max: most } : null;
}

/** The first of the quantities that tell, at which an order costs more than it brings. */
export function lossAt(
  sold: Sold,
  rate: Rate,
  terms: { costRate: Rate | null; costBasis: CostBasis },
): number | undefined {
  return tellingQuantities(sold).find((quantity) => {
    const cost = costOf(terms, quantity);
    return cost !== null && rate * BigInt(quantity) < cost;
  });
}

/** The same for those who buy at a discount. */
export const lossOfTierAt = (
  sold: Sold,
  rate: Rate,
  terms: { costRate: Rate | null; costBasis: CostBasis },
  discountBp: BasisPoints,
): number | undefined => lossAt(sold, discountRate(rate, [discountBp]), terms);

/** Charges and costs are straight lines, so what holds at both ends holds between them. */
function tellingQuantities({ type, min, max }: Sold): number[] {
  if (QUANTITY_FROM[type] === 'min') return [min];
  return [min, Math.min(Math.max(TYPICAL_QUANTITY, min), max), max];
}

const atMost = (most: Rate, rate: Rate): Rate => (rate > most ? most : rate);
