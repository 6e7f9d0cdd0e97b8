import type { Json } from '#platform/db/schema.ts';
import { ORDER_PARAMS } from '#orders/index.ts';

/** An order to be placed again and again, without its coupon. */
export type OrderTemplate = {
  id: number;
  name: string;
  serviceId: number;
  /** By the names of the API, as they were typed. */
  fields: Readonly<Record<string, string>>;
};

const NAMES = new Set(
  Object.values(ORDER_PARAMS)
    .flatMap(({ shape }) => Object.keys(shape))
    .filter((name) => name !== 'coupon'),
);

/** Only what an order has, and of that only what was filled in. */
export const templateFields = (given: Iterable<readonly [string, unknown]>) =>
  Object.fromEntries(
    [...given].flatMap(([name, value]) =>
      NAMES.has(name) && typeof value === 'string' && value.trim() !== '' ? [[name, value]] : [],
    ),
  ) as Record<string, string>;

export const templateOf = (row: {
  id: number;
  name: string;
  service_id: number;
  fields: Json;
}): OrderTemplate => ({
  id: row.id,
  name: row.name,
  serviceId: row.service_id,
  fields: templateFields(Object.entries(Object(row.fields) as Record<string, unknown>)),
});
