"""A site as it is kept, with a post that is new.

A post that brings nothing new but itself moves little: the numbers of the posts after it, the lists it stands in, and the pages of
those. Whatever else a post could bring, such as a term, a year, an alias or a language, is left to the whole way.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from posixpath import dirname

from kawara.base.text import nfc
from kawara.build.kept import Kept, plain_page
from kawara.build.recall import dumped
from kawara.build.run import Run
from kawara.memory.records import Head
from kawara.model import Page, Post
from kawara.site.addresses import address_of
from kawara.site.arrangement import paths_of, stamp_of
from kawara.site.claims import folded
from kawara.site.lists import listed
from kawara.site.permalinks import canonical, post_path
from kawara.site.published import left, rank
from kawara.site.related import KINDS as RELATING
from kawara.site.related import rarity
from kawara.site.site import WHOLE, Key, Site, in_edition, keys_of, settle
from kawara.site.sitemap import URLS_A_FILE
from kawara.site.texts import page_of
from kawara.writer.places import folders_of

PLAIN = {"kind": "post", "suffix": "", "series": (), "aliases": (), "pin": False, "expires": None}
"""Fields of a post, and what they hold where it moves nothing but what this module knows of."""
LAYOUTS = ("", "post")
"""Layouts that every site has."""
PATHS, PLACES, COUNT, LISTS, VERSIONS, STEMS, STAMPS = 1, 2, 3, 5, 6, 9, 10
"""Where these stand among the values of an arrangement (:func:`kawara.site.arrangement.plain_site`)."""
MANY = 300
"""So many posts may all be asked again for their relations."""
ROOM = 1_000
"""So far from the limit of one sitemap a site must be: its lists have addresses too."""


class UnfitError(Exception):
    """The post may move more than is known here."""


@dataclass(frozen=True, slots=True)
class Grown:
    """What new posts have moved."""

    paths: frozenset[str] = frozenset()
    """Of the posts."""
    pages: frozenset[str] = frozenset()
    """Outputs that are new, or stand otherwise in the plan."""
    before: Site | None = None
    """The site without them."""
    far: bool = False
    """Whether posts that stand far from them may have other relations."""


Arranged = Callable[[Kept], Site]


def grown(run: Run, kept: Kept, heads: Sequence[Head], arranged: Arranged) -> tuple[Kept, Grown]:
    """The kept site with these posts, and what they move. Raises UnfitError.

    `arranged`: the site of what is kept; it must find the new posts too.
    """
    before = arranged(kept)
    pages: set[str] = set()
    for head in heads:
        kept, moved = with_post(run, kept, head, arranged)
        pages |= moved
    paths = frozenset(head.post.path for head in heads if head.post)
    far = bool(before.config.related) and are_far(arranged(kept), before, paths)
    if far and len(before.ordered) > MANY:
        raise UnfitError
    return kept, Grown(paths, frozenset(pages), before, far)


def are_far(site: Site, before: Site, paths: Collection[str]) -> bool:
    """Whether new posts reach the relations of more posts than those they stand beside: see :mod:`kawara.site.related`.

    They do where they part others, which count their distance, and where a term becomes rarer or less rare than another.
    """
    counts = {key: len(posts) for key, posts in before.lists.items() if key[0] in RELATING}
    moved = {key: len(site.lists[key]) for key, old in counts.items() if len(site.lists[key]) != old}
    others = {count for key, count in counts.items() if key not in moved}
    return (
        not all(path in paths for path in paths_of(site.ordered[: len(paths)]))
        or any(rarity(counts[key]) != rarity(now) for key, now in moved.items())
        or any(count in range(counts[key], now + 1) for key, now in moved.items() for count in others)
        or len({now - counts[key] for key, now in moved.items()}) > 1
    )


def with_post(run: Run, kept: Kept, head: Head, arranged: Arranged) -> tuple[Kept, set[str]]:
    """The kept site with one post more, and the outputs that are planned otherwise. Raises UnfitError."""
    before = arranged(kept)
    post = fitting(head, before, run)
    path, faults = post_path(post, before.config, head.places)
    settled = settle(post, path, before.table, before.config)
    if faults or not path or not stands_apart(post, kept):
        raise UnfitError
    site = [*kept.site]
    at = bisect_left(before.ordered, rank(post), key=rank)
    for column, value in ((PATHS, post.path), (PLACES, path), (STAMPS, stamp_of(address_of(settled, path)))):
        site[column] = [*site[column][:at], value, *site[column][at:]]
    site[COUNT] += 1
    site[STEMS] = dict(sorted({**site[STEMS], post.path: post.stem}.items()))
    keys = tuple(keys_of(settled))
    site[VERSIONS] = [[stem, moved(numbers, at)] for stem, numbers in site[VERSIONS]]
    site[LISTS] = [[*key, put(moved(numbers, at), at, is_in=tuple(key) in keys)] for *key, numbers in site[LISTS]]
    if not set(keys) <= {tuple(key) for *key, _ in site[LISTS]}:
        raise UnfitError
    urls, files = [*kept.urls.items()], sorted({**kept.files, post.path: post.path}.items())
    urls.insert(at, (post.path, settled.url))  # a plan begins with the posts, in their order
    bare = replace(kept, site=site, urls=dict(urls), files=dict(files))
    return planned(bare, pages_of(arranged(bare), settled, keys, before))


def fitting(head: Head, site: Site, run: Run) -> Post:
    """A post in its edition. Raises UnfitError where it may move more than lists."""
    post, config = head.post, site.config
    if post is None or head.problems or config.languages or not run.config.language:
        raise UnfitError
    is_out = post.date is not None and left(post, run.options.now, drafts=False, future=False) is None
    is_plain = post.layout in LAYOUTS and all(getattr(post, name) == value for name, value in PLAIN.items())
    if not is_out or not is_plain or len(site.paths) % URLS_A_FILE > URLS_A_FILE - ROOM:
        raise UnfitError
    for term in (*post.categories, *post.tags, *post.authors):
        known = site.table.get((term.kind, term.key, ""))
        if known is None or known.name != nfc(term.name) or canonical(term, config) != term.key:
            raise UnfitError
    return in_edition(post, config)


def stands_apart(post: Post, kept: Kept) -> bool:
    """Whether a post changes nothing for the files around it: it is no version of another, and its folder nobody's own."""
    stems = kept.site[STEMS].values()
    folder = dirname(post.stem)
    below = f"{dirname(post.path)}/"
    return (
        not post.stem.endswith("/index")
        and post.path.startswith(f"{post.stem}.")
        and post.stem not in stems
        and f"{post.stem}/index" not in stems
        and any(dirname(stem.removesuffix("/index")) == folder for stem in stems)
        and not any(path.startswith(f"{post.stem}/") for path in kept.files)
        # The folder's name need not be normalised on the disk, where its other spelling is another folder.
        and all(file.startswith(below) for path, file in kept.files.items() if path.startswith(below))
    )


