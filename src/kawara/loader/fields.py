"""Front matter → the checked fields of a Post: one row per key.

Every key of the author's own is kept in `extra`. A key that is nearly one of ours is told; nearly one of those that decide
publication, it is an error, since `draf: true` on a published site cannot be taken back.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, NamedTuple

from kawara.base.problems import Problem, problem
from kawara.base.text import fold
from kawara.config import Config
from kawara.loader import readers
from kawara.loader.readers import Asker, Reader
from kawara.model import Source
from kawara.yamltext import Place, Value, plain


class Field(NamedTuple):
    """A row: which field of a Post a key fills, and how its value is read."""

    name: str
    read: Reader


class Fields(NamedTuple):
    """Front matter, checked."""

    values: dict[str, Any]
    """Fields of a Post; one that was not given, or was wrong, is absent. `extra` is always there."""
    places: dict[str, Place]
    """Where each value stands, right or wrong, by the name of its field; by its own key when it is the author's own."""
    problems: list[Problem]


FIELDS: dict[str, Field] = {
    "title": Field("title", readers.text),
    "date": Field("date", readers.moment),
    "publishDate": Field("date", readers.moment),  # Hugo
    "publishdate": Field("date", readers.moment),
    "pubdate": Field("date", readers.moment),
    "updated": Field("updated", readers.moment),
    "last_modified_at": Field("updated", readers.moment),  # Jekyll
    "lastmod": Field("updated", readers.moment),  # Hugo
    "modified": Field("updated", readers.moment),  # Pelican
    "expires": Field("expires", readers.moment),
    "expiryDate": Field("expires", readers.moment),  # Hugo
    "expirydate": Field("expires", readers.moment),
    "unpublishdate": Field("expires", readers.moment),
    "draft": Field("draft", readers.yes_or_no),
    "published": Field("draft", readers.published),
    "slug": Field("slug", readers.slug),
    "permalink": Field("permalink", readers.permalink),
    "aliases": Field("aliases", readers.aliases),
    "alias": Field("aliases", readers.aliases),
    "redirect_from": Field("aliases", readers.aliases),  # Jekyll
    "layout": Field("layout", readers.layout),
    "categories": Field("categories", readers.terms("categories")),
    "category": Field("categories", readers.terms("categories", several=False)),
    "tags": Field("tags", readers.terms("tags")),
    "tag": Field("tags", readers.terms("tags", several=False)),
    "authors": Field("authors", readers.terms("authors")),
    "author": Field("authors", readers.terms("authors", several=False)),
    "series": Field("series", readers.terms("series", several=False)),
    "part": Field("part", readers.number),
    "excerpt": Field("excerpt", readers.text),
    "summary": Field("excerpt", readers.text),  # Hugo, Pelican
    "description": Field("description", readers.text),
    "image": Field("image", readers.image),
    "reading_time": Field("reading_time", readers.number),
    "lang": Field("lang", readers.language),
    "language": Field("lang", readers.language),
    "math": Field("math", readers.switch),
    "mathjax": Field("math", readers.switch),
    "katex": Field("math", readers.switch),
    "toc": Field("toc", readers.switch),
    "id": Field("id", readers.text),
    "pin": Field("pin", readers.switch),
    "pinned": Field("pin", readers.switch),
    "writing": Field("writing", readers.writing),
}
"""Every key with a meaning of its own."""

KEPT = frozenset({"check"})
"""Keys with a meaning of their own that stay plain data, in `extra`."""
DECISIVE = frozenset({"draft", "published", "expires", "publishDate", "expiryDate"})
"""Keys that decide publication."""


