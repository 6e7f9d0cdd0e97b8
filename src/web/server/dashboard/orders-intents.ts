import { isAppError, type ErrorCode } from '#lib/errors.ts';
import { cancelOrder, removeOrderView, saveOrderView } from '#orders/index.ts';
import { requestRefill } from '#refills/index.ts';
import { fieldOf } from '../account-form.ts';
import type { Intents, Outcome, Sent } from './act.ts';
import { viewQuery } from './orders-query.ts';

/** What became of each order of a selection. */
export type BulkResult = { id: number; outcome: BulkOutcome };
export type BulkOutcome = 'done' | 'refused' | 'not_found';
export type BulkAct = 'refill' | 'cancel' | 'copy';
export type OrdersShown = {
  bulk: { act: BulkAct; results: BulkResult[] } | null;
  viewFault: 'name' | 'tooMany' | null;
};

const MOST = 100; // a page shows fifty

/** Does one thing to each order that was ticked, and keeps or forgets searches. */
export const ORDERS_INTENTS = {
  refill: (sent) => each(sent, 'refill', requestRefill),
  cancel: (sent) => each(sent, 'cancel', cancelOrder),
  copy: ({ form }) =>
    shown(
      'copy',
      idsOf(form).map((id) => ({ id, outcome: 'done' as const })),
    ),
  'save-view': async ({ page, visitor, form }) => {
    const query = viewQuery(fieldOf(form, 'query'));
    const view = { accountId: visitor.accountId, name: fieldOf(form, 'name'), query };
    try {
      await saveOrderView(page.app, view);
    } catch (error) {
      const viewFault = isAppError(error) ? VIEW_FAULTS[error.code] : undefined;
      if (!viewFault) throw error;
      return { show: { bulk: null, viewFault } };
    }
    return { to: `/dashboard/orders?${query}&done=saved` };
  },
  'remove-view': async ({ page, visitor, form }) => {
    await removeOrderView(page.app, visitor.accountId, Number(fieldOf(form, 'view')) || 0);
    return { to: '/dashboard/orders?done=removed' };
  },
} satisfies Intents;

const VIEW_FAULTS: Partial<Record<ErrorCode, 'name' | 'tooMany'>> = {
  invalid_parameter: 'name',
  conflict: 'tooMany',
};

type Act = (app: Sent['page']['app'], accountId: number, orderId: number) => Promise<unknown>;

/** One after the other: a hundred at once would hold up who places orders at the same wallet. */
async function each({ page, visitor, form }: Sent, name: BulkAct, act: Act): Promise<Shows> {
  const results: BulkResult[] = [];
  for (const id of idsOf(form)) {
    const outcome = await act(page.app, visitor.accountId, id).then(
      (): BulkOutcome => 'done',
      refusalOf,
    );
    results.push({ id, outcome });
  }
  return shown(name, results);
}

function refusalOf(error: unknown): BulkOutcome {
  const code = isAppError(error) ? error.code : undefined;
  if (code === 'order_not_found') return 'not_found';
  if (code === 'refill_refused' || code === 'cancel_refused') return 'refused';
  throw error;
}

type Shows = Extract<Outcome, { show: object }> & { show: OrdersShown };

const shown = (act: BulkAct, results: BulkResult[]): Promise<Shows> =>
  Promise.resolve({ show: { bulk: { act, results }, viewFault: null }, status: 200 });

function idsOf(form: FormData): number[] {
  const ids = form.getAll('id').map((one) => (typeof one === 'string' ? Number(one) : 0));
  const known = ids.filter((id) => Number.isInteger(id) && id > 0 && id < 2 ** 31);
  return [...new Set(known)].slice(0, MOST);
}
