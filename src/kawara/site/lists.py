"""Lists of posts: home, terms, their indexes, archive, feeds; each for every edition that has something to list."""

from __future__ import annotations

from collections.abc import Iterator

from kawara.base.urls import output_path
from kawara.config import KINDS
from kawara.model import Listing, Page
from kawara.site.pagination import numbers, turned, turns
from kawara.site.permalinks import href, list_path, numbered
from kawara.site.site import WHOLE, Key, Site

FEEDS = (("atom", "feed.xml", "feed.xml"), ("jsonfeed", "feed.json", ""))
"""Kind of page, its file below the list it is the feed of, its template."""


def home(site: Site) -> Iterator[Page]:
    """The home page of each edition and its numbered pages; of an edition with no post the home page alone."""
    for edition in site.editions():
        yield from listed(site, "home", ("home", "", edition))


def terms(site: Site) -> Iterator[Page]:
    """The page of each term and its numbered pages."""
    for key in sorted(site.table):
        yield from listed(site, "term", key)


def indexes(site: Site) -> Iterator[Page]:
    """The index of each kind of terms that there are."""
    for edition in site.editions():
        for kind in KINDS:
            if site.terms(kind, edition):
                yield generated(site, "terms", list_path(kind, "", edition), edition, Listing(kind))


def archives(site: Site) -> Iterator[Page]:
    """The archive and each of its years, of each edition that has dated posts."""
    for edition in site.editions():
        years = site.years(edition)
        if years:
            yield generated(site, "archive", list_path("archive", "", edition), edition)
        for year, _ in years:
            listing = Listing("year", str(year))
            yield generated(site, "year", list_path("year", str(year), edition), edition, listing)


def feeds(site: Site) -> Iterator[Page]:
    """The feeds of each edition, and of each term whose kind has feeds."""
    own = (key for key in sorted(site.table) if key[0] in site.config.feeds.terms)
    for kind, key, edition in (*(("home", "", edition) for edition in site.editions()), *own):
        listing = Listing(kind, key)
        for page_kind, name, template in FEEDS:
            yield generated(site, page_kind, list_path(kind, key, edition) + name, edition, listing, template=template)


def generated(
    site: Site, kind: str, path: str, edition: str = "", listing: Listing | None = None, *, template: str | None = None
) -> Page:
    """A page that nobody wrote, in the language of its edition."""
    return Page(
        kind=kind,
        output=output_path(path),
        url=href(site.config.base, path),
        template=f"{kind}.html" if template is None else template,
        lang=edition or site.config.language,
        edition=edition,
        listing=listing,
    )


def first(site: Site, kind: str, key: str, edition: str) -> Listing:
    """The listing of the first page of a list."""
    return _listing(site, (kind, key, edition), 0, list_path(kind, key, edition))


def listed(site: Site, page_kind: str, key: Key, before: int | None = None) -> Iterator[Page]:
    """The first page of a list and its numbered ones; only those that are otherwise than when it had `before` posts."""
    path = list_path(*key)
    total, settings = len(site.lists.get(key, ())), site.config.pagination
    every = (0,) if key[0] in WHOLE else (0, *numbers(total, settings))
    for number in every if before is None else sorted(turned(before, total, settings)):
        yield generated(site, page_kind, numbered(path, number), key[2], _listing(site, key, number, path))


def _listing(site: Site, key: Key, number: int, path: str) -> Listing:
    """What a page of a list shows; `path` is where the list begins."""
    kind, name, _ = key
    if kind in WHOLE:
        return Listing(kind, name)
    total, settings, base = len(site.lists.get(key, ())), site.config.pagination, site.config.base
    urls = ("" if turn is None else href(base, numbered(path, turn)) for turn in turns(total, number, settings))
    return Listing(kind, name, number, *urls)
