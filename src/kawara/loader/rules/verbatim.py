"""Where in a line of text a reader expects signs as they were written: inside `<code>` and its like, written as HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

TAG = re.compile(r"<(/?)(?:code|kbd|samp|pre|tt|var|script|style|textarea)\b", re.IGNORECASE)


def verbatim(children: Sequence[Token]) -> Iterator[bool]:
    """Of each token of a line, whether it stands in such an element."""
    depth = 0
    for child in children:
        found = TAG.match(child.content) if child.type == "html_inline" else None
        if found:
            depth = max(0, depth + (-1 if found[1] else 1))
        yield depth > 0
