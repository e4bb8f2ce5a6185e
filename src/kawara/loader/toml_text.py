"""TOML → values with places, in the shape of :mod:`kawara.yamltext`.

The standard library's reader keeps no places, so a key's line is searched for afterwards: right in ordinary front matter, and at
worst the line of a key of the same name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from math import isinf, isnan
from typing import Any

from kawara.base.problems import Problem, problem
from kawara.base.text import clean, controls
from kawara.yamltext import LONGEST, Value


def parse(text: str, path: str, first_line: int = 1) -> tuple[Value | None, list[Problem]]:
    """The table a TOML text holds, and every fault in it. Never raises. Codes: `toml`, `nul`, `control`."""
    import tomllib  # noqa: PLC0415 - few blogs use it, and it costs as much as a dozen posts

    if len(text) > LONGEST:
        hint = "put what is long into the text below, or into a file of its own"
        return None, [problem("toml", path, f"longer than {LONGEST // 1024} KiB", line=first_line, hint=hint)]
    lines = text.split("\n")
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        return None, [_fault(error, path, first_line, lines)]
    except (RecursionError, ValueError, ArithmeticError):
        return None, [
            problem("toml", path, "too many collections within each other, or too long a number", line=first_line)
        ]
    block = _Block(path, first_line, lines, [])
    return _value(data, "", block, first_line), block.problems


@dataclass(frozen=True, slots=True)
class _Block:
    """One text on its way."""

    path: str
    first_line: int
    lines: Sequence[str]
    problems: list[Problem]

    def source(self, number: int) -> str:
        index = number - self.first_line
        return self.lines[index] if index < len(self.lines) else ""


def _value(data: Any, key: str, block: _Block, line: int) -> Value:
    """Plain data as a value, at the line of its key or of what it stands in."""
    number = _line_of(key, block, line) if key else line
    source = block.source(number)
    place = (number, len(source) - len(source.lstrip()) + 1, source)
    if isinstance(data, dict):
        return Value({k: _value(v, k, block, number) for k, v in data.items()}, "", *place, key=place)
    if isinstance(data, list):
        return Value([_value(item, "", block, number) for item in data], "", *place, key=place)
    value, text = _scalar(data)
    if isinstance(value, str) and (found := {character for _, character in controls(value)}):
        line, column, source = place
        code, kind = ("nul", "a NUL") if "\0" in found else ("control", "a control")
        block.problems.append(
            problem(code, block.path, f"{kind} character in the value", line=line, column=column, source=source)
        )
        value = text = clean(value)
    return Value(value, text, *place, quoted=isinstance(data, str), key=place)


def _scalar(data: Any) -> tuple[str | int | float | bool, str]:
    """A scalar, and its text as near to what was written as the reader lets us know."""
    if isinstance(data, bool):
        return data, str(data).lower()
    if isinstance(data, Decimal):
        number = float(data)
        return (str(data) if isinf(number) or isnan(number) else number), str(data)
    if isinstance(data, date | time):
        return data.isoformat(), data.isoformat()
    return data, str(data)


def _line_of(key: str, block: _Block, line: int) -> int:
    """The number of the first line, from `line` on, that sets a key or opens a table of its name."""
    name = re.escape(key)
    sets = re.compile(rf"\s*(?:[\"']?{name}[\"']?\s*[=.]|\[\[?(?:.*\.)?\s*[\"']?{name}[\"']?\s*[\].])")
    numbers = range(line, block.first_line + len(block.lines))
    return next((number for number in numbers if sets.match(block.source(number))), line)


def _fault(error: Exception, path: str, first_line: int, lines: Sequence[str]) -> Problem:
    """The reader's error, which tells its place in words only."""
    found = re.fullmatch(r"(.*) \(at line (\d+), column (\d+)\)", str(error), re.DOTALL)
    text = (found[1] if found else str(error).removesuffix(" (at end of document)")).rstrip(".")
    line, column = (int(found[2]), int(found[3])) if found else (len(lines), 0)
    source = lines[line - 1] if 0 < line <= len(lines) else ""
    said, hint = _SAID.get(text, (text[:1].lower() + text[1:], ""))
    place = {"line": line + first_line - 1, "column": column, "source": source}
    return problem("toml", path, said, hint=hint, **place)


_SAID = {
    "Invalid value": ("a value that TOML does not know", "text stands in quotes in TOML"),
    "Cannot overwrite a value": ("a key is given twice", "keep one"),
    "Invalid date or datetime": ("a day or a time that does not exist", "write it as 2026-11-23"),
}
"""The reader's words → what to say instead, and the mend."""
