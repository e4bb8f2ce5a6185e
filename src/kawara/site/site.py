"""Every post in order, and the questions that a page may ask about them.

Each question is pure, and answers with plain records, so that the answer has a digest. Lists are made once, in one pass
over the posts; no question compares posts pairwise.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from functools import cached_property
from operator import attrgetter
from typing import Any

from kawara.base.problems import Problem
from kawara.base.text import fold
from kawara.config import Config, Pagination
from kawara.model import Left, Loaded, Post, Term
from kawara.site import published, terms
from kawara.site.addresses import Address, address_of
from kawara.site.aliases import alias_faults
from kawara.site.pagination import span
from kawara.site.permalinks import href, post_path, version
from kawara.site.places import Places
from kawara.site.related import COLUMNS, Relations, Signs
from kawara.site.series import Part, in_series, same_parts
from kawara.site.terms import Table, TermCount

__all__ = ["Left", "Part", "Site", "TermCount", "assemble"]

Key = tuple[str, str, str]
"""Kind, key and edition of a list."""

WHOLE = ("series", "year", "pinned")
"""Lists that are shown on one page: a series is read from its beginning, and a year is a block already."""

_FIELDS = tuple(one.name for one in fields(Post))
_VALUES = attrgetter(*_FIELDS)


@dataclass(frozen=True)
class Site:
    """The published posts of a site. Made by :func:`assemble`."""

    config: Config
    """The settings, `language` among them."""
    ordered: Sequence[Post] = ()
    """All posts, newest first."""
    standalone: Sequence[Post] = ()
    """All pages, by path."""
    unpublished: tuple[Left, ...] = ()
    """What is left out and why, by path."""
    paths: Mapping[str, str] = field(default_factory=dict)
    """Path of a source → decoded site path of its post or page (`/posts/a/`)."""
    stems: Mapping[str, str] = field(default_factory=dict)
    """Path of a source → stem, of the unpublished too: files beside a post belong to it also when it is not out."""
    with_drafts: bool = False
    """Drafts are shown, so no search engine should keep any page."""
    table: Table = field(default_factory=dict)
    places: Mapping[str, Places] = field(default_factory=dict)
    early: frozenset[str] = frozenset()
    """Paths of posts and pages that are shown before their time, as drafts or as what has yet to come."""

    # --- the questions -------------------------------------------------------------------------------------------------

    def posts(self, kind: str = "home", key: str = "", edition: str = "") -> tuple[Post, ...]:
        """One list of an edition, newest first, undated posts last; a series oldest first; empty when there is none.

        `kind` is `home`, `pinned`, `categories`, `tags`, `authors`, `series` or `year`, `key` the term's key or the year.
        """
        return tuple(self.lists.get((kind, key, edition), ()))

    def block(self, kind: str, key: str, edition: str, number: int) -> Sequence[Post]:
        """What one page of a list shows: 0 is the first page. The answer for a full block outlives new posts."""
        posts = self.lists.get((kind, key, edition), ())
        start, stop = shown_on(kind, len(posts), number, self.config.pagination)
        return posts[start:stop]

    def feed(self, kind: str = "home", key: str = "", edition: str = "") -> tuple[Post, ...]:
        """The entries of a list's feed: its newest dated posts, as many as `feeds.limit` says."""
        posts, limit = self.lists.get((kind, key, edition), ()), self.config.feeds.limit
        if kind == "series":
            return tuple(published.in_order([post for post in posts if post.date])[:limit])
        return tuple(post for post in posts[:limit] if post.date)  # undated posts come last

    def post(self, path: str) -> Post | None:
        """The published post or page of a source; None when there is none."""
        return self.by_path.get(path)

    def pages(self) -> tuple[Post, ...]:
        """All published pages, by path."""
        return tuple(self.standalone)

    def terms(self, kind: str, edition: str = "") -> tuple[TermCount, ...]:
        """The terms of one kind that posts of an edition have, by name."""
        return self._terms.get((kind, edition), ())

    def term(self, kind: str, key: str, edition: str = "") -> Term | None:
        """One term, by its folded key; None when no post of the edition has it."""
        return self.table.get((kind, key, edition))

    def years(self, edition: str = "") -> tuple[tuple[int, int], ...]:
        """Each year that dated posts of an edition are of, and how many; newest first."""
        return self._years.get(edition, ())

    def neighbours(self, path: str) -> tuple[Post | None, Post | None]:
        """The next newer and the next older post of a post's edition; None where there is none, and for pages."""
        post = self.post(path)
        return self._around(("home", "", post.edition), path) if post else (None, None)

    def parts(self, path: str) -> tuple[Part, ...]:
        """The place of a post in each of its series; none for pages."""
        post = self.post(path)
        return tuple(self._part(post, term) for term in post.series) if post and post.kind == "post" else ()

    def translations(self, path: str) -> tuple[Post, ...]:
        """The other published versions of a post or page, the main language first, then by edition."""
        return tuple(
            post for post in self.versions.get(version(self.stems.get(path, ""), self.config), ()) if post.path != path
        )

    def related(self, path: str, saying: Callable[[Post], Signs]) -> tuple[Post, ...]:
        """The posts closest to one, as many as `related` says; none for pages. `saying` is what a post says."""
        post = self.by_path.get(path)
        found = self.relations.of(post, self.config.related, lambda one: saying(self.ordered[one])) if post else ()
        return tuple(self.ordered[number] for number in found)

    def url_of(self, path: str) -> str | None:
        """The URL of the post or page of a source; None when it is not published. `Plan.urls` knows copied files too."""
        post = self.post(path)
        return post.url if post else None

    def left(self, path: str) -> Left | None:
        """Why a source is not published; None when it is, or is no post."""
        return self._left.get(path)

    def editions(self) -> tuple[str, ...]:
        """The main edition, named by the empty text, and each other one that has a post or page, by name."""
        return self._editions

    def is_preview(self) -> bool:
        """Whether drafts are among the published."""
        return self.with_drafts

    def is_early(self, path: str) -> bool:
        """Whether a post is shown although it would not be published yet."""
        return path in self.early

    def setting(self, name: str) -> Any:
        """One setting of kawara.yml. Raises AttributeError when there is none of that name."""
        return getattr(self.config, name)

    # --- what the answers are taken from: made when first asked for, each in one pass ------------------------------------

    @cached_property
    def by_path(self) -> Mapping[str, Post]:
        """Every post and page."""
        return {post.path: post for posts in (self.ordered, self.standalone) for post in posts}

    @cached_property
    def addresses(self) -> Sequence[Address]:
        """What search engines should know: posts newest first, then pages by path."""
        found = (address_of(post, self.paths[post.path]) for posts in (self.ordered, self.standalone) for post in posts)
        return tuple(address for address in found if address)

    @cached_property
    def _editions(self) -> tuple[str, ...]:
        found = {post.edition for posts in (self.ordered, self.standalone) for post in posts}
        return ("", *sorted(found - {""}))

    @cached_property
    def _left(self) -> dict[str, Left]:
        return {left.path: left for left in self.unpublished}

    @cached_property
    def lists(self) -> Mapping[Key, Sequence[Post]]:
        """Every list there is, in its order."""
        lists: defaultdict[Key, list[Post]] = defaultdict(list)
        for post in self.ordered:
            for key in keys_of(post):
                lists[key].append(post)
        return {key: tuple(in_series(posts) if key[0] == "series" else posts) for key, posts in lists.items()}

    @cached_property
    def _terms(self) -> dict[tuple[str, str], tuple[TermCount, ...]]:
        counts: defaultdict[tuple[str, str], list[TermCount]] = defaultdict(list)
        for (kind, key, edition), term in self.table.items():
            counts[kind, edition].append(TermCount(term, len(self.lists.get((kind, key, edition), ()))))
        return {
            of: tuple(sorted(found, key=lambda one: (fold(one.term.name), one.term.key)))
            for of, found in counts.items()
        }

    @cached_property
    def _years(self) -> dict[str, tuple[tuple[int, int], ...]]:
        years: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for (kind, key, edition), posts in self.lists.items():
            if kind == "year":
                years[edition].append((int(key), len(posts)))
        return {edition: tuple(sorted(found, reverse=True)) for edition, found in years.items()}

    @cached_property
    def versions(self) -> Mapping[str, Sequence[Post]]:
        """What versions of one post have in common → those versions."""
        versions: defaultdict[str, list[Post]] = defaultdict(list)
        for post in sorted(self.by_path.values(), key=lambda post: (post.edition, post.path)):
            versions[version(post.stem, self.config)].append(post)
        return dict(versions)

    @cached_property
    def positions(self) -> Mapping[Key, Mapping[str, int]]:
        """Where a post stands in the list of its edition, and in its series, by its path."""
        kept = ((key, posts) for key, posts in self.lists.items() if key[0] in ("home", "series"))
        return {key: {post.path: at for at, post in enumerate(posts)} for key, posts in kept}

    @cached_property
    def relations(self) -> Relations:
        """What related posts are found from."""
        numbers = {post.path: number for number, post in enumerate(self.ordered)}
        kept = ((key, posts) for key, posts in self.lists.items() if key[0] in COLUMNS)
        return Relations(tuple(numbers), numbers, {key: [numbers[post.path] for post in posts] for key, posts in kept})

    def _around(self, key: Key, path: str) -> tuple[Post | None, Post | None]:
        """The posts before and after one in a list; twice None when it is not in it."""
        posts, at = self.lists.get(key, ()), self.positions.get(key, {}).get(path)
        if at is None:
            return None, None
        return posts[at - 1] if at else None, posts[at + 1] if at + 1 < len(posts) else None

    def _part(self, post: Post, term: Term) -> Part:
        key = ("series", term.key, post.edition)
        return Part(term, self.positions[key][post.path] + 1, len(self.lists[key]), *self._around(key, post.path))


