"""The site beside its lock, as the rules over it see the two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kawara.base.findings import Finding
from kawara.base.problems import problem
from kawara.check.lockfile import FILE, Entry, Lock
from kawara.model import Page
from kawara.site.ids import entry_id
from kawara.site.permalinks import place_at
from kawara.site.places import spot
from kawara.site.site import Site


@dataclass(frozen=True, slots=True)
class Locked:
    """What was published, and what would be now."""

    was: Lock
    now: Lock
    site: Site

    def standing(self) -> Iterator[tuple[str, Entry, Entry]]:
        """Each post and page that still has its address or a redirect there: address, what was there, where it leads now."""
        for url, entry in self.was.urls.items():
            found = self.now.urls.get(url)
            if found and found.kind == "redirect":
                found = self.now.urls.get(found.target)
            if found:
                yield url, entry, found

    def at(self, code: str, url: str, entry: Entry, message: str, *keys: str, hint: str = "") -> Finding:
        """A finding about an address: in the text that is there still, else in the lock."""
        here = self.now.urls.get(url)
        sources = (here.source if here else "", entry.source)
        path = next((one for one in sources if one and self.site.post(one)), "")
        place = spot(self.site.places.get(path, {}), *keys) if path else {"line": entry.line, "source": f'  "{url}":'}
        fault = problem(code, path or FILE, message, hint=hint, **place)
        return Finding(fault, marked=fault.source[fault.column - 1 :] if fault.column else url)


def state(site: Site, pages: tuple[Page, ...], headings: Mapping[str, tuple[str, ...]]) -> Lock:
    """What a site publishes. `headings`: path of a text → the ids of its headings."""
    urls = {below(page.url, site): entry for page in pages if (entry := _entry(page, site, headings))}
    return Lock(urls, site.config.feeds.limit)


def below(url: str, site: Site) -> str:
    """An address as the lock has it: decoded, and counted from the site's root."""
    return place_at(site.config.base, url)


def _entry(page: Page, site: Site, headings: Mapping[str, tuple[str, ...]]) -> Entry | None:
    if page.kind == "redirect":
        return Entry("redirect", page.owner, target=below(page.target, site))
    if page.kind in FEEDS:
        return Entry("feed")
    post = site.post(page.owner) if page.kind in ("post", "page") else None
    if post is None:
        return None
    own = headings.get(post.path, ())
    if post.kind == "page":
        return Entry("page", post.path, headings=own)
    date = post.date.isoformat() if post.date else ""
    return Entry("post", post.path, entry_id(post, site.config), date, post.edition, own)


FEEDS = ("atom", "jsonfeed")
"""Kinds of page that are feeds."""
