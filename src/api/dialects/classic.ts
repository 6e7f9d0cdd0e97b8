import { QUANTITY_FROM } from '#catalog/index.ts';
import { AppError } from '#lib/errors.ts';
import { chargeFor, formatMoney } from '#lib/money.ts';
import { answer, type Dialect, type Item, type StatusWord } from './dialect.ts';
import { offer } from './notpanel.ts';

const WORDS: Record<StatusWord, string> = {
  pending: 'Pending',
  processing: 'Processing',
  in_progress: 'In progress',
  completed: 'Completed',
  partial: 'Partial',
  canceled: 'Canceled',
  active: 'Active',
  paused: 'Paused',
  expired: 'Expired',
  rejected: 'Rejected',
};

/** Clients compare these texts literally (v2-protocol.md 5). */
const OF_PARAMETER: Record<string, string> = {
  service: 'error.incorrect_service_id',
  link: 'neworder.error.link',
  comments: 'neworder.error.comment',
  order: 'Incorrect order ID',
  refill: 'Refill not found',
};

const INCORRECT = 'Incorrect request';
const said = (error: AppError) => error.message;
const invalid = ({ parameter = '' }: AppError) => OF_PARAMETER[parameter] ?? INCORRECT;
const missing = ({ parameter }: AppError) =>
  parameter === 'comments' ? 'neworder.error.comment' : INCORRECT;

/** What existing clients of the field expect: HTTP 200, integers, their words and texts. */
export const classic: Dialect = {
  name: 'classic',
  takesGet: true,
  needsRequestId: false,
  guessAction(has) {
    if (has('order') || has('orders')) return 'refill';
    return has('refill') || has('refills') ? 'refill_status' : undefined;
  },
  errors: {
    missing_parameter: answer(200, missing),
    invalid_parameter: answer(200, invalid),
    malformed_request: answer(200, INCORRECT),
    invalid_key: answer(200, 'Invalid API key'),
    invalid_action: answer(200, INCORRECT),
    service_not_found: answer(200, 'error.incorrect_service_id'),
    invalid_link: answer(200, 'neworder.error.link'),
    link_active: answer(200, 'neworder.error.link_duplicate'),
    quantity_too_small: answer(200, 'neworder.error.min_quantity'),
    quantity_too_large: answer(200, 'neworder.error.max_quantity'),
    comments_missing: answer(200, 'neworder.error.comment'),
    invalid_coupon: answer(200, said),
    insufficient_balance: answer(200, 'neworder.error.not_enough_funds'),
    order_not_found: answer(200, 'Incorrect order ID'),
    refill_not_found: answer(200, 'Refill not found'),
    webhook_not_found: answer(200, 'Webhook not found'),
    refill_refused: answer(200, said),
    cancel_refused: answer(200, said),
    request_id_conflict: answer(200, 'This request_id belongs to a different request'),
    scope_missing: answer(200, said),
    ip_not_allowed: answer(200, said),
    spend_cap_reached: answer(200, said),
    account_suspended: answer(200, 'Account suspended'),
    rate_limited: answer(429, 'Rate limit exceeded'),
    not_found: answer(200, said),
    conflict: answer(200, said),
    invalid_setting: answer(500, 'Internal server error'),
    invalid_signature: answer(200, said),
    internal: answer(500, 'Internal server error'),
    unavailable: answer(503, 'Service unavailable'),
  },
  orderId: (id) => id,
  webhookId: (id) => id,
  word: (status) => WORDS[status],
  service(service, { rate }) {
    const shown = { service: String(service.id), ...offer(service, rate) };
    if (QUANTITY_FROM[service.type] !== 'min') return shown;
    return { ...shown, rate: formatMoney(chargeFor(rate, service.min)), min: '1', max: '1' };
  },
  refill: (refillId) => ({ refill: String(refillId) }),
  refillItem: (item) => ({ order: numberOf(item), refill: outcome(item, (refillId) => refillId) }),
  // Some panels put the error in the status, others beside it: clients read either.
  refillStatusItem: (item) => ({
    refill: numberOf(item),
    status: outcome(item, (status) => WORDS[status]),
    ...(item.result instanceof AppError && errorOf(item.result)),
  }),
  cancel: (item) => [classic.cancelItem(item)],
  cancelItem: (item) => ({ order: numberOf(item), cancel: outcome(item, () => 1) }),
};

const numberOf = ({ asked }: Item<unknown>): string | number => asked.id || asked.text;

const outcome = <Result>({ result }: Item<Result>, shown: (result: Result) => string | number) =>
  result instanceof AppError ? errorOf(result) : shown(result);

const errorOf = (error: AppError) => ({ error: classic.errors[error.code].text(error) });
