/** Where an error came from: the call, and what names it on either side. */
export type About = {
  action?: string;
  /** The `request_id` of an `add`: the same order, sent again with it, is placed at most once. */
  requestId?: string | undefined;
  /** The panel's `X-Request-Id`: quote it when you ask for help. */
  callId?: string | undefined;
  status?: number;
  retryAfter?: number | undefined;
  parameter?: string | undefined;
  cause?: unknown;
};

export class NotpanelError extends Error {
  action: string | undefined;
  requestId: string | undefined;
  readonly callId: string | undefined;

  constructor(message: string, about: About = {}) {
    super(message, about.cause === undefined ? undefined : { cause: about.cause });
    this.name = new.target.name;
    this.action = about.action;
    this.requestId = about.requestId;
    this.callId = about.callId;
  }
}

/** No answer came: what was asked for may have happened. */
export class NoAnswerError extends NotpanelError {}
export class TimedOutError extends NoAnswerError {}

/** Something answered, but not as a panel does: a proxy's page, or half of an answer. */
export class UnreadableAnswerError extends NotpanelError {
  readonly status: number;

  constructor(message: string, about: About = {}) {
    super(message, about);
    this.status = about.status ?? 0;
  }
}

/** The panel said no; `text` is what it said. */
export class ApiError extends NotpanelError {
  readonly status: number;
  readonly text: string;
  /** Which parameter is meant, where the text says so. */
  readonly parameter: string | undefined;
  /** Seconds. */
  readonly retryAfter: number | undefined;

  constructor(text: string, about: About = {}) {
    super(text, about);
    this.text = text;
    this.status = about.status ?? 0;
    this.parameter = about.parameter;
    this.retryAfter = about.retryAfter;
  }
}

export class InvalidRequestError extends ApiError {}
export class MissingParameterError extends InvalidRequestError {}
export class InvalidParameterError extends InvalidRequestError {}
export class InvalidActionError extends InvalidRequestError {}
export class InvalidKeyError extends ApiError {}
export class ServiceNotFoundError extends ApiError {}
export class OrderNotFoundError extends ApiError {}
export class RefillNotFoundError extends ApiError {}
export class WebhookNotFoundError extends ApiError {}
export class InsufficientBalanceError extends ApiError {}
export class RequestIdConflictError extends ApiError {}
export class LinkActiveError extends ApiError {}
/** A refusal in words of its own, such as of a refill whose guarantee has ended. */
export class RefusedError extends ApiError {}

export class ForbiddenError extends ApiError {}
export class ScopeMissingError extends ForbiddenError {}
export class IpNotAllowedError extends ForbiddenError {}
export class SpendCapReachedError extends ForbiddenError {}
export class AccountSuspendedError extends ForbiddenError {}

export class RateLimitedError extends ApiError {
  /** Which limit is spent: the address's, the key's, or that of all keys of the account. */
  readonly deniedBy: 'ip' | 'key' | 'tier' | undefined;
  readonly limit: number | undefined;
  /** Unix seconds; a call at that moment passes. */
  readonly resetAt: number | undefined;

  constructor(text: string, about: About, headers?: Headers) {
    super(text, about);
    this.deniedBy = (headers?.get('x-ratelimit-deniedby') ?? undefined) as typeof this.deniedBy;
    this.limit = number(headers?.get('x-ratelimit-limit'));
    this.resetAt = number(headers?.get('x-ratelimit-reset'));
  }
}

/** The panel shuts down or its database is away. */
export class UnavailableError extends ApiError {}
/** The panel's own fault. */
export class ServerError extends ApiError {}

/** The message is not from the panel, or too old. */
export class WebhookVerificationError extends NotpanelError {}

/** Both dialects' texts; the group names the parameter, where there is one. */
const KNOWN: readonly [pattern: RegExp, kind: typeof ApiError, parameter?: string][] = [
  [/^Missing required parameter: (\w+)/, MissingParameterError],
  [/^Invalid parameter: (\w+)/, InvalidParameterError],
  [/^Invalid action$/, InvalidActionError],
  [/^Incorrect request$/, InvalidRequestError],
  [/^Invalid API key$/, InvalidKeyError],
  [/^(?:Service not found|error\.incorrect_service_id)$/, ServiceNotFoundError, 'service'],
  [/^(?:Order not found|Incorrect order ID)$/, OrderNotFoundError, 'order'],
  [/^Refill not found$/, RefillNotFoundError, 'refill'],
  [/^Webhook not found$/, WebhookNotFoundError, 'webhook'],
  [/^(?:Insufficient balance|neworder\.error\.not_enough_funds)$/, InsufficientBalanceError],
  [/^This request_id belongs to a different request/, RequestIdConflictError, 'request_id'],
  [/^(?:An order for this link is|neworder\.error\.link_duplicate$)/, LinkActiveError, 'link'],
  [/^neworder\.error\.link$/, InvalidParameterError, 'link'],
  [/^neworder\.error\.(?:min|max)_quantity$/, InvalidParameterError, 'quantity'],
  [/^neworder\.error\.comment$/, InvalidParameterError, 'comments'],
  [/lacks the scope/, ScopeMissingError],
  [/^This key may not be used from/, IpNotAllowedError],
  [/^The spend (?:cap|limit)/, SpendCapReachedError],
  [/^Account suspended$/, AccountSuspendedError],
];

/** The error that a text stands for. */
export function errorOf(text: string, about: About, headers?: Headers): ApiError {
  const { status = 0 } = about;
  if (status === 429) return new RateLimitedError(text, about, headers);
  if (status === 503) return new UnavailableError(text, about);
  if (status >= 500) return new ServerError(text, about);
  for (const [pattern, kind, parameter] of KNOWN) {
    const match = pattern.exec(text);
    if (match) return new kind(text, { ...about, parameter: parameter ?? match[1] });
  }
  return new (status === 403 ? ForbiddenError : RefusedError)(text, about);
}

const number = (text: string | null = ''): number | undefined =>
  text !== null && /^\d+$/.test(text) ? Number(text) : undefined;
