import type { Service } from '#catalog/index.ts';
import { asRate } from '#lib/money.ts';
import { buildShelf } from '#storefront/build-shelf.ts';
import type { Shelf } from '#storefront/shelf.ts';

/** A service as the catalogue has them in memory, for what needs no database. */
export const asService = (given: Partial<Service> | Record<string, unknown> = {}): Service => ({
  id: 1,
  name: 'A service',
  type: 'Default',
  category: 'A category',
  platform: 'A platform',
  rate: asRate(1_000_000n),
  min: 10,
  max: 10_000,
  refill: false,
  cancel: false,
  dripfeed: false,
  guaranteeDays: null,
  refillCap: 3,
  delivery: 'paid_ads',
  deliveryNote: null,
  description: '',
  linkGuard: false,
  active: true,
  heldReason: null,
  averageMinutes: null,
  routes: [],
  providerId: null,
  ...given,
});

/** A shelf of these, numbered from 1 where they have no numbers of their own. */
export function shelfWith(given: readonly Partial<Service>[], before?: Shelf): Shelf {
  const list = given.map((one, index) => asService({ id: index + 1, ...one }));
  return buildShelf(
    {
      version: JSON.stringify(list, (_, value) => (typeof value === 'bigint' ? `${value}` : value)),
      list,
      services: new Map(list.map((service) => [service.id, service])),
    },
    before,
  );
}
