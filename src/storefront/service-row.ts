import type { DeliveryMethod, Service, ServiceType } from '#catalog/index.ts';
import type { Rate } from '#lib/money.ts';
import { priceFor, type PriceList } from './price-list.ts';
import type { Offer } from './shelf.ts';

/** A service as lists show it. */
export type ServiceRow = Readonly<Record<Offer, boolean>> & {
  readonly id: number;
  readonly name: string;
  readonly platform: string;
  readonly category: string;
  readonly type: ServiceType;
  /** What the visitor pays per 1000. */
  readonly rate: Rate;
  readonly min: number;
  readonly max: number;
  readonly guaranteeDays: number | null;
  readonly delivery: DeliveryMethod;
  /** Median minutes from order to completion; null until measured. */
  readonly averageMinutes: number | null;
};

export const rowOf = (service: Service, list: PriceList): ServiceRow => ({
  id: service.id,
  name: service.name,
  platform: service.platform,
  category: service.category,
  type: service.type,
  rate: priceFor(list, service).rate,
  min: service.min,
  max: service.max,
  refill: service.refill,
  cancel: service.cancel,
  dripfeed: service.dripfeed,
  guaranteeDays: service.guaranteeDays,
  delivery: service.delivery,
  averageMinutes: service.averageMinutes,
});
