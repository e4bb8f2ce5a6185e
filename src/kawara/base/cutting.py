"""A text within a width: cut at the end of a sentence where that is possible, and never inside a grapheme.

Pure functions over `str`, each pattern compiled once: these run on every post.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from kawara.base.text import columns, graphemes, is_unspaced, meet

ELLIPSIS = "…"
_NEAR = 16
"""Characters beside a break that are looked at: no text has so many signs in a row."""
_WRAP = re.compile(r"\n\s*")
_CLOSERS = re.escape("」』）)】〕］]｝}〉》”’\"'")
_STOP = re.compile(f"([。！？｡．.!?]+)([{_CLOSERS}]*)")
_COMMA = re.compile(r"[、，､]|,(?=\s)")
_ABBREVIATION = re.compile(r"(?:^\d+|\b[A-Za-z]|\b(?:Dr|Mr|Mrs|Ms|St|Prof|Jr|Sr|vs|No|Fig|etc|cf))$")
_PAIRS = dict(zip("「『（(【〔［[｛{〈《“", "」』）)】〕］]｝}〉》”", strict=True))
_BRACKET = re.compile(f"[{re.escape(''.join(_PAIRS) + ''.join(_PAIRS.values()))}]")
_LOOSE_ENDS = " \t\n\u3000、，､,・:：;；.–—-"

Spans = Sequence[tuple[int, int]]


def summarise(text: str, width: int) -> str:
    """A text on one line, cut as by :func:`cut`. Lines that were only wrapped are joined: without a space inside CJK text."""
    return cut(" ".join(_WRAP.sub(_join, text).split()), width)


def _join(wrap: re.Match[str]) -> str:
    text, start, end = wrap.string, wrap.start(), wrap.end()
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    return "" if meet(before.rpartition("\n")[2], after.partition("\n")[0]) else " "


def cut(text: str, width: int) -> str:
    """The beginning of a text within so many columns; all of it when it fits.

    Cut after the last sentence that fits, else at a comma, else between words, else between graphemes, and never inside
    brackets as long as there is a choice. `…`, counted as one column, marks every cut but that at a sentence's end.
    """
    borders, room = _borders(text, width)
    if room == len(text):
        return text
    third = borders[-1] // 3  # what is shorter than that throws too much away for the sake of a comma or a bracket
    sentences = [end for end in _sentence_ends(text, room) if end == room or end in borders]
    commas = [found.start() for found in _COMMA.finditer(text, third, borders[-1]) if found.start() in borders]
    for spans, least in ((_brackets(text, room), third), ((), 1)):
        if end := _last_outside(spans, reversed(sentences)):
            return text[:end]
        words = (end for end in reversed(borders) if end >= least and not _inside_word(text, end))
        if end := _last_outside(spans, reversed(commas)) or _last_outside(spans, words):
            return text[:end].rstrip(_LOOSE_ENDS) + ELLIPSIS
    return text[: borders[-1]] + ELLIPSIS if width > 0 else ""


def _borders(text: str, width: int) -> tuple[list[int], int]:
    """The borders between graphemes that leave a column for the ellipsis, and the last border that fits without one."""
    borders, room, used = [0], 0, 0
    for grapheme in graphemes(text):
        used += columns(grapheme)
        if used > width:
            break
        room += len(grapheme)
        if used < width:
            borders.append(room)
    return borders, room


def _last_outside(spans: Spans, ends: Iterable[int]) -> int:
    """The first of the given ends that lies in no span; 0 when there is none."""
    return next((end for end in ends if not any(start < end < stop for start, stop in spans)), 0)


def _sentence_ends(text: str, room: int) -> Iterator[int]:
    """Where sentences end in the first `room` characters: after the stop and what it closes."""
    return (found.end() for found in _STOP.finditer(text, 0, room) if _ends_sentence(text, found))


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    signs, closers = stop.groups()
    after = text[stop.end() : stop.end() + 2]
    if after and after[0] in "。！？｡．.!?」』）)】”’":
        return False
    if signs[-1] in "。！？｡":
        return not (closers and after.startswith(("と", "って")))  # 「はい。」と is still on its way
    if signs[-1] in "．!?":
        return not after or after[0].isspace() or (signs[-1] != "." and is_unspaced(after[0]))
    spaced = not after or after[0].isspace()
    return spaced and len(signs) == 1 and not _ABBREVIATION.search(text[max(0, stop.start() - 6) : stop.start()])


def _brackets(text: str, room: int) -> Spans:
    """From each bracket opened in the first `room` characters to its closer; one that is never closed opens nothing."""
    spans: list[tuple[int, int]] = []
    waiting: list[tuple[str, int]] = []
    for found in _BRACKET.finditer(text, 0, room):
        if found[0] in _PAIRS:
            waiting.append((_PAIRS[found[0]], found.start()))
        elif waiting and waiting[-1][0] == found[0]:
            spans.append((waiting.pop()[1], found.end()))
    return spans + [(start, len(text)) for closer, start in waiting if text.find(closer, room) >= 0]


def _inside_word(text: str, end: int) -> bool:
    kind = _word_kind(text[end])
    return kind != "" and kind == _word_kind(text[end - 1 : end])


def _word_kind(character: str) -> str:
    """`k` for katakana, `w` for what makes words in scripts that put spaces between them, else nothing."""
    if "\u30a1" <= character <= "\u30ff" or "\uff66" <= character <= "\uff9f":
        return "k"
    if not character or is_unspaced(character):
        return ""
    return "w" if character.isalnum() or character in "'’_.-" or unicodedata.category(character)[0] == "M" else ""
