"""A client for the API of a notpanel shop: exact amounts, typed errors, safe retries."""

from . import errors, money
from .answers import Balance, IssuedWebhook, OrderStatus, Placed, Service, WebhookEndpoint
from .errors import *  # noqa: F403
from .panel import Panel
from .transport import VERSION as __version__
from .webhook import WebhookMessage, sign_webhook, verify_webhook

__all__ = [
    "Balance",
    "IssuedWebhook",
    "OrderStatus",
    "Panel",
    "Placed",
    "Service",
    "WebhookEndpoint",
    "WebhookMessage",
    "__version__",
    "money",
    "sign_webhook",
    "verify_webhook",
    *errors.__all__,
]
