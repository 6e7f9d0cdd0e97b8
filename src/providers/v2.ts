import { panelAdapter } from './panel-adapter.ts';
import { errorOf, idOf, isFields } from './panel-answers.ts';
import type { AddOutcome, Reply } from './provider.ts';
import { classifyError } from './v2-errors.ts';

/** The de-facto panel protocol: an `add` that is sent again may be a second order. */
export const v2 = panelAdapter({
  repeatsSafely: false,
  extras: () => ({}),
  addOutcome,
  passes: (_, error) => error !== undefined && classifyError(error) === 'later',
});

/** The table of reliability.md 5.2: what is not certain is unknown. */
export function addOutcome(reply: Reply): AddOutcome {
  if (reply.kind === 'never_sent') return reply;
  if (reply.kind === 'unknown') {
    return { kind: 'unknown', error: reply.error, answer: reply.text };
  }
  const { body, status, text: answer, retryAfterMs } = reply;
  const error = errorOf(body);
  const id = isFields(body) ? idOf(body['order']) : undefined;
  if (error !== undefined && id !== undefined) {
    return { kind: 'unknown', error: `both an order and an error: ${error}`, answer };
  }
  if (status === 429 && id === undefined) {
    return { kind: 'later', error: error ?? 'HTTP 429', answer, retryAfterMs };
  }
  if (error !== undefined) {
    const refusal = classifyError(error);
    if (refusal === 'later') return { kind: 'later', error, answer, retryAfterMs };
    return { kind: refusal === 'order' ? 'refused' : 'unclassified', error, answer };
  }
  if (status >= 200 && status < 300 && id !== undefined) {
    return { kind: 'accepted', providerOrderId: id, answer };
  }
  return { kind: 'unknown', error: `HTTP ${status} without an order`, answer };
}
