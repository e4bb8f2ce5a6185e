"""Categories, tags, authors and series: what is one term, what it is called, where it lives.

A term is its folded key, so that `AI`, `ai` and `ＡＩ` share one page and lose no post, while `C`, `C++` and `C#` stay
three. The address is made from the key and not from the name shown: it stays when another spelling becomes the usual one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from kawara.base.problems import Problem, problem
from kawara.base.rows import one_row
from kawara.base.text import nfc
from kawara.base.urls import slugify, unsafe
from kawara.config import KINDS, Config, Taxonomy
from kawara.model import Post, Term
from kawara.site.permalinks import canonical, href, list_path
from kawara.site.places import Places, several, spot

Table = Mapping[tuple[str, str, str], Term]
"""Kind, key and edition → the term as the site shows it there."""

_NO_TAXONOMY = Taxonomy()


@dataclass(frozen=True, slots=True)
class TermCount:
    """A term and how many posts of its edition it has."""

    term: Term
    count: int


class Use(NamedTuple):
    """How the posts of a site use one term."""

    spellings: dict[str, list[str]]
    """Name as written → paths of the posts that write it so; without the names that are only aliases of this term."""
    paths: dict[str, None]
    """All posts that have the term, in order."""
    editions: dict[str, None]


Uses = Mapping[tuple[str, str], Use]


def settle(posts: Iterable[Post], config: Config, places: Mapping[str, Places]) -> tuple[Table, list[Problem]]:
    """The terms of these posts by kind, key and edition, and what is wrong with them.

    `posts` are in order of path and know their edition. A term is shown under the name that `taxonomies` gives it, else
    under its most used spelling, else under the first of these by code point.
    """
    uses = gather(posts, config)
    names = {(kind, key): _name(kind, key, use, config) for (kind, key), use in uses.items()}
    table = {
        (kind, key, edition): Term(kind, key, names[kind, key], href(config.base, list_path(kind, key, edition)))
        for (kind, key), use in uses.items()
        for edition in use.editions
        if not _fault(kind, key)
    }
    return table, [
        *_misspelt(uses, names, config, places),
        *_unusable(uses, names, places),
        *_clashing(uses, names, places),
    ]


def gather(posts: Iterable[Post], config: Config) -> Uses:
    """Kind and key → how the posts use that term."""
    uses: dict[tuple[str, str], Use] = {}
    for post in posts:
        for term in (*post.categories, *post.tags, *post.authors, *post.series):
            key = canonical(term, config)
            use = uses.get((term.kind, key)) or uses.setdefault((term.kind, key), Use({}, {}, {}))
            use.paths[post.path] = use.editions[post.edition] = None
            if key == term.key:
                use.spellings.setdefault(nfc(term.name), []).append(post.path)
    return uses


def settled(post: Post, table: Table, config: Config) -> dict[str, Any]:
    """The fields of a post that hold terms, each term as the site shows it and but once; without the empty ones."""
    held = ((kind, getattr(post, kind)) for kind in KINDS)
    return {kind: _settled(found, post.edition, table, config) for kind, found in held if found}


def _settled(terms: Sequence[Term], edition: str, table: Table, config: Config) -> tuple[Term, ...]:
    """A term that only pages have, or that no address can be made of, is in no table: it keeps its name."""
    found = {canonical(term, config): term for term in terms}
    return one_row(*[table.get((term.kind, key, edition), term) for key, term in found.items()])


def _name(kind: str, key: str, use: Use, config: Config) -> str:
    chosen = config.taxonomies.get(kind, _NO_TAXONOMY).names.get(key)
    return chosen or min(use.spellings, key=lambda name: (-len(use.spellings[name]), name), default=key)


def _misspelt(
    uses: Uses, names: Mapping[tuple[str, str], str], config: Config, places: Mapping[str, Places]
) -> Iterable[Problem]:
    """One warning for each term written in several ways; none where the site's settings have chosen the name."""
    for (kind, key), use in uses.items():
        others = {name: paths for name, paths in use.spellings.items() if name != names[kind, key]}
        if not others or key in config.taxonomies.get(kind, _NO_TAXONOMY).names:
            continue
        listed = "; ".join(
            f"'{name}' in {several(list(dict.fromkeys(paths)))}" for name, paths in sorted(others.items())
        )
        path = min(path for paths in others.values() for path in paths)
        text = f"'{names[kind, key]}' in `{kind}` is written in several ways: {listed}"
        hint = f"write it '{names[kind, key]}' everywhere"
        yield problem("spelling", path, text, hint=hint, **spot(places.get(path, {}), kind))


def _unusable(uses: Uses, names: Mapping[tuple[str, str], str], places: Mapping[str, Places]) -> Iterable[Problem]:
    """One error for each post with a term that no address can be made of: each of these files needs the mend."""
    for (kind, key), use in uses.items():
        reason = _fault(kind, key)
        for path in use.paths if reason else ():
            text = f"'{names[kind, key]}' in `{kind}` makes no URL: {reason}"
            hint = "give it a name with letters or digits that can name a folder"
            yield problem("term", path, text, hint=hint, **spot(places.get(path, {}), kind))


def _fault(kind: str, key: str) -> str | None:
    if not slugify(key):
        return "it has no letter and no digit"
    reason = unsafe(list_path(kind, key))
    return f"it {reason}" if reason else None


def _clashing(uses: Uses, names: Mapping[tuple[str, str], str], places: Mapping[str, Places]) -> Iterable[Problem]:
    """One error for each term whose address another one has already: `a b` and `a-b` are two terms and one folder."""
    first: dict[str, tuple[str, str]] = {}
    for kind, key in sorted(uses):
        owner = first.setdefault(list_path(kind, key), (kind, key))
        if owner == (kind, key) or not slugify(key):
            continue
        path = next(iter(uses[kind, key].paths))
        text = f"'{names[kind, key]}' and '{names[owner]}' in `{kind}` both make {list_path(kind, key)}"
        hint = f"write them as one, or rename one; '{names[owner]}' is in {several(list(uses[owner].paths))}"
        yield problem("collision", path, text, hint=hint, **spot(places.get(path, {}), kind))