FOUND = ("by_path", "lists", "positions", "versions", "_terms", "_years", "_editions")


def find_out(site: Site) -> None:
    """Make what answers are taken from now: before many are handed the site, who would each make it for themselves."""
    for name in FOUND:
        getattr(site, name)


def keys_of(post: Post) -> Iterator[Key]:
    """The lists a settled post stands in."""
    yield "home", "", post.edition
    if post.pin:
        yield "pinned", "", post.edition
    for term in (*post.categories, *post.tags, *post.authors, *post.series):
        yield term.kind, term.key, post.edition
    if post.date:
        yield "year", str(post.date.year), post.edition


def shown_on(kind: str, total: int, number: int, settings: Pagination) -> tuple[int, int]:
    """Start and stop of what one page of a list of so many posts shows."""
    return (0, total) if kind in WHOLE else span(total, number, settings)


def assemble(
    loaded: Sequence[Loaded], config: Config, now: datetime, *, drafts: bool = False, future: bool = False
) -> tuple[Site, list[Problem]]:
    """The site of what was loaded, in any order, as it is at `now`; and what is wrong between its posts.

    Every post of the site is settled: it has its edition, its URL and its terms as the site shows them. A post whose path
    cannot be used is named by a problem and is not among them. `now` and the flags decide the published set, and with it
    everything else; no page can ask for the time.
    """
    heads = sorted((one.post for one in loaded if one.post), key=lambda post: post.path)
    places = {one.post.path: one.places for one in loaded if one.post}
    lefts = {left.path: left for post in heads if (left := published.left(post, now, drafts=drafts, future=future))}
    out = [post for post in heads if post.path not in lefts]
    config = replace(config, language=config.language or published.main_language(out))
    paths, problems = _paths([in_edition(post, config) for post in out], config, places)
    posts = [post for post, _ in paths if post.kind == "post"]
    table, faults = terms.settle(posts, config, places)
    settled = [settle(post, path, table, config) for post, path in paths]
    early = frozenset(post.path for post in out if published.left(post, now, drafts=False, future=False))
    site = Site(
        config=config,
        ordered=tuple(published.in_order([post for post in settled if post.kind == "post"])),
        standalone=tuple(post for post in settled if post.kind == "page"),
        unpublished=tuple(lefts.values()),
        with_drafts=drafts,
        early=early,
        paths={post.path: path for post, path in paths},
        stems={post.path: post.stem for post in heads},
        table=table,
        places=places,
    )
    return site, [*problems, *faults, *same_parts(posts, places), *alias_faults(settled, places)]


def in_edition(post: Post, config: Config) -> Post:
    """A post as loaded, in the edition it belongs to."""
    edition = published.edition_of(post, config)
    return replace(post, edition=edition) if edition else post


def _paths(
    posts: Sequence[Post], config: Config, places: Mapping[str, Places]
) -> tuple[list[tuple[Post, str]], list[Problem]]:
    """The posts that have a path, each with it, and why the others have none."""
    found = [(post, *post_path(post, config, places[post.path])) for post in posts]
    return [(post, path) for post, path, _ in found if path], [fault for *_, faults in found for fault in faults]


def settle(post: Post, path: str, table: Table, config: Config) -> Post:
    """A post in its edition as its site has it: with its URL, and terms as they are shown."""
    # Not `replace`, which asks every field for its options each time: that was a quarter of the time for 10,000 posts.
    held: dict[str, Any] = dict(zip(_FIELDS, _VALUES(post), strict=True))
    return Post(**held | {"url": href(config.base, path)} | terms.settled(post, table, config))
