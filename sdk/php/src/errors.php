<?php

declare(strict_types=1);

namespace Notpanel;

/** Where an error came from: the call, and what names it on either side. */
class NotpanelError extends \RuntimeException
{
    public function __construct(
        string $message,
        public readonly ?string $action = null,
        /** Of an `add`: the same order, sent again with it, is placed at most once. */
        public readonly ?string $requestId = null,
        /** The panel's X-Request-Id: quote it when you ask for help. */
        public readonly ?string $callId = null,
        ?\Throwable $previous = null,
    ) {
        parent::__construct($message, 0, $previous);
    }
}

/** No answer came: what was asked for may have happened. */
class NoAnswerError extends NotpanelError
{
}

final class TimedOutError extends NoAnswerError
{
}

/** Something answered, but not as a panel does: a proxy's page, or half of an answer. */
final class UnreadableAnswerError extends NotpanelError
{
    public function __construct(string $message, public readonly int $status, mixed ...$about)
    {
        parent::__construct($message, ...$about);
    }
}

/** The panel said no; `text` is what it said. */
class ApiError extends NotpanelError
{
    public function __construct(
        public readonly string $text,
        public readonly int $status,
        /** Which parameter is meant, where the text says so. */
        public readonly ?string $parameter = null,
        /** Seconds. */
        public readonly int|float|null $retryAfter = null,
        mixed ...$about,
    ) {
        parent::__construct($text, ...$about);
    }

    /** Both dialects' texts; where no parameter is given, the group names it. */
    private const KNOWN = [
        ['/^Missing required parameter: (\w+)/', MissingParameterError::class],
        ['/^Invalid parameter: (\w+)/', InvalidParameterError::class],
        ['/^Invalid action$/', InvalidActionError::class],
        ['/^Incorrect request$/', InvalidRequestError::class],
        ['/^Invalid API key$/', InvalidKeyError::class],
        ['/^(?:Service not found|error\.incorrect_service_id)$/', ServiceNotFoundError::class, 'service'],
        ['/^(?:Order not found|Incorrect order ID)$/', OrderNotFoundError::class, 'order'],
        ['/^Refill not found$/', RefillNotFoundError::class, 'refill'],
        ['/^Webhook not found$/', WebhookNotFoundError::class, 'webhook'],
        ['/^(?:Insufficient balance|neworder\.error\.not_enough_funds)$/', InsufficientBalanceError::class],
        ['/^This request_id belongs to a different/', RequestIdConflictError::class, 'request_id'],
        ['/^(?:An order for this link is|neworder\.error\.link_duplicate$)/', LinkActiveError::class, 'link'],
        ['/^neworder\.error\.link$/', InvalidParameterError::class, 'link'],
        ['/^neworder\.error\.(?:min|max)_quantity$/', InvalidParameterError::class, 'quantity'],
        ['/^neworder\.error\.comment$/', InvalidParameterError::class, 'comments'],
        ['/ lacks the scope /', ScopeMissingError::class],
        ['/^This key may not be used from /', IpNotAllowedError::class],
        ['/^The spend (?:cap|limit) /', SpendCapReachedError::class],
        ['/^Account suspended$/', AccountSuspendedError::class],
    ];

    /** The error that a text stands for. */
    public static function of(string $text, array $headers, array $about): self
    {
        ['status' => $status] = $about;
        if ($status === 429) {
            return new RateLimitedError($text, $headers, ...$about);
        }
        if ($status >= 500) {
            return $status === 503
                ? new UnavailableError($text, ...$about)
                : new ServerError($text, ...$about);
        }
        foreach (self::KNOWN as $known) {
            if (preg_match($known[0], $text, $match)) {
                return new $known[1]($text, ...$about, parameter: $known[2] ?? $match[1] ?? null);
            }
        }
        return $status === 403
            ? new ForbiddenError($text, ...$about)
            : new RefusedError($text, ...$about);
    }
}

class InvalidRequestError extends ApiError
{
}

final class MissingParameterError extends InvalidRequestError
{
}

final class InvalidParameterError extends InvalidRequestError
{
}

final class InvalidActionError extends InvalidRequestError
{
}

final class InvalidKeyError extends ApiError
{
}

final class ServiceNotFoundError extends ApiError
{
}

final class OrderNotFoundError extends ApiError
{
}

final class RefillNotFoundError extends ApiError
{
}

final class WebhookNotFoundError extends ApiError
{
}

final class InsufficientBalanceError extends ApiError
{
}

final class RequestIdConflictError extends ApiError
{
}

final class LinkActiveError extends ApiError
{
}

/** A refusal in words of its own, such as of a refill whose guarantee has ended. */
final class RefusedError extends ApiError
{
}

class ForbiddenError extends ApiError
{
}

final class ScopeMissingError extends ForbiddenError
{
}

final class IpNotAllowedError extends ForbiddenError
{
}

final class SpendCapReachedError extends ForbiddenError
{
}

final class AccountSuspendedError extends ForbiddenError
{
}

final class RateLimitedError extends ApiError
{
    /** Which limit is spent: `ip`, `key`, or `tier`, over all keys of the account. */
    public readonly ?string $deniedBy;
    public readonly ?int $limit;
    /** Unix seconds; a call at that moment passes. */
    public readonly ?int $resetAt;

    public function __construct(string $text, array $headers, mixed ...$about)
    {
        parent::__construct($text, ...$about);
        $number = fn(string $name): ?int => ctype_digit($headers[$name] ?? '') ? (int) $headers[$name] : null;
        $this->deniedBy = $headers['x-ratelimit-deniedby'] ?? null;
        $this->limit = $number('x-ratelimit-limit');
        $this->resetAt = $number('x-ratelimit-reset');
    }
}

/** The panel shuts down, or its database is away. */
final class UnavailableError extends ApiError
{
}

/** The panel's own fault. */
final class ServerError extends ApiError
{
}

/** The message is not from the panel, or too old. */
final class WebhookVerificationError extends NotpanelError
{
}
