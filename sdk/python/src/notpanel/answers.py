"""What the panel answers, read the same from either dialect.

Ids are texts, amounts decimal strings, counts whole numbers. A reader raises ValueError, KeyError
or TypeError on anything else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Callable, Dict, Iterable, List, Mapping, Optional, Tuple, TypeVar, Union

from .errors import ApiError, error_of

Id = Union[str, int]
Value = TypeVar("Value")
Row = Mapping[str, Any]


@dataclass(frozen=True)
class Service:
    service: int
    name: str
    type: str
    category: str
    rate: str  #: Your own price per 1000.
    min: int
    max: int
    refill: bool
    cancel: bool
    dripfeed: bool
    description: str
    average_time: Optional[int]  #: Minutes, measured.
    delivery: str  #: How it is delivered.


@dataclass(frozen=True)
class Placed:
    order: str
    request_id: str  #: What was sent, or made for you.
    replayed: bool  #: The order was there already: nothing was placed, nothing charged.


@dataclass(frozen=True)
class OrderStatus:
    status: str
    charge: str
    start_count: int
    remains: int
    currency: str
    runs: Optional[int] = None  #: Of a drip-feed.
    posts: Optional[int] = None  #: Of a subscription.
    expiry: Optional[str] = None
    orders: Optional[List[str]] = None  #: What a drip-feed or a subscription has ordered.


@dataclass(frozen=True)
class Balance:
    balance: str
    currency: str


@dataclass(frozen=True)
class IssuedWebhook:
    webhook: str
    secret: str  #: Shown this once.


@dataclass(frozen=True)
class WebhookEndpoint:
    webhook: str
    url: str
    events: List[str]
    status: str
    reason: Optional[str]


def read_service(json: Any) -> Service:
    return Service(
        service=count(json["service"]),
        name=text(json["name"]),
        type=text(json["type"]),
        category=text(json["category"]),
        rate=decimal(json["rate"]),
        min=count(json["min"]),
        max=count(json["max"]),
        refill=json["refill"] is True,
        cancel=json["cancel"] is True,
        dripfeed=json["dripfeed"] is True,
        description=text(json["description"]),
        average_time=optional(count, json.get("average_time")),
        delivery=text(json["delivery"]),
    )


def read_status(json: Any) -> OrderStatus:
    return OrderStatus(
        status=word(json["status"]),
        charge=decimal(json["charge"]),
        start_count=count(json["start_count"]),
        remains=count(json["remains"]),
        currency=text(json["currency"]),
        runs=optional(count, json.get("runs")),
        posts=optional(count, json.get("posts")),
        expiry=optional(text, json.get("expiry")),
        orders=optional(lambda ids: [identifier(one) for one in ids], json.get("orders")),
    )


def read_balance(json: Any) -> Balance:
    return Balance(decimal(json["balance"]), text(json["currency"]))


def read_issued(json: Any) -> IssuedWebhook:
    return IssuedWebhook(identifier(json["webhook"]), text(json["secret"]))


def read_endpoint(json: Any) -> WebhookEndpoint:
    return WebhookEndpoint(
        webhook=identifier(json["webhook"]),
        url=text(json["url"]),
        events=[text(event) for event in json["events"]],
        status=text(json["status"]),
        reason=optional(text, json["reason"]),
    )


def rows(json: Any) -> List[Dict[str, Any]]:
    if isinstance(json, list) and all(isinstance(row, dict) for row in json):
        return json
    raise ValueError("a list is missing")


def text(json: Any) -> str:
    if isinstance(json, str):
        return json
    raise ValueError("a text is missing")


def identifier(json: Any) -> str:
    if type(json) is int or (isinstance(json, str) and json):
        return str(json)
    raise ValueError("an id is missing")


def count(json: Any) -> int:
    if type(json) is int:
        return json
    if re.fullmatch(r"[0-9]+", text(json)):
        return int(json)
    raise ValueError("a count is missing")


def decimal(json: Any) -> str:
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text(json)):
        return text(json)
    raise ValueError("an amount is missing")


def word(json: Any) -> str:
    """``In progress`` is ``in_progress``."""
    return text(json).lower().replace(" ", "_")


def optional(read: Callable[[Any], Value], json: Any) -> Optional[Value]:
    return None if json is None else read(json)


def outcome(
    row: Row, name: str, read: Callable[[Any], Value], about: Row
) -> Union[Value, ApiError]:
    """A field of a batch's row, or the error that stands beside it or in its place."""
    value = row.get(name)
    failed = row if "error" in row else value
    if isinstance(failed, dict) and "error" in failed:
        return error_of(text(failed["error"]), {}, **about)
    return read(value)


def in_order(asked: Iterable[Id], found: Iterable[Tuple[Any, Value]]) -> Dict[str, Value]:
    """What became of each id, in the order and the writing in which they were asked for."""
    by_number = {_bare(identifier(key)): value for key, value in found}
    return {str(one): by_number[_bare(str(one))] for one in asked}


def _bare(written: str) -> str:
    """``ord_7``, ``7`` and ``007`` are one order."""
    return re.sub(r"^(?:ord_|ref_)?0*(?=[0-9]+$)", "", written)
