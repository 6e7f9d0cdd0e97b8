"""Amounts are decimal strings, as the panel writes them. These count in whole units of 10⁻⁹."""

from __future__ import annotations

import re

_DECIMALS = 9


def add(a: str, b: str) -> str:
    return _format(_parse(a) + _parse(b))


def subtract(a: str, b: str) -> str:
    return _format(_parse(a) - _parse(b))


def compare(a: str, b: str) -> int:
    """-1 where a is less, 0 where they are equal however they are written, 1 where it is more."""
    left, right = _parse(a), _parse(b)
    return (left > right) - (left < right)


def charge(rate: str, quantity: int) -> str:
    """What so many pieces cost at a rate per 1000, to the last digit."""
    return _format(_parse(rate) * quantity // 1000)


def _parse(text: str) -> int:
    match = re.fullmatch(r"(-?)([0-9]+)(?:\.([0-9]{1,9}))?", text)
    if not match:
        raise ValueError(f"{text} is not a decimal with at most {_DECIMALS} digits")
    sign, whole, fraction = match.groups()
    return int(sign + whole + (fraction or "").ljust(_DECIMALS, "0"))


def _format(value: int) -> str:
    digits = str(abs(value)).rjust(_DECIMALS + 1, "0")
    whole, fraction = digits[:-_DECIMALS], digits[-_DECIMALS:]
    sign = "-" if value < 0 else ""
    return f"{sign}{whole}.{fraction[:2]}{fraction[2:].rstrip('0')}"
