import type { ServiceType } from '#catalog/index.ts';
import type { AppError } from '#lib/errors.ts';
import type { Fields } from '#lib/params/fields.ts';
import { faultsReader, paramsReader } from '#lib/params/read-params.ts';
import { ORDER_PARAMS } from './order-fields.ts';
import type { OrderParams } from './order-params.ts';

const byType = <Reader>(make: (schema: (typeof ORDER_PARAMS)[ServiceType]) => Reader) =>
  Object.fromEntries(
    Object.entries(ORDER_PARAMS).map(([type, schema]) => [type, make(schema)]),
  ) as Record<ServiceType, Reader>;

const readers = byType<(fields: Fields) => OrderParams>(paramsReader);
const faults = byType<(fields: Fields) => AppError[]>(faultsReader);

/**
 * Reads what an order of this type takes from fields as they were sent. Refuses the first one with
 * `missing_parameter`, else `invalid_parameter`.
 */
export const readOrderParams = (type: ServiceType, fields: Fields): OrderParams =>
  readers[type](fields);

/** Everything for which `readOrderParams` would refuse the fields, each with its parameter. */
export const orderParamFaults = (type: ServiceType, fields: Fields): AppError[] =>
  faults[type](fields);
