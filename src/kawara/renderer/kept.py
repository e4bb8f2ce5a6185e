"""Parts of pages that are made once for many pages: the text, and every question that was asked for it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, NamedTuple

ROOM = 8_000_000
"""Characters a process keeps, the youngest of them: ten thousand items of lists."""


class Part(NamedTuple):
    """One part of a page."""

    text: str
    asked: tuple[tuple[Any, ...], ...]
    """The questions that were asked for it, in order."""


class Kept:
    """The parts that were made last. It belongs to one set of answers: with others, the same key might mean another text.

    Whoever takes it to other answers drops each part with a post that is another now, or with a question that is answered otherwise.
    """

    __slots__ = ("_room", "parts")

    def __init__(self, room: int = ROOM) -> None:
        self.parts: dict[Hashable, Part] = {}
        self._room = room

    def add(self, key: Hashable, part: Part) -> None:
        """Keep a part; the oldest give way to it."""
        self.parts[key] = part
        self._room -= len(part.text)
        while self._room < 0:
            self.drop(next(iter(self.parts)))

    def drop(self, key: Hashable) -> None:
        """Keep a part no longer."""
        self._room += len(self.parts.pop(key).text)
