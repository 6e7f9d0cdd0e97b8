import type { ServiceMarks } from '#baskets/index.ts';
import { linkExample, QUANTITY_FROM, takesRuns, type Service } from '#catalog/index.ts';
import { orderInputs } from '#orders/index.ts';
import { priceOf } from '#pricing/index.ts';
import type { PriceList } from '#storefront/index.ts';

/** A service in the picker. */
export type PickRow = {
  id: number;
  name: string;
  platform: string;
  category: string;
  /** Micro-units per 1000, as the customer pays it. */
  rate: string;
  min: number;
  max: number;
  minutes: number | null;
  note: string | null;
  isFavourite: boolean;
};

export const pickRow = (service: Service, prices: PriceList, marks: ServiceMarks): PickRow => ({
  id: service.id,
  name: service.name,
  platform: service.platform,
  category: service.category,
  rate: String(priceOf(service, prices.own.get(service.id), prices.tierDiscountBp).rate),
  min: service.min,
  max: service.max,
  minutes: service.averageMinutes,
  note: marks.notes.get(service.id) ?? null,
  isFavourite: marks.favourites.includes(service.id),
});

/** A service that was chosen: what it is, what it promises, and what its form asks for. */
export type ServiceCard = PickRow & ReturnType<typeof factsOf>;

export const serviceCard = (
  service: Service,
  prices: PriceList,
  marks: ServiceMarks,
): ServiceCard => ({ ...pickRow(service, prices, marks), ...factsOf(service, marks) });

function factsOf(service: Service, marks: ServiceMarks) {
  const { type, refill, cancel, dripfeed, guaranteeDays, refillCap } = service;
  const takesDripFeed = dripfeed && takesRuns(type);
  return {
    ...{ type, refill, cancel, dripfeed, guaranteeDays, refillCap },
    delivery: service.delivery,
    deliveryNote: service.deliveryNote,
    description: service.description,
    linkGuard: service.linkGuard,
    linkExample: linkExample(service),
    quantityFrom: QUANTITY_FROM[type],
    inputs: orderInputs(type).filter(
      ({ name }) => takesDripFeed || (name !== 'runs' && name !== 'interval'),
    ),
    isHidden: marks.hidden.has(service.id),
  };
}