def moved(numbers: Sequence[int], at: int) -> list[int]:
    """The numbers of posts once another stands at a place."""
    return [number + (number >= at) for number in numbers]


def put(numbers: list[int], at: int, *, is_in: bool) -> list[int]:
    """A list with the new post, if it stands in it."""
    if is_in:
        insort(numbers, at)
    return numbers


def pages_of(site: Site, post: Post, keys: Collection[Key], before: Site) -> Iterator[Page]:
    """The post's own page, and what has become another of those of the lists it stands in that are cut into pages."""
    yield page_of(site, post)
    for key in keys:
        if key[0] not in WHOLE:
            yield from listed(site, "home" if key[0] == "home" else "term", key, len(before.lists[key]))


def planned(kept: Kept, pages: Iterator[Page]) -> tuple[Kept, set[str]]:
    """The plan with these pages, and which of them are new or otherwise. Raises UnfitError where a path is not theirs."""
    outputs, rows = list(kept.outputs), list(kept.rows)
    where = dict(zip(outputs, range(len(outputs)), strict=True))
    other: dict[str, bytes] = {}
    for page in pages:
        row = dumped(plain_page(page))
        if page.output in other:
            raise UnfitError
        if page.output not in where:
            other[page.output] = row
        elif page.owner or kept.page(where[page.output]).owner:
            raise UnfitError
        elif rows[where[page.output]] != row:
            other[page.output] = rows[where[page.output]] = row
    new = other.keys() - where.keys()
    if new and not are_free(new, outputs):
        raise UnfitError
    for output in sorted(new):
        at = bisect_left(outputs, output)
        outputs.insert(at, output)
        rows.insert(at, other[output])
    return replace(kept, outputs=outputs, rows=rows), set(other)


def are_free(new: Collection[str], outputs: Sequence[str]) -> bool:
    """Whether these paths are nobody's, as files or as folders, nor one another's; compared without regard to case."""
    taken, wanted = set(map(folded, outputs)), set(map(folded, new))
    above = {folder for output in wanted for folder in folders_of(output)}
    below = tuple(f"{output}/" for output in wanted)
    if len(wanted) < len(new) or wanted & (taken | above) or above & taken:
        return False
    return not any(output.startswith(below) for output in taken)
