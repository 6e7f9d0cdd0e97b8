import type { Ending, FollowedOrder, Progress } from '#orders/index.ts';
import type { Refusal, ReportedStatus } from '#providers/index.ts';

/** What a provider's word means for an order: nothing new, progress or its ending. */
export type Reading = {
  progress: Progress | null;
  ending: Ending | null;
  odd: Odd | null;
};

/** Something that cannot be, left out of the books and shown to a person. */
export type Odd = { kind: 'word' | 'number' | 'jump' | 'error'; note: string };

const NOTHING: Reading = { progress: null, ending: null, odd: null };

/** Pure; unknown words, counts outside 0…quantity and steps back change nothing but are said. */
export function readReport(
  order: FollowedOrder,
  report: ReportedStatus | Refusal | undefined,
  source: string,
): Reading {
  if (report === undefined) return NOTHING;
  if ('error' in report) {
    return { ...NOTHING, odd: { kind: 'error', note: `the provider says: ${report.error}` } };
  }
  const { state } = report;
  const odd = oddityOf(order, report);
  const fits = fitting(report.remains, order.quantity);
  const remains = fits ? (report.remains as number | null) : null;
  const end = { orderId: order.id, startCount: risen(order, report), source };
  switch (state) {
    case 'completed':
      return { ...NOTHING, ending: { ...end, status: 'completed' }, odd };
    case 'canceled':
      return { ...NOTHING, ending: { ...end, status: 'canceled', remains }, odd };
    case 'partial': {
      if (remains !== null) {
        return { ...NOTHING, ending: { ...end, status: 'partial', remains }, odd };
      }
      const note = 'partial, but not what remains';
      return { ...NOTHING, odd: odd?.kind === 'number' ? odd : { kind: 'number', note } };
    }
    default:
      return { ...NOTHING, progress: progressOf(order, report, { remains, source }), odd };
  }
}

/** Null where nothing is new: most looks find an order as the last one left it. */
function progressOf(
  order: FollowedOrder,
  report: ReportedStatus,
  { remains, source }: { remains: number | null; source: string },
): Progress | null {
  const { state } = report;
  const delivers = state === 'processing' || state === 'in_progress';
  const startCount = risen(order, report);
  // Panels that do not know the count yet say none or "0".
  const started = delivers || (state === 'pending' && startCount !== null && startCount > 0n);
  const isNew =
    (state === 'in_progress' && order.status === 'processing') ||
    (startCount !== null && startCount !== order.startCount) ||
    (remains !== null && remains !== order.remains) ||
    (started && !order.started);
  if (!isNew) return null;
  return {
    orderId: order.id,
    status: delivers ? state : null,
    startCount,
    remains,
    started,
    source,
  };
}

function oddityOf(order: FollowedOrder, report: ReportedStatus): Odd | null {
  const { state, word, remains, startCount } = report;
  if (!fitting(remains, order.quantity)) {
    return { kind: 'number', note: `remains ${remains} of ${order.quantity}` };
  }
  if (startCount !== null && risen(order, report) === null) {
    return { kind: 'jump', note: `the start count ${startCount} after ${order.startCount}` };
  }
  if (state === 'pending' && order.started) {
    return { kind: 'jump', note: `${JSON.stringify(word)} after it was being delivered` };
  }
  if (state === 'unclear') return { kind: 'word', note: `the word ${JSON.stringify(word)}` };
  return null;
}

const fitting = (remains: ReportedStatus['remains'], quantity: number): boolean =>
  remains === null || (remains !== 'odd' && remains >= 0 && remains <= quantity);

/** A start count that falls is not the start's. */
const risen = (order: FollowedOrder, { startCount }: ReportedStatus): bigint | null =>
  startCount !== null && (order.startCount === null || startCount >= order.startCount)
    ? startCount
    : null;
