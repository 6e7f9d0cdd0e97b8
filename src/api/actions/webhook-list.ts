import { z } from 'zod';
import { EVENTS, listEndpoints } from '#webhooks/index.ts';
import { webhookId } from '../answers.ts';
import { ok } from '../reply.ts';
import type { Action } from './action.ts';

export const webhookList: Action = {
  name: 'webhook.list',
  scope: 'webhook',
  summary: "The account's webhooks, and whether messages arrive there.",
  params: z.object({}),
  returns: z.array(
    z.object({
      webhook: webhookId,
      url: z.string(),
      events: z.array(z.enum(EVENTS)),
      status: z.enum(['active', 'failing', 'disabled']),
      reason: z.string().nullable().meta({ description: 'Why it is disabled.' }),
    }),
  ),
  async run({ app, holder, dialect }) {
    const endpoints = await listEndpoints(app.db, { accountId: holder.accountId });
    return ok(
      endpoints.map(({ id, url, events, state, disabledReason }) => ({
        webhook: dialect.webhookId(id),
        ...{ url, events, status: state, reason: disabledReason },
      })),
    );
  },
};
