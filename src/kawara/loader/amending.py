"""A field added to a post's front matter as a text: comments, order, quotes and line ends stay as they are."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from kawara.loader import fences

_PLAIN = re.compile(r"[\w/.%~+-]+")
_ALIASES = re.compile(r"(aliases|alias|redirect_from)(\s*[:=]\s*)(.*?)(\s+#.*)?")
_ITEM = re.compile(r"( *)- ")


def with_alias(text: str, alias: str) -> str:
    r"""The text with one alias more. `text` has `\n` for newlines.

    Raises ValueError where the field is written in a way that is not known here.
    """
    lines, first, last, is_toml = _block(text)
    at = next((number for number in range(first, last) if _ALIASES.fullmatch(lines[number])), None)
    if at is None:
        value = json.dumps([alias], ensure_ascii=False) if is_toml else f"[{_scalar(alias)}]"
        return _with_line(lines, first if is_toml else last, f"aliases{' = ' if is_toml else ': '}{value}")
    name, sign, value, comment = _found(lines[at])
    if value.startswith("[") and value.endswith("]"):
        inner = value[1:-1].strip()
        added = json.dumps(alias, ensure_ascii=False) if is_toml else _scalar(alias)
        lines[at] = f"{name}{sign}[{inner}{', ' if inner else ''}{added}]{comment}"
    elif value and not is_toml and value[0] not in "[{|>&*!":
        lines[at] = f"{name}{sign}[{value}, {_scalar(alias)}]{comment}"
    elif not value and not is_toml and (items := _items(lines, at + 1, last)):
        indent = _ITEM.match(lines[items[-1]])[1]  # type: ignore[index]  # as it was found
        lines.insert(items[-1] + 1, f"{indent}- {_scalar(alias)}")
    else:
        raise ValueError(f"'{name}' is written in a way that is left alone")
    return "\n".join(lines)


def with_alias_instead(text: str, was: str, now: str) -> str:
    """The text with one alias in the place of another. Raises ValueError where that is not found as it is written here."""
    lines, first, last, is_toml = _block(text)
    at = next((number for number in range(first, last) if _ALIASES.fullmatch(lines[number])), last)
    written = re.compile(rf"(?<![^\s\[,:=\"'])([\"']?){re.escape(was)}\1(?![^\s\],])")
    new = json.dumps(now, ensure_ascii=False) if is_toml else _scalar(now)
    for number in (at, *_items(lines, at + 1, last)):
        lines[number], count = written.subn(lambda _: new, lines[number])
        if count:
            return "\n".join(lines)
    raise ValueError(f"the alias '{was}' is written in a way that is left alone")


def with_id(text: str, identity: str) -> str:
    """The text with an `id`, of which there was none."""
    lines, first, last, is_toml = _block(text)
    value = json.dumps(identity, ensure_ascii=False)
    return _with_line(lines, first if is_toml else last, f"id{' = ' if is_toml else ': '}{value}")


def _block(text: str) -> tuple[list[str], int, int, bool]:
    """The lines, the first of the block, the one that closes it, and whether it is TOML. A text without a block gets one."""
    for style in (fences.YAML, fences.TOML):
        if style.opening.match(text) and (found := fences.find(style, text)):
            return text.split("\n"), found.block_line - 1, found.body_line - 2, style is fences.TOML
    return ["---", "---", "", *text.split("\n")], 1, 1, False


def _with_line(lines: list[str], at: int, line: str) -> str:
    return "\n".join([*lines[:at], line, *lines[at:]])


def _found(line: str) -> tuple[str, str, str, str]:
    found = _ALIASES.fullmatch(line)
    return ("", "", "", "") if found is None else (found[1], found[2], found[3].strip(), found[4] or "")


def _items(lines: Sequence[str], start: int, stop: int) -> list[int]:
    """The numbers of the lines of a list right below its key."""
    items: list[int] = []
    for number in range(start, stop):
        if _ITEM.match(lines[number]):
            items.append(number)
        elif lines[number].strip() and not lines[number].lstrip().startswith("#"):
            break
    return items


def _scalar(value: str) -> str:
    return value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
