import { AppError, type ErrorCode } from '#lib/errors.ts';

/** Codes that no action answers: an operator's commands and gateways are refused with them. */
type NeverAnswered = 'not_found' | 'invalid_setting' | 'invalid_signature';

export type AnsweredCode = Exclude<ErrorCode, NeverAnswered>;

/** One refusal as a caller may meet it: what the dialects make their text of. */
export type ErrorText = { readonly message: string; readonly parameter?: string };

const of = (parameter: string, ...messages: string[]): ErrorText[] =>
  messages.map((message) => ({ message, parameter }));
const bare = (...messages: string[]): ErrorText[] => messages.map((message) => ({ message }));

/**
 * Every refusal there is, by code and in the order of the documentation, with figures that stand
 * for the service's or the account's own. A test has the server answer each of them.
 */
export const ERROR_TEXTS: Record<AnsweredCode, readonly ErrorText[]> = {
  missing_parameter: of('service', 'Missing required parameter: service'),
  invalid_parameter: [
    ...of('quantity', 'a whole number', 'the charge is too large'),
    ...of('service', 'a number such as 23501'),
    ...of('order', 'an id such as 23501 or ord_23501'),
    ...of('orders', '1 to 100 ids with commas between them'),
    ...of('refill', 'an id such as 23501 or ref_23501'),
    ...of('link', 'one line of at most 1000 characters'),
    ...of('comments', 'lines of text'),
    ...of('runs', 'a whole number from 0 to 1000', 'this service takes no runs and no interval'),
    ...of('interval', 'a whole number from 0 to 10080'),
    ...of('min', 'a number from 10 to 10000'),
    ...of('expiry', 'a day as d/m/Y', 'a day that is not over'),
    ...of('request_id', '1 to 128 characters without control characters'),
    ...of('url', 'use an https address such as https://shop.example/webhooks'),
    ...of('url', 'use an https address', 'use an address without a password'),
    ...of('url', 'use port 443, 80, or one from 1024', 'the address is not public'),
    ...of('url', 'the host name has no address', 'the operator has closed this address'),
    ...of('events', 'names with commas between them'),
  ],
  malformed_request: bare(
    'The body is not valid JSON',
    'The JSON body must be an object',
    'The JSON body nests deeper than 32',
    'The body must be application/x-www-form-urlencoded, multipart/form-data or application/json',
    'The form is not percent-encoded UTF-8',
    'The body is not UTF-8',
    'The body must be UTF-8',
    'The body must not be compressed',
    'The body is larger than 262144 bytes',
    'The query is longer than 8192 characters',
    'The request has more than 256 fields',
    'The request has more than one request_id',
    'The multipart body names no boundary',
    'The multipart body is broken',
    'Files are not taken',
    'GET is not taken: use POST',
    'PUT is not taken: use POST',
    'The Host is missing',
  ),
  invalid_key: bare('Invalid API key'),
  invalid_action: bare('Invalid action'),
  service_not_found: of('service', 'Service not found'),
  invalid_link: of('link', 'an http or https address of at most 1000 characters'),
  link_active: bare('An order for this link is still active'),
  quantity_too_small: of('quantity', 'at least 10'),
  quantity_too_large: of('quantity', 'at most 10000', 'fewer runs, or less in each'),
  comments_missing: of('comments', 'Missing required parameter: comments'),
  invalid_coupon: of(
    'coupon',
    'the coupon is not known',
    'the coupon is not valid yet',
    'the coupon has expired',
    'the coupon is not for this service',
    'the coupon is for orders of at least 5.00',
    'the coupon is used up',
    'the coupon is used up for this account',
    'a coupon of a fixed amount is not for subscriptions',
    'a coupon with a minimum charge is not for subscriptions',
  ),
  insufficient_balance: bare('Insufficient balance'),
  order_not_found: of('order', 'Order not found'),
  refill_not_found: of('refill', 'Refill not found'),
  webhook_not_found: bare('Webhook not found'),
  refill_refused: of(
    'order',
    'This service has no refill',
    'Only a completed or partial order can be refilled',
    'The guarantee of 30 days is over',
    'This order was refilled 3 times already',
    'Ask for refills of the runs of this order',
    'Ask for refills of the posts of this order',
  ),
  cancel_refused: bare('The order is already completed', 'The order is already partial'),
  request_id_conflict: bare('This request_id belongs to a different request'),
  conflict: bare(
    'A webhook with this address is there already',
    'A key has at most 5 webhooks: remove one first',
    'An account has at most 10 webhooks: remove one first',
  ),
  scope_missing: bare('This key may not add: it lacks the scope order'),
  ip_not_allowed: bare('This key may not be used from 203.0.113.7'),
  spend_cap_reached: bare(
    'The spend cap of this key is reached for today',
    'The spend limit of this account is reached for today',
    'The spend limit of this account is reached for this month',
  ),
  account_suspended: bare('Account suspended'),
  rate_limited: bare('Rate limit exceeded'),
  internal: bare('Internal server error'),
  unavailable: bare('Service unavailable'),
};

/**
 * What is refused before a key is known: in the words of the `notpanel` dialect, whichever the key
 * would speak.
 */
export const ANSWERED_BEFORE_KEY: ReadonlySet<AnsweredCode> = new Set([
  'malformed_request',
  'invalid_key',
]);

export const ANSWERED_CODES = Object.keys(ERROR_TEXTS) as AnsweredCode[];

export const errorOf = (code: AnsweredCode, { message, parameter }: ErrorText): AppError =>
  new AppError(code, message, parameter === undefined ? {} : { parameter });
