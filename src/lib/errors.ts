/** Every refusal and failure the product knows. Transports hold one total table from code to answer. */
export type ErrorCode =
  | 'missing_parameter'
  | 'invalid_parameter'
  | 'malformed_request'
  | 'invalid_key'
  | 'invalid_action'
  | 'service_not_found'
  | 'invalid_link'
  | 'link_active'
  | 'quantity_too_small'
  | 'quantity_too_large'
  | 'comments_missing'
  | 'invalid_coupon'
  | 'insufficient_balance'
  | 'order_not_found'
  | 'refill_not_found'
  | 'webhook_not_found'
  | 'refill_refused'
  | 'cancel_refused'
  | 'request_id_conflict'
  | 'scope_missing'
  | 'ip_not_allowed'
  | 'spend_cap_reached'
  | 'account_suspended'
  | 'rate_limited'
  | 'not_found'
  | 'conflict'
  | 'invalid_setting'
  | 'invalid_signature'
  | 'internal'
  | 'unavailable';

export type ErrorOptions = { parameter?: string; cause?: unknown };

/** The one error class. `message` is written for the caller and never holds a secret. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly parameter: string | undefined;

  constructor(code: ErrorCode, message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.parameter = options.parameter;
    // Refusals are answers, not faults: a stack would cost more than the request itself.
    if (code !== 'internal') this.stack = `AppError: ${message}`;
  }
}

/** By its name too: the pages' bundle has a copy of this class beside the domains' own. */
export const isAppError = (error: unknown): error is AppError =>
  error instanceof AppError || (error instanceof Error && error.name === 'AppError');

/** Marks a switch as total: a new member of the union stops compiling here. */
export function unreachable(value: never): never {
  throw new AppError('internal', `unexpected value ${String(value)}`);
}
