"""Standard Webhooks: HMAC-SHA256 over ``id.timestamp.body``, in base64."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import re
import time
from dataclasses import dataclass
from typing import Any, Dict, Iterable, Mapping, Optional, Union

from .errors import WebhookVerificationError


@dataclass(frozen=True)
class WebhookMessage:
    id: str  #: The same whenever it is sent again: keep those that you have seen.
    type: str
    timestamp: str
    data: Dict[str, Any]


def verify_webhook(
    secrets: Union[str, Iterable[str]],
    headers: Mapping[str, str],
    body: Union[bytes, str],
    *,
    tolerance: float = 300,
    now: Optional[float] = None,
) -> WebhookMessage:
    """The message, if one of the secrets signed it within the last five minutes.

    ``body`` is what came, byte for byte. Raises WebhookVerificationError.
    """
    lower = {name.lower(): value for name, value in headers.items()}
    wanted = ("webhook-id", "webhook-timestamp", "webhook-signature")
    message_id, timestamp, signatures = (lower.get(name) for name in wanted)
    if not message_id or not timestamp or not signatures:
        raise WebhookVerificationError("a header is missing")
    if not re.fullmatch(r"[0-9]{1,12}", timestamp):
        raise WebhookVerificationError("the timestamp is none")
    if abs((time.time() if now is None else now) - int(timestamp)) > tolerance:
        raise WebhookVerificationError("too old or too new")
    given = [one[3:].encode() for one in signatures.split(" ") if one.startswith("v1,")]
    for secret in [secrets] if isinstance(secrets, str) else secrets:
        right = _signature(secret, message_id, timestamp, body)
        if any(hmac.compare_digest(one, right) for one in given):
            return _read(message_id, body)
    raise WebhookVerificationError("no signature is right")


def sign_webhook(
    secret: str, message_id: str, body: Union[bytes, str], timestamp: Optional[int] = None
) -> Dict[str, str]:
    """The headers of a message of your own, to test your receiver with."""
    at = str(int(time.time()) if timestamp is None else timestamp)
    signature = _signature(secret, message_id, at, body).decode()
    return {
        "webhook-id": message_id,
        "webhook-timestamp": at,
        "webhook-signature": f"v1,{signature}",
    }


def _read(message_id: str, body: Union[bytes, str]) -> WebhookMessage:
    try:
        message: Dict[str, Any] = json.loads(body)
        return WebhookMessage(message_id, message["type"], message["timestamp"], message["data"])
    except (ValueError, KeyError, TypeError) as error:
        raise WebhookVerificationError("the body is no message") from error


def _signature(secret: str, message_id: str, timestamp: str, body: Union[bytes, str]) -> bytes:
    raw = body.encode() if isinstance(body, str) else body
    try:
        key = base64.b64decode(re.sub(r"^whsec_", "", secret), validate=True)
    except binascii.Error:
        key = b""
    if not key:
        raise WebhookVerificationError("the secret is none")
    signed = f"{message_id}.{timestamp}.".encode() + raw
    return base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
