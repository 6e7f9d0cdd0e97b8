import { DELIVERY_WORDS, type Service } from '#catalog/index.ts';
import { AppError } from '#lib/errors.ts';
import { formatRate, type Rate } from '#lib/money.ts';
import { answer, type Dialect, type Item } from './dialect.ts';

const said = (error: AppError) => error.message;
const missing = (error: AppError) => `Missing required parameter: ${error.parameter ?? ''}`;

function invalid({ parameter, message }: AppError): string {
  return `Invalid parameter: ${parameter === undefined ? message : `${parameter} (${message})`}`;
}

/** The default: true status codes, prefixed ids, sentences that say what would be right. */
export const notpanel: Dialect = {
  name: 'notpanel',
  takesGet: false,
  needsRequestId: true,
  guessAction: () => undefined,
  errors: {
    missing_parameter: answer(400, missing),
    invalid_parameter: answer(400, invalid),
    malformed_request: answer(400, said),
    invalid_key: answer(400, 'Invalid API key'),
    invalid_action: answer(400, 'Invalid action'),
    service_not_found: answer(400, 'Service not found'),
    invalid_link: answer(400, invalid),
    link_active: answer(400, 'An order for this link is still active'),
    quantity_too_small: answer(400, invalid),
    quantity_too_large: answer(400, invalid),
    comments_missing: answer(400, missing),
    invalid_coupon: answer(400, ({ message }) => `Invalid parameter: coupon (${message})`),
    insufficient_balance: answer(400, 'Insufficient balance'),
    order_not_found: answer(400, 'Order not found'),
    refill_not_found: answer(400, 'Refill not found'),
    webhook_not_found: answer(400, 'Webhook not found'),
    refill_refused: answer(400, said),
    cancel_refused: answer(400, said),
    request_id_conflict: answer(400, 'This request_id belongs to a different request'),
    scope_missing: answer(403, said),
    ip_not_allowed: answer(403, said),
    spend_cap_reached: answer(403, said),
    account_suspended: answer(403, 'Account suspended'),
    rate_limited: answer(429, 'Rate limit exceeded'),
    not_found: answer(400, said),
    conflict: answer(400, said),
    invalid_setting: answer(500, 'Internal server error'),
    invalid_signature: answer(400, said),
    internal: answer(500, 'Internal server error'),
    unavailable: answer(503, 'Service unavailable'),
  },
  orderId: (id) => `ord_${id}`,
  webhookId: (id) => `wh_${id}`,
  word: (status) => status,
  service: (service, price) => ({ service: service.id, ...offer(service, price.rate) }),
  refill: (refillId) => ({ refill: refillText(refillId) }),
  refillItem: (item) => ({ order: orderOf(item), ...outcome(item, 'refill', refillText) }),
  refillStatusItem: (item) => ({
    refill: item.asked.id ? refillText(item.asked.id) : item.asked.text,
    ...outcome(item, 'status', (status) => status),
  }),
  cancel({ result }) {
    if (result instanceof AppError) throw result;
    return { cancel: notpanel.orderId(result) };
  },
  cancelItem: (item) => ({ order: orderOf(item), ...outcome(item, 'cancel', notpanel.orderId) }),
};

/** What both dialects say of a service; prices per 1000. */
export function offer(service: Service, rate: Rate) {
  const { name, type, category, min, max, refill, cancel, dripfeed, description } = service;
  return {
    name,
    type,
    category,
    rate: formatRate(rate),
    min: String(min),
    max: String(max),
    refill,
    cancel,
    dripfeed,
    description,
    average_time: service.averageMinutes,
    delivery: deliveryOf(service),
  };
}

const deliveryOf = ({ delivery, deliveryNote }: Service): string =>
  delivery === 'other' ? (deliveryNote ?? DELIVERY_WORDS.other) : DELIVERY_WORDS[delivery];

const refillText = (id: number) => `ref_${id}`;

const orderOf = ({ asked }: Item<unknown>) => (asked.id ? notpanel.orderId(asked.id) : asked.text);

function outcome<Result>(
  { result }: Item<Result>,
  name: string,
  shown: (result: Result) => string | number,
): object {
  return result instanceof AppError
    ? { error: notpanel.errors[result.code].text(result) }
    : { [name]: shown(result) };
}
