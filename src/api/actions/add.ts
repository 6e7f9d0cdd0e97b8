import { z } from 'zod';
import { catalog, catalogNow } from '#catalog/index.ts';
import { AppError, isAppError } from '#lib/errors.ts';
import type { Fields } from '#lib/params/fields.ts';
import { missingParameter, paramsReader } from '#lib/params/read-params.ts';
import {
  draftOrder,
  placeOrder,
  readOrderParams,
  requestHash,
  type OrderDraft,
} from '#orders/index.ts';
import type { App } from '#platform/app.ts';
import { orderId } from '../answers.ts';
import { ok } from '../reply.ts';
import type { Action } from './action.ts';
import { ADD_PARAMS } from './add-params.ts';

const REPLAYED = ['Idempotent-Replayed', 'true'];

const read = paramsReader(ADD_PARAMS);

export const add: Action = {
  name: 'add',
  scope: 'order',
  summary: 'Places an order. What it takes depends on the type of the service.',
  params: ADD_PARAMS,
  returns: z.object({ order: orderId }),
  async run({ app, holder, dialect, fields }) {
    const { service, requestId } = read(fields);
    if (requestId === undefined && dialect.needsRequestId) throw missingParameter('request_id');
    const { orderId, replayed } = await placeOrder(app, {
      buyer: {
        accountId: holder.accountId,
        keyId: holder.keyId,
        tierDiscountBp: holder.tier.discountBp,
        dailySpendCap: holder.dailySpendCap,
        spendKeyId: holder.spendKeyId,
      },
      requestId: requestId ?? null,
      requestHash: requestHash(fields),
      repeatWindowS: requestId === undefined ? holder.repeatWindowS : 0,
      draft: await draft(app, service.id as number, fields),
    });
    return ok({ order: dialect.orderId(orderId) }, replayed ? REPLAYED : undefined);
  },
};

/**
 * A refusal is handed on and not thrown: a repeat of an order that was placed is answered with
 * that order, whatever became of its service since.
 */
async function draft(app: App, serviceId: number, fields: Fields): Promise<OrderDraft | AppError> {
  const { services } = catalogNow(app) ?? (await catalog(app));
  const service = services.get(serviceId);
  if (!service) return new AppError('service_not_found', 'Service not found');
  try {
    return draftOrder(service, readOrderParams(service.type, fields));
  } catch (error) {
    if (isAppError(error)) return error;
    throw error;
  }
}
