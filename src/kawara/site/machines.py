"""Pages for machines, and for the lost: once a site, whatever its editions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kawara.model import Page
from kawara.site.lists import generated
from kawara.site.permalinks import NOT_FOUND, list_path
from kawara.site.site import Site
from kawara.site.sitemap import parts


def sitemap(site: Site) -> Iterator[Page]:
    """The sitemap; where it is too long for one file, an index of its parts, whose `target` is how many there are."""
    count = parts(site)
    if count == 1:
        yield generated(site, "sitemap", "/sitemap.xml", template="sitemap.xml")
        return
    yield replace(generated(site, "sitemapindex", "/sitemap.xml", template="sitemapindex.xml"), target=str(count))
    for number in range(1, count + 1):
        page = generated(site, "sitemap", f"/sitemap-{number}.xml", template="sitemap.xml")
        yield replace(page, target=str(number))


def robots(site: Site) -> Iterator[Page]:
    """robots.txt."""
    yield generated(site, "robots", "/robots.txt", template="robots.txt")


def search(site: Site) -> Iterator[Page]:
    """The page on which each edition is searched, where the site can be."""
    for edition in site.editions() if site.config.search else ():
        yield generated(site, "search", list_path("search", "", edition), edition)


def not_found(site: Site) -> Iterator[Page]:
    """The page that hosts show for an address that is none."""
    yield generated(site, "notfound", NOT_FOUND, template="404.html")
