import type { ServiceType } from '#catalog/index.ts';
import type { AppError } from '#lib/errors.ts';
import type { Fields } from '#lib/params/fields.ts';
import { formReader, paramsReader } from '#lib/params/read-params.ts';
import { ORDER_PARAMS } from './order-fields.ts';
import type { OrderParams } from './order-params.ts';

type Schema = (typeof ORDER_PARAMS)[ServiceType];
export type OrderForm = { params: OrderParams; faults: AppError[] };

const byType = <Reader>(make: (schema: Schema) => Reader) =>
  Object.fromEntries(
    Object.entries(ORDER_PARAMS).map(([type, schema]) => [type, make(schema)]),
  ) as Record<ServiceType, Reader>;

const readers = byType<(fields: Fields) => OrderParams>(paramsReader);
const forms = byType<(fields: Fields) => OrderForm>(formReader);

/**
 * Reads what an order of this type takes from fields as they were sent. Refuses the first one with
 * `missing_parameter`, else `invalid_parameter`.
 */
export const readOrderParams = (type: ServiceType, fields: Fields): OrderParams =>
  readers[type](fields);

/** What a form has so far, and everything for which `readOrderParams` would refuse it. */
export const readOrderForm = (type: ServiceType, fields: Fields): OrderForm => forms[type](fields);
