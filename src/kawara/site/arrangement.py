"""What a site has decided, without its posts: which there are, in which order, in which lists, under which addresses.

As long as no post changes but in its looks, the same site stands again out of its arrangement and of posts as they were
loaded, each of which is asked for when it is wanted and settled then. Most edits want a few dozen of ten thousand.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypeVar, overload

from kawara.config import Config
from kawara.model import Left, Post, Term
from kawara.site.addresses import Address, address_of
from kawara.site.permalinks import version
from kawara.site.places import Places
from kawara.site.related import COLUMNS, Relations
from kawara.site.site import Key, Site, in_edition, settle

Value = TypeVar("Value")
TOGETHER = 100
"""So many posts are asked for at once when a list is gone through: whoever looks no further than the first few waits little for it."""
INDEXED = ("home", "series")
"""Lists in which the place of a post is asked for."""


class Row(Sequence[Value]):
    """A sequence whose items are made when they are asked for, from their numbers."""

    __slots__ = ("_made", "_numbers")

    def __init__(self, numbers: Sequence[int], made: Callable[[int], Value]) -> None:
        self._numbers = numbers
        self._made = made

    def __len__(self) -> int:
        return len(self._numbers)

    @overload
    def __getitem__(self, at: int) -> Value: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Value]: ...
    def __getitem__(self, at: int | slice) -> Value | Sequence[Value]:
        found = self._numbers[at]
        return self._made(found) if isinstance(found, int) else Row(found, self._made)


class Posts(Row[Post]):
    """Posts of a site, whose paths are known without them."""

    __slots__ = ("_fetch", "_paths")

    def __init__(
        self,
        numbers: Sequence[int],
        made: Callable[[int], Post],
        paths: Sequence[str],
        fetch: Callable[[Sequence[str]], None],
    ) -> None:
        super().__init__(numbers, made)
        self._paths = paths
        self._fetch = fetch

    @overload
    def __getitem__(self, at: int) -> Post: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Post]: ...
    def __getitem__(self, at: int | slice) -> Post | Sequence[Post]:
        found = self._numbers[at]
        return self._made(found) if isinstance(found, int) else Posts(found, self._made, self._paths, self._fetch)

    def __iter__(self) -> Iterator[Post]:
        for start in range(0, len(self), TOGETHER):
            numbers = self._numbers[start : start + TOGETHER]
            self._fetch([self._paths[number] for number in numbers])
            yield from map(self._made, numbers)

    def paths(self) -> Iterator[str]:
        """The paths of these posts."""
        return map(self._paths.__getitem__, self._numbers)


def paths_of(posts: Sequence[Post]) -> Iterator[str]:
    """The paths of posts, none of which is made for it."""
    return posts.paths() if isinstance(posts, Posts) else (post.path for post in posts)


class Table(Mapping[str, Value]):
    """A mapping whose values are made when they are asked for, by name."""

    __slots__ = ("_made", "_names")

    def __init__(self, names: Mapping[str, object], made: Callable[[str], Value]) -> None:
        self._names = names
        self._made = made

    def __len__(self) -> int:
        return len(self._names)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __getitem__(self, name: str) -> Value:
        if name not in self._names:
            raise KeyError(name)
        return self._made(name)


def plain_site(site: Site) -> list[Any]:
    """The arrangement of a site as JSON has it: posts by their numbers, counted in the order of the site."""
    paths = [post.path for posts in (site.ordered, site.standalone) for post in posts]
    numbers = dict(zip(paths, range(len(paths)), strict=True))
    lists = [[*key, [numbers[post.path] for post in posts]] for key, posts in sorted(site.lists.items())]
    waiting = {version(site.stems[left.path], site.config) for left in site.unpublished if left.path in site.stems}
    versions = [
        [stem, [numbers[post.path] for post in posts]]
        for stem, posts in site.versions.items()
        if len(posts) > 1 or stem in waiting
    ]
    terms = [[*key, term.name, term.url] for key, term in sorted(site.table.items())]
    places = [site.paths[path] for path in paths]
    stamps = [stamp_of(address_of(post, site.paths[post.path])) for post in (*site.ordered, *site.standalone)]
    return [
        site.config.language,
        paths,
        places,
        len(site.ordered),
        site.editions(),
        lists,
        versions,
        terms,
        sorted(site.early),
        dict(site.stems),
        stamps,
    ]


UNLISTED = "-"
"""Stands for the time of a post that no search engine should know."""


def stamp_of(address: Address | None) -> str:
    """When a post was last changed, as it is kept; empty when nobody has said."""
    if address is None:
        return UNLISTED
    return address.updated.isoformat() if address.updated else ""


@dataclass(frozen=True, slots=True)
class Shape:
    """What an arrangement says of all posts at once."""

    table: Mapping[Key, Term]
    where: Mapping[str, str]
    """Path of a source → site path."""
    numbers: Mapping[str, int]
    """Path of a post → where it stands in the order."""
    positions: Mapping[Key, Mapping[str, int]]
    listed: Sequence[int]
    """The numbers of those that search engines should know."""
    lists: Mapping[Key, Sequence[int]]


def shaped(values: Sequence[Any]) -> Shape:
    """What is the same for each site out of one arrangement."""
    _, paths, places, posts, _, lists, _, terms, _, _, stamps = values
    return Shape(
        table={(kind, key, edition): Term(kind, key, name, url) for kind, key, edition, name, url in terms},
        where=dict(zip(paths, places, strict=True)),
        numbers=dict(zip(paths[:posts], range(posts), strict=True)),
        positions={
            (kind, key, edition): {paths[number]: at for at, number in enumerate(numbers)}
            for kind, key, edition, numbers in lists
            if kind in INDEXED
        },
        listed=[number for number, stamp in enumerate(stamps) if stamp != UNLISTED],
        lists={(kind, key, edition): numbers for kind, key, edition, numbers in lists},
    )


def alone(_paths: Sequence[str]) -> None:
    """Fetch nothing: each post is loaded when it is asked for."""


def arranged(
    values: Sequence[Any],
    config: Config,
    left: tuple[Left, ...],
    loaded: Callable[[str], tuple[Post, Places]],
    *,
    drafts: bool,
    urls: Mapping[str, str],
    shape: Shape | None = None,
    known: dict[str, Post] | None = None,
    fetch: Callable[[Sequence[str]], None] = alone,
) -> Site:
    """The site out of :func:`plain_site`. `config` has the language of the site; `loaded` gives a post as it was loaded.

    `urls`: path of a source → the URL of its post. `shape`: that of the arrangement, where it is at hand. `known`: posts that
    are settled already; those that are settled here are added. `fetch` is told of some that `loaded` will be asked for.
    """
    _, paths, _, posts, editions, _, versions, _, early, stems, stamps = values
    shape, known = shape or shaped(values), {} if known is None else known

    def named(path: str) -> Post:
        found = known.get(path)
        if found is None:
            post = in_edition(loaded(path)[0], config)
            found = known[path] = settle(post, shape.where[path], shape.table, config)
        return found

    def fetched(some: Sequence[str]) -> None:
        if missing := [path for path in some if path not in known]:
            fetch(missing)

    def numbered(number: int) -> Post:
        return named(paths[number])

    def row(numbers: Sequence[int]) -> Posts:
        return Posts(numbers, numbered, paths, fetched)

    @cache
    def addressed(number: int) -> Address:
        stamp = stamps[number]
        return Address(urls[paths[number]], datetime.fromisoformat(stamp) if stamp else None)

    site = Site(
        config=config,
        ordered=row(range(posts)),
        standalone=row(range(posts, len(paths))),
        unpublished=left,
        with_drafts=drafts,
        paths=shape.where,
        early=frozenset(early),
        stems=stems,
        table=shape.table,
        places=Table(shape.where, lambda path: loaded(path)[1]),
    )
    # What a site finds out by going through all its posts, once somebody asks, is known here.
    vars(site).update(
        by_path=Table(shape.where, named),
        addresses=Row(shape.listed, addressed),
        _editions=tuple(editions),
        lists={key: row(numbers) for key, numbers in shape.lists.items()},
        versions={stem: row(numbers) for stem, numbers in versions},
        positions=shape.positions,
        relations=Relations(
            paths[:posts],
            shape.numbers,
            {key: numbers for key, numbers in shape.lists.items() if key[0] in COLUMNS},
        ),
    )
    return site
