"""One function per kind of setting: a written value → the value meant.

A reader is `(Value, Reading, name) -> value or None`. What it cannot use it tells the reading and answers None: the setting then keeps
its default. Readers of lists and mappings are made from readers of what they hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, TypeVar
from urllib.parse import urlsplit

from kawara.base.colours import hexadecimal
from kawara.base.forms import language_tag, nearest_language_tag, permalink_fault
from kawara.base.problems import Problem, problem
from kawara.base.rules import RULES
from kawara.base.text import fold, nfc
from kawara.base.urls import quote, unquote, unsafe
from kawara.yamltext import Value, cut_off, lost

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading:
    """One text on its way."""

    path: str
    problems: list[Problem]

    def wrong(self, value: Value, text: str, hint: str = "", *, at_key: bool = False, code: str = "config") -> T | None:
        """Tell a fault at a value, or at its key. Answers None, so that a reader can end with it."""
        own = (value.line, value.column, value.source)
        line, column, source = value.key if value.key[0] and (at_key or not value.text) else own
        self.problems.append(problem(code, self.path, text, line=line, column=column, source=source, hint=hint))
        return None

    def whole(self, value: Value, name: str) -> None:
        """Tell what a comment has cut off a text."""
        if told := cut_off(value, name):
            self.wrong(value, *told, code="comment")

    def mapping(self, value: Value, name: str) -> dict[str, Value]:
        """The members of a mapping; of an empty value, none."""
        if isinstance(value.data, dict):
            return value.data
        if value.data is not None:
            what = f"'{name}'" if name else "the file"
            self.wrong(value, f"{what} must hold 'key: value' lines")
        return {}

    def members(self, value: Value, name: str, readers: Mapping[str, Reader]) -> dict[str, Any]:
        """The members of a mapping, each read by its reader; an unknown one is told. Empty and wrong ones are left out."""
        given: dict[str, Any] = {}
        for key, member in self.mapping(value, name).items():
            full_name = f"{name}.{key}" if name else key
            if key not in readers:
                self.wrong(member, f"there is no setting '{full_name}'", near(key, readers), at_key=True)
            elif member.data is None:
                self._empty(member, full_name, readers[key])
            elif (read := readers[key](member, self, full_name)) is not None:
                given[key] = read
        return given

    def _empty(self, member: Value, name: str, read: Reader) -> None:
        """Tell of a text or a colour that is all comment; behind the key of a mapping, a comment is one."""
        if read is text or hexadecimal(lost(member).strip()):
            self.whole(member, name)

    def comments(self, value: Value, name: str) -> None:
        """Tell what comments have cut off the texts and colours in a value of which nothing is known."""
        if isinstance(value.data, dict):
            for key, member in value.data.items():
                self.comments(member, f"{name}.{key}")
        elif isinstance(value.data, list):
            for item in value.data:
                self.comments(item, name)
        elif isinstance(value.data, str) or hexadecimal(lost(value).strip()):
            self.whole(value, name)


Reader = Callable[[Value, Reading, str], Any]
"""Value, reading, the setting's full name → what it says, or None when that is wrong and told."""


def near(word: str, words: Iterable[str]) -> str:
    """A hint at the nearest right word, or the one that was cut short; else at all of them, when they are few."""
    known, meant = sorted(words), fold(word)
    longer = [one for one in known if one.startswith(meant)] if len(meant) > 2 else []
    close = get_close_matches(meant, known, n=1, cutoff=0.7) or longer
    return f"did you mean '{close[0]}'?" if close else f"there are {', '.join(known)}" if len(known) < 25 else ""


def text(value: Value, reading: Reading, name: str) -> str | None:
    """One line of text; None when blank."""
    if isinstance(value.data, dict | list):
        return reading.wrong(value, f"'{name}' must be text")
    reading.whole(value, name)
    return None if value.data is None else " ".join(nfc(value.text).split("\n")).strip() or None


def count(such: int) -> Reader:
    """A reader of a whole number, 1 or more, such as this one."""

    def read(value: Value, reading: Reading, name: str) -> int | None:
        if isinstance(value.data, int) and not isinstance(value.data, bool) and value.data >= 1:
            return value.data
        hint = f"write {name.rpartition('.')[2]}: {such}"
        return reading.wrong(value, f"'{name}' must be a whole number, 1 or more", hint)

    return read


def number(value: Value, reading: Reading, name: str) -> int | None:
    """A whole number, 0 or more."""
    if isinstance(value.data, int) and not isinstance(value.data, bool) and value.data >= 0:
        return value.data
    return reading.wrong(value, f"'{name}' must be a whole number, 0 or more", f"write {name.rpartition('.')[2]}: 3")


def switch(value: Value, reading: Reading, name: str) -> bool | None:
    """`true` or `false`."""
    if isinstance(value.data, bool):
        return value.data
    return reading.wrong(value, f"'{name}' must be true or false", f"write {name.rpartition('.')[2]}: false")


def plugin(value: Value, reading: Reading, name: str) -> str | None:
    """A function in a module, `package.module:function`."""
    if re.fullmatch(r"\w+(?:\.\w+)*:\w+", value.text or ""):
        return value.text
    return reading.wrong(
        value, f"'{value.text}' in '{name}' names no function", "write such as mdit_py_plugins.deflist:deflist_plugin"
    )


def one_of(*words: str) -> Reader:
    """A reader of one of these words."""

    def read(value: Value, reading: Reading, name: str) -> str | None:
        if value.text in words:
            return value.text
        return reading.wrong(value, f"'{value.text}' is no value of '{name}'", near(value.text, words))

    return read


