import { z } from 'zod';
import { removeEndpoint } from '#webhooks/index.ts';
import { webhookId } from '../answers.ts';
import { ok } from '../reply.ts';
import type { Action } from './action.ts';
import { webhookOf, whichWebhook } from './which-webhook.ts';

export const webhookRemove: Action = {
  name: 'webhook.remove',
  scope: 'webhook',
  summary: 'Ends a webhook; nothing more is sent there.',
  params: whichWebhook,
  returns: z.object({ webhook: webhookId, removed: z.literal(true) }),
  async run(call) {
    const { app, dialect } = call;
    const endpoint = webhookOf(call);
    await app.transact((tx) => removeEndpoint(tx, endpoint, new Date(app.clock.now())));
    return ok({ webhook: dialect.webhookId(endpoint.endpointId), removed: true });
  },
};
