import { z } from 'zod';
import { addEndpoint } from '#webhooks/index.ts';
import { webhookId } from '../answers.ts';
import { line, names } from '#lib/params/field-kinds.ts';
import { paramsReader } from '#lib/params/read-params.ts';
import { ok } from '../reply.ts';
import type { Action } from './action.ts';

const LONGEST_URL = 2_048; // reliability.md 6.4

const params = z.object({
  url: line(
    'Where messages are posted; https, and an address that everybody reaches.',
    LONGEST_URL,
  ),
  events: names('What it is told of, with commas between them; without it, everything.', [
    'order.completed,order.partial,order.canceled',
  ]).optional(),
});

const read = paramsReader(params);

export const webhookAdd: Action = {
  name: 'webhook.add',
  scope: 'webhook',
  summary: 'Has your server told of what happens. The secret that signs it is shown this once.',
  params,
  returns: z.object({ webhook: webhookId, secret: z.string().startsWith('whsec_') }),
  async run({ app, holder, dialect, fields }) {
    const { url, events } = read(fields);
    const { accountId, spendKeyId: keyId } = holder;
    const added = await addEndpoint(app, { accountId, keyId, url, ...(events && { events }) });
    return ok({ webhook: dialect.webhookId(added.id), secret: added.secret });
  },
};
