import type { Catalog, Service } from '#catalog/index.ts';
import { AppError } from '#lib/errors.ts';
import { chargeFor, type Money } from '#lib/money.ts';
import { parseId } from '#lib/params/ids.ts';
import {
  draftOrder,
  preparePlacement,
  readOrderParams,
  requestHash,
  type Buyer,
  type OrderDraft,
  type Placement,
} from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import { requestIdOf } from './mass-batch.ts';
import type { LineFault, MassLine } from './mass-line.ts';

export type PreparedLine =
  | { service: Service; placement: Placement; draft: OrderDraft; charge: Money }
  | { service: Service | null; fault: LineFault };

export type LineBuyer = { buyer: Buyer; batchId: string; services: Catalog['services'] };

/** The order that a line stands for, with its id and its exact charge, or what speaks against it. */
export async function prepareLine(
  app: App,
  { buyer, batchId, services }: LineBuyer,
  { number, fields }: Pick<MassLine, 'number' | 'fields'>,
): Promise<PreparedLine> {
  const service = serviceOf(services, fields);
  const sent = new Map(Object.entries(fields));
  const placement = await preparePlacement(app, {
    buyer,
    requestId: requestIdOf(batchId, number),
    requestHash: requestHash(sent),
    repeatWindowS: 0,
    draft: draftOf(service, sent),
  });
  const { draft, price } = placement;
  if (draft instanceof AppError) return { service, fault: faultOf(draft, service) };
  if (!service || !price) throw new AppError('internal', 'a draft has a service and a price');
  return { service, placement, draft, charge: chargeFor(price.rate, draft.quantity) };
}

/** The service that a line names, on sale or not. */
export const serviceOf = (
  services: Catalog['services'],
  fields: MassLine['fields'],
): Service | null => services.get(parseId(fields['service'] ?? '', '') ?? 0) ?? null;

function draftOf(service: Service | null, sent: Map<string, string>): OrderDraft | AppError {
  if (!service) {
    return new AppError('service_not_found', 'Service not found', { parameter: 'service' });
  }
  try {
    return draftOrder(service, readOrderParams(service.type, sent));
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/** A refusal as data; the limit that was passed is named with it. */
export function faultOf({ code, parameter }: AppError, service: Service | null): LineFault {
  const number =
    code === 'quantity_too_small'
      ? service?.min
      : code === 'quantity_too_large'
        ? service?.max
        : undefined;
  return {
    code,
    ...(parameter !== undefined && { parameter }),
    ...(number !== undefined && { number }),
  };
}
