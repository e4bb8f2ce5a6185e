"""What a search engine should know: every URL of the published set, with a true date or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from kawara.model import Post
from kawara.site.permalinks import NOT_FOUND, href, list_path
from kawara.site.site import Site
from kawara.site.terms import KINDS

URLS_A_FILE = 50_000
"""The sitemap protocol's limit for one file (sitemaps.org)."""

HIDDEN = (("sitemap", False), ("noindex", True))
"""Own fields of a post that keep it out: `sitemap: false`, `noindex: true`."""


@dataclass(frozen=True, slots=True)
class Address:
    """One URL that a search engine should know."""

    url: str
    updated: datetime | None = None
    """When its text last changed, by its author's word; None when nobody has said."""


def addresses(site: Site) -> tuple[Address, ...]:
    """The first pages of lists, then posts newest first, then pages by path; each URL once."""
    lists = [Address(url) for edition in site.editions() for url in _lists(site, edition)]
    written = [_address(post) for posts in (site.ordered, site.standalone) for post in posts if _is_shown(post, site)]
    own = {address.url for address in written}
    return (*(address for address in lists if address.url not in own), *written)


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


def _is_shown(post: Post, site: Site) -> bool:
    return not any(post.extra.get(key) is value for key, value in HIDDEN) and not site.paths[post.path].endswith(
        NOT_FOUND
    )


def _address(post: Post) -> Address:
    return Address(post.url, post.updated or post.date)
