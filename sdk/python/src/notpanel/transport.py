"""Sends calls, repeats those that may be repeated, and raises typed errors."""

from __future__ import annotations

import gzip
import http.client
import json
import random as chance
import re
import socket
import time
import urllib.error
import urllib.request
from typing import Any, Callable, Mapping, Optional, Tuple, TypeVar
from urllib.parse import urlencode

from .errors import (
    ApiError,
    NoAnswerError,
    NotpanelError,
    RateLimitedError,
    ServerError,
    TimedOutError,
    UnavailableError,
    UnreadableAnswerError,
    error_of,
)

VERSION = "0.1.0"

Value = TypeVar("Value")
Fields = Mapping[str, Any]
#: What is read of an answer's JSON, its headers, and what an error says of the call.
Read = Callable[[Any, Mapping[str, str], Mapping[str, Any]], Value]

# A call that has the same outcome however often it arrives; of add the request_id sees to that.
_REPEATABLE = {"services", "status", "refill_status", "balance", "webhook.list", "add", "cancel"}
_COMMA_LISTS = {"orders", "refills", "events"}
_FIRST_PAUSE = 0.5
_LONGEST_PAUSE = 8.0
_CHUNK = 64 * 1024


class Transport:
    def __init__(
        self,
        url: str,
        key: str,
        *,
        timeout: float,
        retries: int,
        max_wait: float,
        sleep: Callable[[float], None] = time.sleep,
        random: Callable[[], float] = chance.random,
        now: Callable[[], float] = time.time,
    ) -> None:
        plain = url.rstrip("/")
        self._url = plain if plain.endswith("/api/v2") else f"{plain}/api/v2"
        self._key = key
        self._timeout = timeout
        self._retries = retries
        self._max_wait = max_wait
        self._sleep = sleep
        self._random = random
        self._now = now

    def send(self, fields: Fields, read: Read[Value]) -> Value:
        tried = 0
        while True:
            try:
                return self._attempt(fields, read)
            except NotpanelError as error:
                if tried >= self._retries or not _may_repeat(error, fields["action"]):
                    raise
                asked = error.retry_after or 0 if isinstance(error, ApiError) else 0
                pause = min(_FIRST_PAUSE * 2**tried, _LONGEST_PAUSE)
                # Half of it is chance: clients that failed together must not return together.
                wait = asked + pause * (0.5 + self._random() / 2)
                if wait > self._max_wait:
                    raise
            self._sleep(wait)
            tried += 1

    def _attempt(self, fields: Fields, read: Read[Value]) -> Value:
        about = {"action": fields["action"], "request_id": fields.get("request_id")}
        status, headers, body = self._post(fields, about)
        about = {**about, "status": status, "call_id": headers.get("x-request-id")}
        try:
            answer = json.loads(body)
            error = answer.get("error") if isinstance(answer, dict) else None
            if isinstance(error, str):
                wait = self._retry_after(status, headers)
                raise error_of(error, headers, retry_after=wait, **about)
            if status != 200:
                raise ValueError("an error is missing")
            return read(answer, headers, about)
        except (ValueError, KeyError, TypeError, AttributeError) as cause:
            start = " ".join(body[:80].decode("utf-8", "replace").split())
            raise UnreadableAnswerError(f"HTTP {status}: {start}", **about) from cause

    def _post(self, fields: Fields, about: Fields) -> Tuple[int, Mapping[str, str], bytes]:
        request = urllib.request.Request(
            self._url,
            data=_form({"key": self._key, **fields}),
            headers={
                "User-Agent": f"notpanel-python/{VERSION}",
                "Accept": "application/json",
                "Accept-Encoding": "gzip",
            },
        )
        try:
            deadline = time.monotonic() + self._timeout
            with _open(request, self._timeout) as response:
                headers = {name.lower(): value for name, value in response.headers.items()}
                body = b""
                while chunk := response.read1(_CHUNK):
                    body += chunk
                    if time.monotonic() > deadline:
                        raise socket.timeout
                if len(body) < int(headers.get("content-length", 0)):
                    raise http.client.IncompleteRead(body)
                if headers.get("content-encoding") == "gzip":
                    body = gzip.decompress(body)
                return response.status, headers, body
        except (OSError, EOFError, http.client.HTTPException) as error:
            reason = error.reason if isinstance(error, urllib.error.URLError) else error
            if isinstance(reason, socket.timeout):
                raise TimedOutError(f"No answer within {self._timeout} s", **about) from error
            raise NoAnswerError("No answer came", **about) from error

    def _retry_after(self, status: int, headers: Mapping[str, str]) -> Optional[float]:
        """Seconds. Both headers mean the same moment; the first needs no common clock."""
        wait, reset = headers.get("retry-after", ""), headers.get("x-ratelimit-reset")
        if re.fullmatch(r"[0-9]+", wait):
            return int(wait)
        if status != 429 or reset is None:
            return None
        return max(0.0, int(reset) - self._now())


def _may_repeat(error: NotpanelError, action: str) -> bool:
    if isinstance(error, (RateLimitedError, UnavailableError)):
        return True  # nothing was done yet
    if action not in _REPEATABLE:
        return False
    if isinstance(error, UnreadableAnswerError):
        return error.status == 200 or error.status >= 500
    return isinstance(error, (NoAnswerError, ServerError))


class _AnswersAsTheyAre(urllib.request.HTTPErrorProcessor):
    """Raises for no status and follows no redirect: the body carries the key."""

    def http_response(self, request: Any, response: Any) -> Any:
        return response

    https_response = http_response


_opener = urllib.request.build_opener(_AnswersAsTheyAre)


def _open(request: urllib.request.Request, timeout: float) -> Any:
    return _opener.open(request, timeout=timeout)


def _form(fields: Fields) -> bytes:
    def written(name: str, value: Any) -> str:
        if isinstance(value, str) or not hasattr(value, "__iter__"):
            return str(value)
        return ("," if name in _COMMA_LISTS else "\n").join(map(str, value))

    sent = {name: written(name, value) for name, value in fields.items() if value is not None}
    return urlencode(sent).encode()
