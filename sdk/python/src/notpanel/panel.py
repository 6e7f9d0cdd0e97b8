from __future__ import annotations

import uuid
from typing import Any, Callable, Dict, Iterable, List, Literal, Optional, Sequence, TypeVar, Union

from . import answers
from .answers import Balance, Id, IssuedWebhook, OrderStatus, Placed, Service, WebhookEndpoint
from .errors import ApiError
from .transport import Transport

Value = TypeVar("Value")
#: Several values: a list, or one text with a line for each.
Lines = Union[str, Sequence[str]]

_MOST_IDS = 100  # the panel's limit for one call


class Panel:
    """A shop, as the holder of a key sees it. Threads may share it.

    ``timeout`` is seconds for one try, ``retries`` how often a call is repeated at most;
    a wait longer than ``max_wait`` seconds is yours to decide on: the error is raised.
    """

    def __init__(
        self,
        url: str,
        key: str,
        *,
        timeout: float = 30,
        retries: int = 3,
        max_wait: float = 65,
        **for_tests: Any,
    ) -> None:
        self._transport = Transport(
            url, key, timeout=timeout, retries=retries, max_wait=max_wait, **for_tests
        )

    def services(self) -> List[Service]:
        """Everything on sale, at your own prices."""
        return self._send(
            {"action": "services"},
            lambda json: [answers.read_service(row) for row in answers.rows(json)],
        )

    def add(
        self,
        service: int,
        *,
        link: Optional[str] = None,
        quantity: Optional[int] = None,
        runs: Optional[int] = None,
        interval: Optional[int] = None,
        keywords: Optional[Lines] = None,
        comments: Optional[Lines] = None,
        usernames: Optional[Lines] = None,
        hashtags: Optional[Lines] = None,
        hashtag: Optional[str] = None,
        username: Optional[str] = None,
        media: Optional[str] = None,
        answer_number: Union[str, int, None] = None,
        groups: Optional[Lines] = None,
        min: Optional[int] = None,
        max: Optional[int] = None,
        delay: Optional[int] = None,
        posts: Optional[int] = None,
        old_posts: Optional[int] = None,
        expiry: Optional[str] = None,
        country: Optional[str] = None,
        device: Optional[int] = None,
        type_of_traffic: Optional[int] = None,
        google_keyword: Optional[str] = None,
        referring_url: Optional[str] = None,
        coupon: Optional[str] = None,
        request_id: Optional[str] = None,
    ) -> Placed:
        """Places an order once: every repeat carries the same ``request_id``.

        What is needed depends on the service's type. When it raises, the error's ``request_id``
        lets you ask for the same order again, a day later as well.
        """
        fields = {name: value for name, value in locals().items() if name != "self"}
        own = request_id or str(uuid.uuid4())
        return self._transport.send(
            {"action": "add", **fields, "request_id": own},
            lambda json, headers, _: Placed(
                order=answers.identifier(json["order"]),
                request_id=own,
                replayed=headers.get("idempotent-replayed") == "true",
            ),
        )

    def status(self, order: Id) -> OrderStatus:
        return self._send({"action": "status", "order": order}, answers.read_status)

    def statuses(self, orders: Iterable[Id]) -> Dict[str, Union[OrderStatus, ApiError]]:
        """Any number of orders; one that is not yours has an error in its place."""

        def ask(part: List[Id]) -> Dict[str, Union[OrderStatus, ApiError]]:
            return self._transport.send(
                {"action": "status", "orders": part},
                lambda json, _, about: answers.in_order(
                    part,
                    [
                        (key, answers.outcome({"it": it}, "it", answers.read_status, about))
                        for key, it in json.items()
                    ],
                ),
            )

        return _in_parts(orders, ask)

    def refill(self, order: Id) -> str:
        """Asks for a refill and answers its id; while one is pending, that one's."""
        return self._send(
            {"action": "refill", "order": order},
            lambda json: answers.identifier(json["refill"]),
        )

    def refills(self, orders: Iterable[Id]) -> Dict[str, Union[str, ApiError]]:
        return self._each("refill", "order", list(orders), "refill", answers.identifier)

    def refill_status(self, refill: Id) -> str:
        return self._send(
            {"action": "refill_status", "refill": refill},
            lambda json: answers.word(json["status"]),
        )

    def refill_statuses(self, refills: Iterable[Id]) -> Dict[str, Union[str, ApiError]]:
        return _in_parts(
            refills,
            lambda part: self._each("refill_status", "refill", part, "status", answers.word),
        )

    def cancel(self, order: Id) -> None:
        """Asks to cancel; ``status`` shows what came of it."""

        def read(json: Any, _: Any, about: Any) -> None:
            # The classic dialect answers with a list of one.
            row = json[0] if isinstance(json, list) else json
            outcome = answers.outcome(row, "cancel", answers.identifier, about)
            if isinstance(outcome, ApiError):
                raise outcome

        self._transport.send({"action": "cancel", "order": order}, read)

    def cancels(self, orders: Iterable[Id]) -> Dict[str, Union[Literal[True], ApiError]]:
        """True where the wish was taken."""

        def taken(json: Any) -> Literal[True]:
            answers.identifier(json)
            return True

        return self._each("cancel", "order", list(orders), "cancel", taken)

    def balance(self) -> Balance:
        return self._send({"action": "balance"}, answers.read_balance)

    def add_webhook(self, url: str, events: Optional[Sequence[str]] = None) -> IssuedWebhook:
        """Without ``events`` you are told of everything."""
        fields = {"action": "webhook.add", "url": url, "events": events}
        return self._send(fields, answers.read_issued)

    def webhooks(self) -> List[WebhookEndpoint]:
        return self._send(
            {"action": "webhook.list"},
            lambda json: [answers.read_endpoint(row) for row in answers.rows(json)],
        )

    def test_webhook(self, webhook: Id) -> str:
        """Sends a test and answers the id that it carries."""
        fields = {"action": "webhook.test", "webhook": webhook}
        return self._send(fields, lambda json: answers.text(json["message"]))

    def remove_webhook(self, webhook: Id) -> None:
        fields = {"action": "webhook.remove", "webhook": webhook}
        self._send(fields, lambda json: answers.identifier(json["webhook"]))

    def _send(self, fields: Dict[str, Any], read: Callable[[Any], Value]) -> Value:
        return self._transport.send(fields, lambda json, *_: read(json))

    def _each(
        self, action: str, kind: str, ids: List[Id], name: str, read: Callable[[Any], Value]
    ) -> Dict[str, Union[Value, ApiError]]:
        if not ids:
            return {}
        return self._transport.send(
            {"action": action, f"{kind}s": ids},
            lambda json, _, about: answers.in_order(
                ids,
                [
                    (row.get(kind), answers.outcome(row, name, read, about))
                    for row in answers.rows(json)
                ],
            ),
        )


def _in_parts(
    ids: Iterable[Id], ask: Callable[[List[Id]], Dict[str, Value]]
) -> Dict[str, Value]:
    wanted = list(ids)
    found: Dict[str, Value] = {}
    for start in range(0, len(wanted), _MOST_IDS):
        found.update(ask(wanted[start : start + _MOST_IDS]))
    return found