def read(fields: Mapping[str, Value], source: Source, config: Config) -> Fields:
    """The checked fields of a post, from the values of its front matter. Never raises.

    Codes: `type`, `date`, `lang`, `slug`, `term`, `key`, `near-miss`, `duplicate-key`.
    """
    values: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    places: dict[str, Place] = {}
    problems: list[Problem] = []
    for key, value in fields.items():
        place = value[2:5]
        asker = Asker(key, source.path, config.timezone, problems)
        if (row := FIELDS.get(key)) is None:
            problems += own_key(key, value, source.path)
            extra[key], places[key] = plain(value), place
            continue
        told = len(problems)
        answer = row.read(value, asker)
        if answer is not None or len(problems) > told:
            places.setdefault(row.name, place)
        if answer is not None and not _joined(values, row.name, answer):
            asker.wrong("duplicate-key", value, f"'{key}' gives '{row.name}' a second value", "keep one")
    values["extra"] = extra
    return Fields(values, places, problems)


def _joined(values: dict[str, Any], name: str, answer: Any) -> bool:
    """Whether a field could take an answer: it is the first, says the same, or can be joined to those before it."""
    if name not in values:
        values[name] = answer
        return True
    if name == "draft":
        values[name] = values[name] or answer
    elif isinstance(answer, tuple):
        items: dict[str, Any] = {}
        for item in (*values.get(name, ()), *answer):
            items.setdefault(getattr(item, "key", item), item)
        values[name] = tuple(items.values())
    return values.setdefault(name, answer) == answer or name == "draft" or isinstance(answer, tuple)


# --- keys that are not ours --------------------------------------------------------------------------------------------

OWN = frozenset({"images"})
"""Keys that are near ours and usual all the same."""
MEANT: Mapping[str, str] = {
    **dict.fromkeys(("isdraft", "下書き"), "draft"),
    **dict.fromkeys(("ispublished", "unpublished", "公開"), "published"),
    **dict.fromkeys(("expiry", "expiration", "expirationdate", "expireson"), "expires"),
}
"""Words for our decisive keys that no comparison of letters finds."""
STATES: Mapping[str, frozenset[str]] = {
    "status": frozenset({"draft", "hidden", "private", "pending", "unpublished"}),  # Pelican, WordPress
    "visibility": frozenset({"private", "hidden"}),
}
"""Keys of the author's own that other generators read as a draft, when they hold one of these words."""


def own_key(key: str, value: Value, path: str) -> list[Problem]:
    """What to say of a key that is not ours."""
    if key in KEPT:
        return []
    line, column, source = value.key
    place = {"line": line, "column": column, "source": source}
    if fold(value.text) in STATES.get(fold(key), ()):
        text = f"'{key}: {value.text}' does not keep a post from being published"
        return [problem("near-miss", path, text, hint="write draft: true", **place)]
    if (near := nearest(key)) is None:
        return []
    code = "near-miss" if near in DECISIVE else "key"
    return [problem(code, path, f"'{key}' is no key of kawara's", hint=f"did you mean '{near}'?", **place)]


@lru_cache(maxsize=4096)
def nearest(key: str) -> str | None:
    """The key of ours that a key was most likely meant to be; None for what looks like the author's own."""
    bare = _bare(key)
    near = _BARE.get(bare) or MEANT.get(bare) or _swapped(bare) or _alike(bare)
    is_own = near not in DECISIVE and (key in OWN or _is_compound(key, near or ""))
    return None if is_own else near


def _swapped(bare: str) -> str | None:
    """The key with the same letters in another order: `tilte`, `drfat`."""
    letters = sorted(bare)
    return next((key for known, key in _BARE.items() if known[0] == bare[:1] and sorted(known) == letters), None)


def _alike(bare: str) -> str | None:
    """The key with one letter more, less or other. A lower bound would take `craft` for `draft`."""
    return next((_BARE[known] for known in get_close_matches(bare, _BARE, n=1, cutoff=0.85)), None)


def _bare(key: str) -> str:
    """A key less what is easily mistaken in it: case, width, signs and what cannot be seen."""
    return "".join(character for character in fold(key) if character.isalnum())


def _is_compound(key: str, near: str) -> bool:
    """Whether a key is one of ours with something added on purpose: `description_en`, `image2`."""
    rest = key.removeprefix(near)
    return rest != key and (rest[:1] in ("_", "-", ".") or rest.isdigit())


_BARE = {_bare(key): key for key in reversed((*FIELDS, *KEPT))}
