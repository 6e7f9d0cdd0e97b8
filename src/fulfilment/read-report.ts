import type { Ending, FollowedOrder, Progress } from '#orders/index.ts';
import type { Moment } from '#platform/app.ts';
import type { Refusal, ReportedStatus } from '#providers/index.ts';
import { nextLookAt } from './follow-interval.ts';

/** What a provider's word means for an order. */
export type Reading = {
  progress: Progress | null;
  ending: Ending | null;
  /** Something that cannot be, left out of the books and shown to a person. */
  odd: string | null;
};

/** Pure; unknown words and counts outside 0…quantity change nothing but are said. */
export function readReport(
  order: FollowedOrder,
  report: ReportedStatus | Refusal | undefined,
  { source, now, random }: Moment & { source: string },
): Reading {
  const orderId = order.id;
  const dueAt = nextLookAt(order.startedAt, { now, random });
  const nothing = { orderId, status: null, startCount: null, remains: null, dueAt, source };
  if (report === undefined) return { progress: nothing, ending: null, odd: null };
  if ('error' in report) {
    return { progress: nothing, ending: null, odd: `the provider says: ${report.error}` };
  }
  const { state, startCount, word } = report;
  const fits = fitting(report.remains, order.quantity);
  const remains = fits ? (report.remains as number | null) : null;
  const odd = fits ? null : `remains ${report.remains} of ${order.quantity}`;
  const progress = { ...nothing, startCount, remains };
  const end = { orderId, startCount, source };
  switch (state) {
    case 'completed':
      return { progress: null, ending: { ...end, status: 'completed' }, odd };
    case 'canceled':
      return { progress: null, ending: { ...end, status: 'canceled', remains }, odd };
    case 'partial':
      if (remains === null) {
        return { progress: nothing, ending: null, odd: odd ?? 'partial, but not what remains' };
      }
      return { progress: null, ending: { ...end, status: 'partial', remains }, odd };
    case 'processing':
    case 'in_progress':
      return { progress: { ...progress, status: state }, ending: null, odd };
    case 'pending':
      return { progress, ending: null, odd };
    case 'unclear':
      return { progress, ending: null, odd: odd ?? `the word ${JSON.stringify(word)}` };
  }
}

const fitting = (remains: ReportedStatus['remains'], quantity: number): boolean =>
  remains === null || (remains !== 'odd' && remains >= 0 && remains <= quantity);
