import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import type { EndpointRef } from '#webhooks/index.ts';
import { id } from '#lib/params/field-kinds.ts';
import { paramsReader } from '#lib/params/read-params.ts';
import type { ActionCall } from './action.ts';

/** How `webhook.remove` and `webhook.test` are told which one is meant. */
export const whichWebhook = z.object({ webhook: id('One webhook.', 'wh_') });

const read = paramsReader(whichWebhook);

/** One of the caller's account; whether it exists is found out by the verb. */
export function webhookOf({ fields, holder }: ActionCall): Required<EndpointRef> {
  const { webhook } = read(fields);
  if (!webhook.id) throw new AppError('webhook_not_found', 'Webhook not found');
  return { endpointId: webhook.id, accountId: holder.accountId };
}
