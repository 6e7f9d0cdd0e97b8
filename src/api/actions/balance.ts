import { z } from 'zod';
import { readBalance } from '#ledger/index.ts';
import { formatMoney } from '#lib/money.ts';
import { decimal } from '../answers.ts';
import { ok } from '../reply.ts';
import type { Action } from './action.ts';

export const balance: Action = {
  name: 'balance',
  scope: 'read',
  summary: 'What the wallet holds, exactly, with at least two decimals.',
  params: z.object({}),
  returns: z.object({ balance: decimal, currency: z.string() }),
  async run({ app, holder }) {
    const amount = await readBalance(app, holder.accountId);
    return ok({ balance: formatMoney(amount), currency: app.currency });
  },
};
