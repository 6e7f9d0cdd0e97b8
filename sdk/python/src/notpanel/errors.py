"""One class for each way in which a call ends without a result."""

from __future__ import annotations

import re
from typing import Any, Mapping, Optional

__all__ = [
    "AccountSuspendedError",
    "ApiError",
    "ForbiddenError",
    "InsufficientBalanceError",
    "InvalidActionError",
    "InvalidKeyError",
    "InvalidParameterError",
    "InvalidRequestError",
    "IpNotAllowedError",
    "LinkActiveError",
    "MissingParameterError",
    "NoAnswerError",
    "NotpanelError",
    "OrderNotFoundError",
    "RateLimitedError",
    "RefillNotFoundError",
    "RefusedError",
    "RequestIdConflictError",
    "ScopeMissingError",
    "ServerError",
    "ServiceNotFoundError",
    "SpendCapReachedError",
    "TimedOutError",
    "UnavailableError",
    "UnreadableAnswerError",
    "WebhookNotFoundError",
    "WebhookVerificationError",
]


class NotpanelError(Exception):
    """Where an error came from: the call, and what names it on either side."""

    def __init__(
        self,
        message: str,
        *,
        action: Optional[str] = None,
        request_id: Optional[str] = None,
        call_id: Optional[str] = None,
    ) -> None:
        super().__init__(message)
        self.action = action
        #: Of an ``add``: the same order, sent again with it, is placed at most once.
        self.request_id = request_id
        #: The panel's X-Request-Id: quote it when you ask for help.
        self.call_id = call_id


class NoAnswerError(NotpanelError):
    """No answer came: what was asked for may have happened."""


class TimedOutError(NoAnswerError):
    pass


class UnreadableAnswerError(NotpanelError):
    """Something answered, but not as a panel does: a proxy's page, or half of an answer."""

    def __init__(self, message: str, *, status: int, **about: Any) -> None:
        super().__init__(message, **about)
        self.status = status


class ApiError(NotpanelError):
    """The panel said no; ``text`` is what it said."""

    def __init__(
        self,
        text: str,
        *,
        status: int,
        parameter: Optional[str] = None,
        retry_after: Optional[float] = None,
        **about: Any,
    ) -> None:
        super().__init__(text, **about)
        self.text = text
        self.status = status
        #: Which parameter is meant, where the text says so.
        self.parameter = parameter
        #: Seconds.
        self.retry_after = retry_after


class InvalidRequestError(ApiError):
    pass


class MissingParameterError(InvalidRequestError):
    pass


class InvalidParameterError(InvalidRequestError):
    pass


class InvalidActionError(InvalidRequestError):
    pass


class InvalidKeyError(ApiError):
    pass


class ServiceNotFoundError(ApiError):
    pass


class OrderNotFoundError(ApiError):
    pass


class RefillNotFoundError(ApiError):
    pass


class WebhookNotFoundError(ApiError):
    pass


class InsufficientBalanceError(ApiError):
    pass


class RequestIdConflictError(ApiError):
    pass


class LinkActiveError(ApiError):
    pass


class RefusedError(ApiError):
    """A refusal in words of its own, such as of a refill whose guarantee has ended."""


class ForbiddenError(ApiError):
    pass


class ScopeMissingError(ForbiddenError):
    pass


class IpNotAllowedError(ForbiddenError):
    pass


class SpendCapReachedError(ForbiddenError):
    pass


class AccountSuspendedError(ForbiddenError):
    pass


class RateLimitedError(ApiError):
    def __init__(self, text: str, headers: Mapping[str, str], **about: Any) -> None:
        super().__init__(text, **about)
        #: Which limit is spent: ``ip``, ``key``, or ``tier``, over all keys of the account.
        self.denied_by = headers.get("x-ratelimit-deniedby")
        self.limit = _number(headers.get("x-ratelimit-limit"))
        #: Unix seconds; a call at that moment passes.
        self.reset_at = _number(headers.get("x-ratelimit-reset"))


class UnavailableError(ApiError):
    """The panel shuts down, or its database is away."""


class ServerError(ApiError):
    """The panel's own fault."""


class WebhookVerificationError(NotpanelError):
    """The message is not from the panel, or too old."""


#: Both dialects' texts; where no parameter is given, the group names it.
_KNOWN: list[tuple[str, type[ApiError], Optional[str]]] = [
    (r"Missing required parameter: (\w+)", MissingParameterError, None),
    (r"Invalid parameter: (\w+)", InvalidParameterError, None),
    (r"Invalid action$", InvalidActionError, None),
    (r"Incorrect request$", InvalidRequestError, None),
    (r"Invalid API key$", InvalidKeyError, None),
    (r"(?:Service not found|error\.incorrect_service_id)$", ServiceNotFoundError, "service"),
    (r"(?:Order not found|Incorrect order ID)$", OrderNotFoundError, "order"),
    (r"Refill not found$", RefillNotFoundError, "refill"),
    (r"Webhook not found$", WebhookNotFoundError, "webhook"),
    (r"Insufficient balance$|neworder\.error\.not_enough_funds$", InsufficientBalanceError, None),
    (r"This request_id belongs to a different request", RequestIdConflictError, "request_id"),
    (r"An order for this link is|neworder\.error\.link_duplicate$", LinkActiveError, "link"),
    (r"neworder\.error\.link$", InvalidParameterError, "link"),
    (r"neworder\.error\.(?:min|max)_quantity$", InvalidParameterError, "quantity"),
    (r"neworder\.error\.comment$", InvalidParameterError, "comments"),
    (r".* lacks the scope ", ScopeMissingError, None),
    (r"This key may not be used from ", IpNotAllowedError, None),
    (r"The spend (?:cap|limit) ", SpendCapReachedError, None),
    (r"Account suspended$", AccountSuspendedError, None),
]


def error_of(text: str, headers: Mapping[str, str], *, status: int, **about: Any) -> ApiError:
    """The error that a text stands for."""
    if status == 429:
        return RateLimitedError(text, headers, status=status, **about)
    if status == 503:
        return UnavailableError(text, status=status, **about)
    if status >= 500:
        return ServerError(text, status=status, **about)
    for pattern, kind, parameter in _KNOWN:
        match = re.match(pattern, text)
        if match:
            named = parameter or (match.group(1) if match.groups() else None)
            return kind(text, status=status, parameter=named, **about)
    return (ForbiddenError if status == 403 else RefusedError)(text, status=status, **about)


def _number(text: Optional[str]) -> Optional[int]:
    return int(text) if text is not None and re.fullmatch(r"[0-9]+", text) else None
