"""Rows that many records of a site have in common."""

from __future__ import annotations

from functools import lru_cache
from typing import TypeVar

Value = TypeVar("Value")


@lru_cache(maxsize=65_536)
def one_row(*values: Value) -> tuple[Value, ...]:
    """These values as a tuple, one and the same for all that have just these: a site has many posts and few rows of terms."""
    return values
