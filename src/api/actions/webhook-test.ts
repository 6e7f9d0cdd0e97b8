import { z } from 'zod';
import { testEndpoint } from '#webhooks/index.ts';
import { webhookId } from '../answers.ts';
import { ok } from '../reply.ts';
import type { Action } from './action.ts';
import { webhookOf, whichWebhook } from './which-webhook.ts';

export const webhookTest: Action = {
  name: 'webhook.test',
  scope: 'webhook',
  summary: 'Sends a signed message of the type `webhook.test`, once, also to a disabled webhook.',
  params: whichWebhook,
  returns: z.object({
    webhook: webhookId,
    message: z.string().meta({ description: 'The webhook-id that it will carry.' }),
  }),
  async run(call) {
    const { app, dialect } = call;
    const endpoint = webhookOf(call);
    const message = await app.transact((tx) =>
      testEndpoint(tx, endpoint, new Date(app.clock.now())),
    );
    return ok({ webhook: dialect.webhookId(endpoint.endpointId), message });
  },
};