def list_of(read: Reader) -> Reader:
    """A reader of a list, or of one item in its stead."""

    def read_all(value: Value, reading: Reading, name: str) -> tuple[Any, ...]:
        items = value.data if isinstance(value.data, list) else [value]
        return tuple(dict.fromkeys(found for item in items if (found := read(item, reading, name)) is not None))

    return read_all


def map_of(key: Callable[[str], str], read: Reader) -> Reader:
    """A reader of a mapping with keys of the author's own, each made one by `key`."""

    def read_all(value: Value, reading: Reading, name: str) -> dict[str, Any]:
        members = reading.mapping(value, name).items()
        pairs = ((key(word), read(member, reading, f"{name}.{word}")) for word, member in members)
        return {word: found for word, found in pairs if found is not None}

    return read_all


def by_folder(read: Reader) -> Reader:
    """A reader of one value for the whole site, or of a mapping folder → value; the site itself is the empty folder."""
    whole = map_of(lambda folder: nfc(folder).strip("/."), read)

    def read_all(value: Value, reading: Reading, name: str) -> dict[str, Any] | None:
        if isinstance(value.data, dict):
            found: dict[str, Any] = whole(value, reading, name)
            return found
        one = read(value, reading, name)
        return None if one is None else {"": one}

    return read_all


def record(record: Callable[..., Any], **readers: Reader) -> Reader:
    """A reader of a mapping with one reader for each key, as the record it makes."""
    return lambda value, reading, name: record(**reading.members(value, name, readers))


def language(value: Value, reading: Reading, name: str) -> str | None:
    """A language tag."""
    if tag := language_tag(value.text):
        return tag
    return reading.wrong(
        value, f"'{value.text}' is no language tag", f"write {name}: {nearest_language_tag(value.text)}"
    )


_MACHINE_ZONES = frozenset({"localtime", "posixrules", "posix", "right", "Factory"})
"""Names in some machines' time zone data that mean another zone on each."""


def timezone(value: Value, reading: Reading, _name: str) -> str | None:
    """The IANA name of a time zone that is the same on every machine."""
    import zoneinfo  # noqa: PLC0415 - most sites that name no zone need none

    try:
        if value.text.partition("/")[0] not in _MACHINE_ZONES:
            return zoneinfo.ZoneInfo(value.text).key
    except (
        KeyError,
        ValueError,
        OSError,
    ):  # KeyError: no such zone; the others: a name that is no file's, or a folder's
        pass
    known = (zone for zone in zoneinfo.available_timezones() if zone.partition("/")[0] not in _MACHINE_ZONES)
    zones = {zone.casefold(): zone for zone in sorted(known)}
    close = get_close_matches(value.text.casefold(), zones, n=1, cutoff=0.7)
    hint = f"did you mean '{zones[close[0]]}'?" if close else "write such as timezone: Asia/Tokyo"
    return reading.wrong(value, f"'{value.text}' is no time zone", hint)


def permalink(value: Value, reading: Reading, name: str) -> str | None:
    """A permalink pattern, decoded."""
    pattern = unquote(text(value, reading, name) or "")
    fault = permalink_fault(pattern) if pattern else None
    return reading.wrong(value, fault, "write such as permalink: /posts/:slug/") if fault else pattern or None


def url(value: Value, reading: Reading, _name: str) -> str | None:
    """An absolute http or https URL with a closing slash; its host in ASCII, its path percent-encoded."""
    hint = "write such as url: https://example.org/blog/"
    try:
        parts = urlsplit(value.text)
        host, port = (parts.hostname or "").encode("idna").decode().lower(), parts.port
    except ValueError:  # a port that is no number, a host that is no name
        return reading.wrong(value, f"'{value.text}' is no URL", hint)
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[a-z0-9_.-]+|[0-9a-f:.]*:[0-9a-f:.]*", host):
        return reading.wrong(value, f"'{value.text}' is no absolute http or https URL", hint)
    if parts.username is not None or parts.query or parts.fragment:
        return reading.wrong(value, f"'{value.text}' holds more than host and path", hint)
    path = unquote(parts.path).rstrip("/")
    if reason := path and unsafe(path):
        return reading.wrong(value, f"the path of '{value.text}' {reason}", hint)
    netloc = (f"[{host}]" if ":" in host else host) + (f":{port}" if port is not None else "")
    return f"{parts.scheme}://{netloc}{quote(path)}/"


def mounts(value: Value, reading: Reading, name: str) -> dict[str, str]:
    """Folder of the site → path below the site's root, both without slashes at their ends; an empty path is the root."""
    mounted = {}
    for written, member in reading.mapping(value, name).items():
        folder, path = nfc(written).strip("/"), (text(member, reading, name) or "").strip("/")
        reason = (folder.partition("/")[0] in OUR_FOLDERS and "is read anyway") or unsafe(folder)
        if reason:
            reading.wrong(member, f"the folder '{written}' {reason}", "name another folder of the site", at_key=True)
        elif path and (reason := unsafe(path)):
            reading.wrong(member, f"the path '{path}' {reason}", f"write such as {folder}: {folder}")
        else:
            mounted[folder] = path
    return mounted


OUR_FOLDERS = frozenset({"content", "static", "templates"})


def severities(value: Value, reading: Reading, name: str) -> dict[str, str]:
    """Problem code → severity."""
    return reading.members(value, name, dict.fromkeys(RULES, one_of("error", "warning", "note", "off")))
