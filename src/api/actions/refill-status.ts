import { z } from 'zod';
import { AppError } from '#lib/errors.ts';
import { readRefills } from '#refills/index.ts';
import { failure, orderId } from '../answers.ts';
import { id, ids } from '#lib/params/field-kinds.ts';
import { missingParameter, paramsReader } from '#lib/params/read-params.ts';
import { ok } from '../reply.ts';
import type { Action } from './action.ts';

const params = z.object({
  refill: id('One refill.', 'ref_').optional(),
  refills: ids(
    'Up to 100 refills, with commas between them, in place of `refill`.',
    'ref_',
  ).optional(),
});
const row = z.union([
  z.object({ refill: orderId, status: z.union([z.string(), failure]) }),
  z.object({ refill: orderId, error: z.string() }),
]);

const read = paramsReader(params);

export const refillStatus: Action = {
  name: 'refill_status',
  scope: 'read',
  summary: 'Where one refill stands, or up to 100 of them.',
  params,
  returns: z.union([z.object({ status: z.string() }), z.array(row)]),
  async run({ app, holder, dialect, fields }) {
    const { refill, refills } = read(fields);
    const asked = refills ?? (refill && [refill]);
    if (!asked) throw missingParameter('refill');
    const views = await readRefills(
      app.db,
      holder.accountId,
      asked.map((one) => one.id ?? 0),
    );
    if (refills) {
      const items = asked.map((one, index) => ({
        asked: one,
        result: views[index]?.status ?? refillNotFound(),
      }));
      return ok(items.map(dialect.refillStatusItem));
    }
    const [view] = views;
    if (!view) throw refillNotFound();
    return ok({ status: dialect.word(view.status) });
  },
};

const refillNotFound = () =>
  new AppError('refill_not_found', 'Refill not found', { parameter: 'refill' });
