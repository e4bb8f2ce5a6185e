"""What a search engine should know: every URL of the published set, with a true date or none."""

from __future__ import annotations

from collections.abc import Iterator

from kawara.config import KINDS
from kawara.site.addresses import Address
from kawara.site.permalinks import href, list_path, place_at
from kawara.site.site import Site

URLS_A_FILE = 50_000
"""The sitemap protocol's limit for one file (sitemaps.org)."""


def addresses(site: Site) -> tuple[Address, ...]:
    """The first pages of lists, then posts newest first, then pages by path; each URL once.

    Where a page stands in place of a list it alone is asked, and it may be one that hides.
    """
    taken = frozenset(site.paths.values())
    urls = (url for edition in site.editions() for url in _lists(site, edition))
    lists = (Address(url) for url in urls if place_at(site.config.base, url) not in taken)
    return *lists, *site.addresses


def part(site: Site, number: int) -> tuple[Address, ...]:
    """What the sitemap of a number holds; they are counted from 1, and where there is but one it holds all."""
    return addresses(site)[(number - 1) * URLS_A_FILE : number * URLS_A_FILE]


def parts(site: Site) -> int:
    """How many files the sitemap fills; at least one."""
    return max(1, -(-len(addresses(site)) // URLS_A_FILE))


def _lists(site: Site, edition: str) -> Iterator[str]:
    base = site.config.base
    yield href(base, list_path("home", "", edition))
    for key in ("", *(str(year) for year, _ in site.years(edition))):
        if site.years(edition):
            yield href(base, list_path("year" if key else "archive", key, edition))
    for kind in KINDS:
        terms = site.terms(kind, edition)
        yield from [href(base, list_path(kind, "", edition))] if terms else []
        yield from (count.term.url for count in terms)
