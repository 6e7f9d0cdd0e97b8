import { listTiers, type Tier } from '#accounts/index.ts';
import { catalog, isOnSale, QUANTITY_FROM, type Service } from '#catalog/index.ts';
import { AppError } from '#lib/errors.ts';
import { chargeFor, type Money, type Rate } from '#lib/money.ts';
import type { App } from '#platform/app.ts';
import { priceOf, type Price } from '#pricing/index.ts';

export type QuoteWanted = { serviceId: number; quantity: number; tier?: string };

/** What an order would cost, and why. */
export type Quote = {
  service: Service;
  tier: Tier | null;
  /** Of a package: its own size, whatever was asked. */
  quantity: number;
  price: Price;
  rate: Rate;
  charge: Money;
  /** The charge without the tier's discount. */
  base: Money;
};

/**
 * The charge that `add` would make for a caller of this tier without rates of their own. Refuses
 * `service_not_found`, `quantity_too_small`, `quantity_too_large`, `not_found` for a tier.
 */
export async function quote(app: App, wanted: QuoteWanted): Promise<Quote> {
  const service = (await catalog(app)).services.get(wanted.serviceId);
  if (!service || !isOnSale(service)) {
    throw new AppError('service_not_found', 'Service not found', { parameter: 'service' });
  }
  const tier = await tierOf(app, wanted.tier);
  const quantity = quantityOf(service, wanted.quantity);
  const price = priceOf(service, undefined, tier?.discountBp ?? 0);
  return {
    ...{ service, tier, quantity, price, rate: price.rate },
    charge: chargeFor(price.rate, quantity),
    base: chargeFor(service.rate, quantity),
  };
}

async function tierOf(app: App, name: string | undefined): Promise<Tier | null> {
  const tiers = await listTiers(app.db);
  if (name === undefined || name === '') return tiers[0] ?? null;
  const found = tiers.find((tier) => tier.name === name);
  if (!found) throw new AppError('not_found', 'there is no such tier', { parameter: 'tier' });
  return found;
}

function quantityOf({ type, min, max }: Service, asked: number): number {
  if (QUANTITY_FROM[type] === 'min') return min;
  if (!Number.isInteger(asked) || asked < min) {
    throw new AppError('quantity_too_small', `at least ${min}`, { parameter: 'quantity' });
  }
  if (asked > max) {
    throw new AppError('quantity_too_large', `at most ${max}`, { parameter: 'quantity' });
  }
  return asked;
}
