"""One function per kind of field: a written value → the value meant.

A reader is `(Value, Asker) -> value or None`. What it cannot read it tells the asker, and answers None: the field is then as if it
had not been given. Text is read as written, so `title: 12:30`, `slug: 007` and `tags: [no, 1.10]` are what they look like.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache
from math import ceil
from typing import NamedTuple, TypeVar

from kawara.base.cutting import summarise
from kawara.base.forms import language_tag, nearest_language_tag, permalink_fault
from kawara.base.problems import Problem, problem
from kawara.base.text import brief, fold, nfc
from kawara.base.urls import unquote, unsafe
from kawara.loader.dates import complaint, parse_date
from kawara.model import Term
from kawara.yamltext import Value, cut_off

T = TypeVar("T")


class Asker(NamedTuple):
    """Who reads a value, and what for."""

    key: str
    """As written in the front matter."""
    path: str
    zone: str
    """IANA name of the site's zone."""
    problems: list[Problem]

    def wrong(self, code: str, value: Value, text: str, hint: str = "") -> T | None:
        """Tell a fault at a value; at its key when it has no text of its own. Answers None, so that a reader can end with it."""
        line, column, source = (value.line, value.column, value.source) if value.text or not value.key[0] else value.key
        place = {"line": line, "column": column, "source": source}
        self.problems.append(problem(code, self.path, text, hint=hint, **place))
        return None


Reader = Callable[[Value, Asker], object]


# --- text --------------------------------------------------------------------------------------------------------------


def text(value: Value, asker: Asker) -> str | None:
    """One line of text; None when empty."""
    if isinstance(value.data, dict | list):
        kind = "a list" if isinstance(value.data, list) else "a mapping"
        return asker.wrong("type", value, f"'{asker.key}' must be text, and is {kind}", f"write {asker.key}: some text")
    if told := cut_off(value, asker.key):
        asker.wrong("comment", value, *told)
    if value.data is None:
        return None
    written = nfc(value.text).strip()
    return (summarise(written, 2 * len(written)) if "\n" in written else written) or None


def image(value: Value, asker: Asker) -> str | None:
    """The path of an image: as text or, as in Jekyll's themes, below `path`."""
    if isinstance(value.data, dict):
        inner = next((value.data[key] for key in ("path", "src", "url") if key in value.data), None)
        return (
            text(inner, asker) if inner else asker.wrong("type", value, "'image' has no path", "write image: cover.png")
        )
    return text(value, asker)


_LAYOUT = re.compile(r"[\w-]+(?:\.[\w-]+)*(?:/[\w-]+(?:\.[\w-]+)*)*")


def layout(value: Value, asker: Asker) -> str | None:
    """The name of a template, less `.html`."""
    name = (text(value, asker) or "").removesuffix(".html")
    if name and not _LAYOUT.fullmatch(name):
        return asker.wrong("type", value, f"'{name}' is no name of a template", "write layout: post")
    return name or None


def writing(value: Value, asker: Asker) -> str | None:
    """How lines run: `vertical`, or empty for `horizontal`."""
    if (name := text(value, asker)) in (None, "vertical"):
        return name
    return (
        ""
        if name == "horizontal"
        else asker.wrong("type", value, f"'{name}' is no way to write", "write writing: vertical")
    )


def language(value: Value, asker: Asker) -> str | None:
    """A language tag."""
    written = text(value, asker)
    if written is None:
        return None
    if tag := language_tag(written):
        return tag
    hint = f"write {asker.key}: {nearest_language_tag(written)}"
    return asker.wrong("lang", value, f"'{written}' is no language tag", hint)


# --- numbers, yes and no, moments --------------------------------------------------------------------------------------

_YES, _NO = frozenset({"true", "yes", "on", "1", "y"}), frozenset({"false", "no", "off", "0", "n"})


def yes_or_no(value: Value, asker: Asker) -> bool | None:
    """`true` or `false`, and no other word for them: a guess here could publish what was held back."""
    if isinstance(value.data, bool):
        return value.data
    meant = "true" if fold(value.text) in _YES else "false" if fold(value.text) in _NO else "true or false"
    hint = f"write {asker.key}: {meant}"
    if value.data is None:
        return asker.wrong("type", value, f"'{asker.key}' has no value", hint)
    what = f"'{value.text}' in quotes is text" if value.quoted else f"'{value.text}' is neither true nor false"
    return asker.wrong("type", value, what if value.text else f"'{asker.key}' must be true or false", hint)


def switch(value: Value, asker: Asker) -> bool | None:
    """As :func:`yes_or_no`, for a field that decides nothing grave: it may be left empty."""
    return None if value.data is None else yes_or_no(value, asker)


def published(value: Value, asker: Asker) -> bool | None:
    """Jekyll's `published`, told as whether the post is a draft."""
    if parse_date(value.text, "UTC"):
        hint = f"write date: {value.text}, and published: true or nothing"
        return asker.wrong("type", value, "'published' is true or false, not a date", hint)
    answer = yes_or_no(value, asker)
    return None if answer is None else not answer


