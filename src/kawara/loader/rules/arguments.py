"""What the line of a directive says: its name, a title, and arguments as `name=value` between braces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

NAME = r"[^\W\d_][\w-]*+"
LINE = re.compile(rf"(?P<colons>:{{2,}}+)(?P<space>[ \t\u3000]*+)(?:(?P<name>{NAME})(?P<rest>.*))?", re.DOTALL)
BRACES = re.compile(r"(?P<title>[^{]*+)\{(?P<arguments>.*)\}", re.DOTALL)
ARGUMENT = re.compile(
    rf"""\s*+(?P<name>{NAME})"""
    r"""(?:\s*+=\s*+(?:"(?P<double>(?:[^"\\]|\\.)*+)"|'(?P<single>[^']*+)'|(?P<bare>[^\s"'“”{}]++)))?(?=\s|$)"""
)
ESCAPED = re.compile(r'\\(["\\])')
YES = "true"
"""The value of an argument that is only named, as `open` is in `{open}`."""
TITLE = "title"
"""The argument that the words after the name of a fence are."""

Fault = tuple[int, str, str]
"""Offset in the line, what is wrong there, and how to mend it."""
Pair = tuple[int, str, str | None]
"""Offset in the line, name and value of an argument; what is written there, and no value, where it cannot be read."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that opens or closes a directive, or is one."""

    colons: int
    name: str = ""
    """Empty where the line closes."""
    at: int = 0
    """Offset of the name in the line."""
    arguments: tuple[tuple[str, str], ...] = ()
    """In the order written, the first of each name."""
    faults: tuple[Fault, ...] = ()
    is_text: bool = False
    """It looks like a directive, but cannot be read as one."""


def read(text: str) -> Line | None:
    """What a line says; None for one that is no directive's. Two colons are a directive on one line, three a fence."""
    found = LINE.fullmatch(text.rstrip())
    if found is None:
        return None
    line = Line(len(found["colons"]), found["name"] or "", max(found.start("name"), 0))
    if not line.name:
        return line if line.colons > 2 else None
    if line.colons == 2:
        return _alone(line, found) if not found["space"] else None
    return _fence(line, found) if found["rest"][:1] in ("", " ", "\t", "\u3000", "{", "[") else None


def _fence(line: Line, found: re.Match[str]) -> Line:
    """A name, a title, and perhaps braces behind it."""
    braces, offset = BRACES.fullmatch(found["rest"]), found.start("rest")
    title = (braces["title"] if braces else found["rest"]).strip()
    titled: list[Pair] = [(offset, TITLE, title)] if title else []
    pairs = _pairs(braces["arguments"], offset + braces.start("arguments")) if braces else ()
    read = _with_arguments(line, [*titled, *pairs])
    if title[:1] != "[":
        return read
    fault = (offset, "a title stands without brackets", f"write {':' * line.colons} {line.name} {title.strip('[]')}")
    return replace(read, faults=(fault, *read.faults))


def _alone(line: Line, found: re.Match[str]) -> Line | None:
    """A name and braces, with nothing between or behind."""
    braces, offset = BRACES.fullmatch(found["rest"]), found.start("rest")
    if braces and not braces["title"]:
        return _with_arguments(line, _pairs(braces["arguments"], offset + braces.start("arguments")))
    if found["rest"][:1] not in ("{", "["):
        return None
    hint = f"write ::{line.name}{{name=value}} and nothing behind it; a text that begins with colons begins with \\::"
    return replace(line, faults=((offset, f"'{line.name}' cannot be read as a directive", hint),), is_text=True)


def _with_arguments(line: Line, pairs: Iterable[Pair]) -> Line:
    kept: dict[str, str] = {}
    faults: list[Fault] = []
    for offset, name, value in pairs:
        if value is None:
            hint = 'write name=value, and the value in "straight quotes" when it has spaces'
            faults.append((offset, f"'{name}' cannot be read as an argument", hint))
        elif name in kept:
            faults.append((offset, f"'{name}' is given twice", "keep one"))
        else:
            kept[name] = value
    return replace(line, arguments=tuple(kept.items()), faults=tuple(faults))


def _pairs(text: str, offset: int) -> Iterator[Pair]:
    """The arguments between braces, up to the first that cannot be read. `offset` is that of the text in its line."""
    text, at = text.rstrip(), 0
    while at < len(text):
        found = ARGUMENT.match(text, at)
        if found is None:
            rest = text[at:].strip()
            yield offset + text.index(rest, at), rest, None
            return
        yield offset + found.start("name"), found["name"], _value(found)
        at = found.end()


def _value(found: re.Match[str]) -> str:
    if found["double"] is not None:
        return ESCAPED.sub(r"\1", found["double"])
    return next((found[kind] for kind in ("single", "bare") if found[kind] is not None), YES)
