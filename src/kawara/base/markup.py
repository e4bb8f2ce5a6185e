"""Tags of HTML out of plain values."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape


def img(attributes: Iterable[tuple[str, object]]) -> str:
    """An image with these attributes."""
    return opened("img", attributes)


def opened(name: str, attributes: Iterable[tuple[str, object]]) -> str:
    """The opening tag of an element."""
    return f"<{name}" + "".join(f' {key}="{escape(str(value))}"' for key, value in attributes) + ">"
