"""`kawara.lock.yml`: what has been published, one address after the other, to be committed and read in a diff.

The file is YAML of a form so plain that it needs no parser, and has no limit to its length: values are JSON. A line that is anything
else is a fault, with its number.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

FILE = "kawara.lock.yml"
VERSION = 1
HEAD = """\
# What has been published. `kawara check` tells by it what a deployment would lose, or announce again.
# Commit this file. After a deployment, `kawara lock` renews it.
"""
_LINE = re.compile(r'( *)("(?:[^"\\]|\\.)*"|[a-z_]+):(?: (.*))?')


@dataclass(frozen=True, slots=True)
class Entry:
    """One address."""

    kind: str
    """`post`, `page`, `redirect` or `feed`."""
    source: str = ""
    """The file that made it; empty for a feed."""
    id: str = ""
    """Of a post: its identity in feeds."""
    date: str = ""
    """Of a post: as ISO 8601 has it; empty without one."""
    edition: str = ""
    headings: tuple[str, ...] = ()
    """Ids of its headings."""
    target: str = ""
    """Of a redirect: where it leads."""
    line: int = field(default=0, compare=False)
    """Where it stands in the file."""


@dataclass(frozen=True, slots=True)
class Lock:
    """What was published at one moment."""

    urls: Mapping[str, Entry]
    """Decoded path below the site's root → what is there."""
    feed_limit: int = 0
    """`feeds.limit` at that moment."""


def dump(lock: Lock) -> str:
    """The one form of a lock: sorted, a value a line, so that a diff shows what moved."""
    lines = [f"{HEAD}version: {VERSION}", f"feed_limit: {lock.feed_limit}", "urls:"]
    for url in sorted(lock.urls):
        lines.append(f"  {_json(url)}:")
        entry = lock.urls[url]
        values = ((name, getattr(entry, name)) for name in _FIELDS)
        lines += [f"    {name}: {_json(value)}" for name, value in values if value]
    return "\n".join([*lines, ""])


_FIELDS = ("kind", "source", "target", "date", "edition", "id", "headings")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def parse(text: str) -> Lock:
    """The lock out of :func:`dump`. Raises ValueError, whose two arguments are the line's number and the fault as a sentence."""
    top: dict[str, Any] = {}
    rows: dict[str, dict[str, Any]] = {}
    row: dict[str, Any] | None = None
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        depth, key, value = _read(line, number)
        if depth == 0:
            top[key] = value
        elif depth == 2 and value is None:
            row = rows[key] = {"line": number}
        elif depth == 4 and row is not None and key in _FIELDS:
            row[key] = tuple(value) if isinstance(value, list) else value
        else:
            raise ValueError(number, f"'{line.strip()}' has no place here")
    if top.get("version") != VERSION:
        raise ValueError(1, f"it is of version {top.get('version')}, and this kawara knows {VERSION}")
    return Lock({url: _entry(url, values) for url, values in rows.items()}, int(top.get("feed_limit") or 0))


def _read(line: str, number: int) -> tuple[int, str, Any]:
    found = _LINE.fullmatch(line.rstrip())
    try:
        if found:
            key = json.loads(found[2]) if found[2].startswith('"') else found[2]
            return len(found[1]), key, json.loads(found[3]) if found[3] else None
    except ValueError:
        pass
    raise ValueError(number, f"'{line.strip()}' is not as kawara writes it")


def _entry(url: str, values: dict[str, Any]) -> Entry:
    try:
        return Entry(**values)
    except TypeError as error:
        raise ValueError(values["line"], f"'{url}' has no `kind`") from error
