import { panelAdapter } from './panel-adapter.ts';
import { errorOf, idOf, isFields } from './panel-answers.ts';
import type { AddOutcome, Reply } from './provider.ts';
import { addOutcome as v2Outcome } from './v2.ts';
import { classifyError } from './v2-errors.ts';

/**
 * Our own protocol: status codes are true, and the request id makes one order of all attempts, so
 * that what is unknown may be asked by sending it again.
 */
export const notpanel = panelAdapter({
  repeatsSafely: true,
  extras: ({ requestId }) => ({ request_id: requestId }),
  addOutcome,
  passes: (status, error) =>
    status === 403 || (error !== undefined && classifyError(error) === 'later'),
});

const OTHER_ORDER = /request_id/i;
const LATER = /still active$/i;

/** A 400 and a 403 with an error have placed nothing; a key of the classic dialect answers as v2. */
export function addOutcome(reply: Reply): AddOutcome {
  if (reply.kind !== 'json' || (reply.status !== 400 && reply.status !== 403)) {
    return v2Outcome(reply);
  }
  const { body, status, text: answer, retryAfterMs } = reply;
  const error = errorOf(body);
  if (error === undefined || (isFields(body) && idOf(body['order']) !== undefined)) {
    return { kind: 'unknown', error: error ?? `HTTP ${status} without a reason`, answer };
  }
  // Somebody's order has our id: perhaps this one, as it was before it changed.
  if (OTHER_ORDER.test(error)) return { kind: 'unclassified', error, answer };
  const passes = status === 403 || LATER.test(error) || classifyError(error) === 'later';
  return passes
    ? { kind: 'later', error, answer, retryAfterMs }
    : { kind: 'refused', error, answer };
}