def number(value: Value, asker: Asker) -> int | None:
    """A whole number, not below 0; a fraction is rounded up."""
    if value.data is None:
        return None
    if isinstance(value.data, int | float) and not isinstance(value.data, bool) and value.data >= 0:
        return ceil(value.data)
    digits = re.match(r"\d+", fold(value.text))
    hint = f"write {asker.key}: {digits[0] if digits else 8}"
    what = f"'{brief(value.text)}' is no number" if value.text else "a number is wanted"
    return asker.wrong("type", value, f"{what}{', but text in quotes' if value.quoted else ''}", hint)


def moment(value: Value, asker: Asker) -> datetime | None:
    """A date, with or without a time."""
    if value.data is None:
        return None
    if isinstance(value.data, dict | list):
        return asker.wrong("date", value, f"'{asker.key}' must be a date", f"write {asker.key}: 2026-11-23")
    return parse_date(value.text, asker.zone) or asker.wrong("date", value, *complaint(value.text))


# --- paths -------------------------------------------------------------------------------------------------------------


def slug(value: Value, asker: Asker) -> str | None:
    """One part of a path, decoded."""
    written = text(value, asker)
    if written is None:
        return None
    decoded = unquote(written)
    if reason := ("holds a '/'" if "/" in decoded else unsafe(decoded)):
        hint = "for a whole path, write permalink:" if "/" in decoded else "write it with letters, digits and -"
        return asker.wrong("slug", value, f"the slug '{brief(written)}' {reason}", hint)
    return decoded


def permalink(value: Value, asker: Asker) -> str | None:
    """A permalink pattern that begins with `/`, or the name of one of Jekyll's styles; decoded."""
    written = text(value, asker)
    if written is None:
        return None
    decoded = unquote(written)
    if reason := permalink_fault(decoded):
        return asker.wrong("slug", value, reason, "write such as permalink: /notes/:slug/")
    return decoded


def aliases(value: Value, asker: Asker) -> tuple[str, ...] | None:
    """Former paths, decoded, each beginning with `/`."""
    if value.data is None:
        return None
    items = value.data if isinstance(value.data, list) else [value]
    paths = (_alias(item, asker) for item in items)
    return tuple(dict.fromkeys(path for path in paths if path))


def _alias(value: Value, asker: Asker) -> str | None:
    written = text(value, asker)
    if written is None:
        return asker.wrong("slug", value, "an alias is empty", "remove it")
    path = "/" + unquote(written).removeprefix("/")
    reason = "is a whole URL, and must be a path of this site" if "://" in written else unsafe(path)
    if reason:
        said = f"the alias '{brief(written)}' {reason}"
        return asker.wrong("slug", value, said, f"write such as {asker.key}: [/old/path/]")
    return path


# --- terms -------------------------------------------------------------------------------------------------------------

_SEPARATOR = re.compile("[,、，]")


def terms(kind: str, *, several: bool = True) -> Reader:
    """A reader of terms: a list, or one text; `several` cuts a text at commas (`,`, `、`), for keys in the plural."""

    def read(value: Value, asker: Asker) -> tuple[Term, ...] | None:
        if value.data is None:
            return None
        found: dict[str, Term] = {}
        for name in _names(value, asker, several=several):
            one = term(kind, name)
            found.setdefault(one.key, one)
        return tuple(found.values())

    return read


@lru_cache(maxsize=1024)
def term(kind: str, name: str) -> Term:
    """The term of a written name: a blog has few, and names each again and again."""
    name = nfc(name)
    return Term(kind, fold(name), name)


def _names(value: Value, asker: Asker, *, several: bool) -> Iterator[str]:
    if isinstance(value.data, list):
        yield from filter(None, (_name(item, asker) for item in value.data))
    elif several and isinstance(value.data, str):
        yield from filter(None, (part.strip() for part in _SEPARATOR.split(value.text)))
    elif name := _name(value, asker):
        yield name


def _name(value: Value, asker: Asker) -> str | None:
    """One name; a list within a list is a path, as in Hexo: `[tools, git]` is `tools/git`."""
    if isinstance(value.data, dict):
        hint = f"write {asker.key}: [a name], and quote a name with a colon in it"
        return asker.wrong("term", value, f"'{asker.key}' holds a mapping where a name is wanted", hint)
    if isinstance(value.data, list):
        if any(isinstance(item.data, list) for item in value.data):
            return asker.wrong("term", value, f"'{asker.key}' holds lists three deep", "write a path as [tools, git]")
        return "/".join(filter(None, (_name(item, asker) for item in value.data))) or None
    name = value.text.strip()
    if "\n" in name:
        name = " ".join(line.strip() for line in name.split("\n"))
    if value.data is None or not name:
        return asker.wrong("term", value, f"'{asker.key}' holds a name that is empty", "remove it, or quote the word")
    return name
