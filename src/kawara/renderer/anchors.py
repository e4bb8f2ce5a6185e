"""The ids in a text: what the fragment of a link may lead to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from html import unescape

from kawara.base.near import near_name
from kawara.base.text import nfc
from kawara.model import Body, Hole

ID = re.compile(r"""<[A-Za-z][^<>]*?\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'<>=`]+))""")
"""In a tag; of several the first. Text and code have no bare `<`."""
LATELY = 256
"""So many texts are remembered by their ids: links into one text stand near each other."""


def anchoring(body_of: Callable[[str], Body]) -> Callable[[str, str], str | None]:
    """The answers to: what is near that id in the text of a source? None when the id itself is there, empty when nothing is."""

    @lru_cache(LATELY)
    def ids_of(path: str) -> frozenset[str]:
        return frozenset(ids(body_of(path).pieces))

    def near(path: str, fragment: str) -> str | None:
        known = ids_of(path)
        return None if fragment in known else near_name(fragment, known)

    return near


def ids(pieces: Iterable[str | Hole]) -> Iterator[str]:
    """Every id in these pieces, those inside of holes as well, decoded."""
    for piece in pieces:
        if isinstance(piece, Hole):
            yield from ids(piece.inner)
        else:
            yield from (nfc(unescape("".join(found))) for found in ID.findall(piece))
