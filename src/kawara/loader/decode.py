"""Bytes → text: UTF-8, one kind of newline, and no character that HTML or XML forbids."""

from __future__ import annotations

import re

from kawara.base.problems import Problem, problem
from kawara.base.text import clean, controls, place_of

GUESSES = (("Shift_JIS", "cp932"), ("EUC-JP", "euc_jp"))
"""What a Japanese text that is no UTF-8 is likely to be: its name, and Python's for it."""
HIRAGANA = re.compile("[ぁ-ん]")
UTF_16 = (b"\xff\xfe", b"\xfe\xff")


def decode(path: str, data: bytes) -> tuple[str | None, list[Problem]]:
    r"""The text of a source with `\n` for newlines; None when it cannot be had, and then a problem says why."""
    try:
        text = _newlines(data.decode())
    except UnicodeDecodeError as error:
        return None, [_not_utf8(path, data, error.start)]
    found = None if _is_plain(data) else next(controls(text), None)
    if found is None:
        return text, []
    if "\x00" in text:
        line, column, source = place_of(text, text.index("\x00"))
        return None, [
            problem("nul", path, "a NUL character", line=line, column=column, source=clean(source), hint="remove it")
        ]
    return clean(text), [_control(path, text, *found)]


_CONTROLS = bytes((*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), 0x7F))


def _is_plain(data: bytes) -> bool:
    """Whether UTF-8 surely holds no control character: bytes are looked through in a tenth of the time of characters.

    What begins with C2 may be U+0080 to U+009F, and with EF BF U+FFFE or U+FFFF: there the characters have to be looked at.
    """
    if len(data.translate(None, _CONTROLS)) != len(data) or b"\xc2" in data:
        return False
    return b"\xef" not in data or b"\xef\xbf" not in data  # one byte is found in a twentieth of the time of two


def _control(path: str, text: str, offset: int, character: str) -> Problem:
    """One warning for all that is left out of a file, at the place of the first."""
    line, column, source = place_of(text, offset)
    more = sum(1 for _ in controls(text)) - 1
    said = f"the control character U+{ord(character):04X}{f' and {more} more' if more else ''} left out"
    return problem("control", path, said, line=line, column=column, source=clean(source), hint="remove it")


def _not_utf8(path: str, data: bytes, start: int) -> Problem:
    """The first byte that is none of UTF-8, and what the file may be instead."""
    whole = clean(_newlines(data.decode("utf-8", "replace")))
    line, column, source = place_of(whole, len(clean(_newlines(data[:start].decode()))))
    guess = _guess(data)
    hint = f"it seems to be {guess}: save it as UTF-8" if guess else "save it as UTF-8"
    text = f"the byte 0x{data[start]:02X} is no UTF-8"
    return problem("encoding", path, text, line=line, column=column, source=source, hint=hint)


def _newlines(text: str) -> str:
    """The text less its byte order mark, with one kind of newline."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _guess(data: bytes) -> str:
    """The encoding that makes the most Japanese of the bytes; empty when none fits."""
    if data.startswith(UTF_16):
        return "UTF-16"
    read = {name: _decoded(data, codec) for name, codec in GUESSES}
    scores = {name: len(HIRAGANA.findall(text)) for name, text in read.items() if text is not None}
    return max(scores, key=lambda name: scores[name], default="")


def _decoded(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None
