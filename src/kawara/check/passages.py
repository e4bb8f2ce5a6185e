"""The passages of a text: paragraphs that say enough for it to be no accident when they stand somewhere else as well."""

from __future__ import annotations

from array import array
from typing import NamedTuple
from zlib import adler32, crc32

from kawara.check.flow import FOREIGN, Piece, flow
from kawara.check.text import Text, once, plain, weight

LEAST = 80
"""Weight of the shortest passage: forty characters of Japanese."""
SHORT = 60
"""Weight of the longest line of a verse: prose that is broken at all is broken later."""
LEAST_SENTENCE = 40
"""Weight of the shortest sentence by which passages of different texts are compared."""


class Passage(NamedTuple):
    """One passage. A plain tuple, as there are ten of them in a post."""

    piece: Piece
    words: str
    """As a reader has them."""
    key: str
    """Its words without spaces: what makes two passages one."""
    line: int
    """Number of its first line."""
    weight: int


def passages(text: Text, least: int = LEAST) -> list[Passage]:
    """The passages of a text. A paragraph that only leads to a list or to code (`:`) is none, nor is one of a quotation."""
    return [one for one in once(text, _passages) if one.weight >= least]


def is_said(piece: Piece) -> bool:
    """Whether a piece is a paragraph of words."""
    return piece.kind == "paragraph" and not piece.text.startswith(FOREIGN)


def is_verse(text: str) -> bool:
    """Whether a paragraph is of three short lines or more: what comes again in verse is a refrain."""
    lines = text.count("\n") + 1
    return lines > 2 and all(weight(line) <= SHORT for line in text.split("\n"))


def _passages(text: Text) -> list[Passage]:
    pieces = (piece for piece in flow(text) if is_said(piece) and len(piece.text) * 3 >= LEAST)
    said = ((piece, plain(piece.text)) for piece in pieces)
    found = (_passage(piece, words) for piece, words in said if not is_verse(piece.text))
    return [one for one in found if one.weight >= LEAST and not one.key.endswith((":", "："))]


def _passage(piece: Piece, words: str) -> Passage:
    key = "".join(words.split())
    return Passage(piece, words, key, piece.block.line + piece.block.text.count("\n", 0, piece.start), weight(key))


class Prints(NamedTuple):
    """The passages of a text as other texts are compared with it: its words stay where they are. Packed, as hundreds of thousands travel."""

    passages: array[int]
    """Of each: its first line, the line after it, its weight, and how many sentences it has."""
    sentences: array[int]
    """Of each, passage by passage: its digest and its weight."""


NO_PRINTS = Prints(array("Q"), array("Q"))


def prints(text: Text, least: int) -> Prints:
    """The passages of at least this weight, ready to be compared with those of other texts."""
    found, sentences = array("Q"), array("Q")
    for one in passages(text, least):
        measured = _measured(one)
        found.extend((one.line, one.line + one.piece.text.count("\n"), one.weight, len(measured) // 2))
        sentences.extend(measured)
    return Prints(found, sentences)


def _measured(one: Passage) -> list[int]:
    """What stands for each sentence of a passage, and its weight.

    Two sums, which a million sentences do not share by accident, and which cost next to nothing.
    """
    found: list[int] = []
    for part in _sentences(one):
        data = part.encode("utf-8", "replace")
        size = (len(data) + len(part)) // 2
        if size >= LEAST_SENTENCE:
            found += (crc32(data) << 32 | adler32(data), size)
    return found


def _sentences(one: Passage) -> list[str]:
    """The sentences of a passage without spaces, less their ends. Replacing and splitting takes a fifth of the time of a pattern."""
    words = one.key
    if ". " in one.words or ".\n" in one.words:  # only here do spaces tell where a sentence ends
        words = "".join(one.words.replace(". ", "。").replace(".\n", "。").split())
    for end in ("！", "？", "!", "?"):
        if end in words:
            words = words.replace(end, "。")
    return [part for part in words.split("。") if len(part) * 5 >= LEAST_SENTENCE * 2]
