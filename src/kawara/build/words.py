"""What a page may ask, and what it may be told, in words for people."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from kawara.base.problems import visible
from kawara.memory.trace import Question
from kawara.model import Term

LONGEST = 60
"""Characters of a value that are shown."""

KINDS = {"categories": "category", "tags": "tag", "authors": "author", "series": "series", "year": "year"}
"""Kind of a list → one of that kind."""


def value(of: Any) -> str:
    """A value as an author would write it; `nothing` when there is none."""
    if of is None or of in ("", (), [], {}):
        return "nothing"
    if isinstance(of, bool):
        return "true" if of else "false"
    if isinstance(of, datetime):
        return moment(of)
    if isinstance(of, tuple | list):
        return ", ".join(one.name if isinstance(one, Term) else str(one) for one in of)
    return f'"{of}"' if isinstance(of, str) else str(of)


def moment(of: datetime) -> str:
    """A moment, without its seconds where it has none."""
    return f"{of:%Y-%m-%d %H:%M:%S %z}".replace(":00 ", " ", 1) if of.second == 0 else f"{of:%Y-%m-%d %H:%M:%S %z}"


def short(text: str) -> str:
    """A value on one line, cut to what a terminal has room for."""
    line = visible(" ".join(text.split()))
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…" + '"' * line.startswith('"')


def turned(what: str, old: str, new: str) -> str:
    """The sentence for a value that is another now."""
    return f"{what} changed, {short(old)} → {short(new)}"


def address(output: str) -> str:
    """How people name a page: its path in the site, decoded and without `index.html`."""
    path = f"/{output}"
    return path.removesuffix("index.html") if path.endswith("/index.html") else path


def addresses(outputs: Sequence[str], few: int = 3) -> str:
    """A few pages by name; of many one, and their number."""
    if len(outputs) <= few:
        return ", ".join(map(address, outputs))
    return f"{len(outputs)} pages, such as {address(outputs[0])}"


def list_named(kind: str, key: str = "", edition: str = "", *_more: Any) -> str:
    """A list of posts: `the posts of the tag «ai»`."""
    of = (
        f"the posts of the {KINDS[kind]} «{key}»"
        if kind in KINDS
        else "the pinned posts"
        if kind == "pinned"
        else "all posts"
    )
    return f"{of} ({edition})" if edition else of


def block_named(kind: str, key: str, edition: str, number: int) -> str:
    """One page of such a list."""
    whole = list_named(kind, key, edition)
    return (
        f"page {number} of {whole}"
        if number
        else whole
        if kind in ("series", "year", "pinned")
        else f"the first page of {whole}"
    )


def terms_named(kind: str, edition: str = "") -> str:
    """All terms of a kind."""
    return f"all {kind}" + (f" ({edition})" if edition else "")


WORDS: Mapping[str, Callable[..., str]] = {
    "template": lambda name: f"the template {name}",
    "post": lambda path: f"the front matter and summary of {path}",
    "body": lambda path: f"the text of {path}",
    "block": block_named,
    "posts": list_named,
    "lines": list_named,
    "feed": lambda *of: f"the newest of {list_named(*of)}",
    "neighbours": lambda path: f"the posts before and after {path}",
    "parts": lambda path: f"the place of {path} in its series",
    "translations": lambda path: f"the other languages of {path}",
    "related": lambda path: f"the posts related to {path}",
    "terms": terms_named,
    "term": lambda kind, key, *_edition: f"the name of the {KINDS[kind]} «{key}»",
    "years": lambda *_edition: "the years there are posts of",
    "pages": lambda: "all pages",
    "menu": lambda *_edition: "the menu",
    "sitemap": lambda _number: "the addresses of all pages",
    "url_of": lambda path: f"the address of {path}",
    "anchor": lambda path, fragment: f"the id «{fragment}» in {path}",
    "file": lambda path: f"the file {path}",
    "variants": lambda path: f"the versions of the image {path}",
    "image_size": lambda path: f"the image {path}",
    "stands": lambda path: f"what is at {path}",
    "named": lambda name, _lang: f"the posts named «{name}»",
    "near_address": lambda path: f"the address nearest to {path}",
    "near_file": lambda path: f"the file nearest to {path}",
    "near_named": lambda name: f"the name nearest to «{name}»",
    "left": lambda path: f"whether {path} is published",
    "spot": lambda path, key: f"where `{key}` stands in {path}",
    "asset": lambda name: f"the address of static/{name}",
    "has_asset": lambda name: f"whether there is static/{name}",
    "integrity": lambda name: f"what static/{name} holds",
    "strings": lambda lang: f"the theme's words in «{lang}»",
    "setting": lambda name: f"the setting `{name}`",
    "entry_id": lambda path: f"the feed identity of {path}",
    "has_feeds": lambda kind: f"whether {kind} have feeds",
    "feed_id": lambda *_list: "the identity of the feed",
    "list_url": lambda *of: f"the address of the list of {list_named(*of)}",
    "editions": lambda: "the languages of the site",
    "is_early": lambda path: f"whether {path} is shown before its time",
    "story": lambda path: f"what {path} says of itself",
    "embed": lambda name: f"what the directive {name} takes",
    "embeds": lambda: "the directives there are",
    "is_preview": lambda: "whether drafts are shown",
    "page": lambda _output: "its place among the pages",
}
"""Question → what it asks for; the likeliest to matter to an author first."""


def asked(question: Question) -> str:
    """What a question asks for. One that is not known here is shown as it is."""
    name, *key = question
    known = WORDS.get(str(name))
    return visible(known(*key) if known else " ".join(map(str, question)))
