"""Tags of HTML out of plain values."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

PHRASING = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "data", "del", "dfn", "em", "i"),
        *("ins", "kbd", "mark", "q", "rb", "rp", "rt", "ruby", "s", "samp", "small", "span", "strong"),
        *("sub", "sup", "time", "u", "var", "wbr"),
    )
)
"""Elements that may stand in a line of text, and say nothing but how their words are meant."""


def img(attributes: Iterable[tuple[str, object]]) -> str:
    """An image with these attributes."""
    return opened("img", attributes)


def opened(name: str, attributes: Iterable[tuple[str, object]]) -> str:
    """The opening tag of an element."""
    return f"<{name}" + "".join(f' {key}="{escape(str(value))}"' for key, value in attributes) + ">"
