"""What a host of static sites reads beside the pages: redirects, headers, a domain. Made only where a site names its host."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from kawara.model import Page
from kawara.site.hashing import KINDS
from kawara.site.lists import generated
from kawara.site.site import Site
from kawara.site.texts import redirects

KIND = "plain"
"""A page whose `target` is its text."""

FRAMES = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")
"""Where the theme's embeds play."""
SEARCHING = " 'wasm-unsafe-eval'"
"""Pagefind is a WebAssembly module."""
GITHUB = ".github.io"
FOR_EVER = "public, max-age=31536000, immutable"
"""A year, the longest that RFC 9111 has caches take seriously, and no question in between (RFC 8246)."""
MOST = 99
"""Cloudflare Pages reads a hundred rules, of which one is for every page."""

Files = Iterator[tuple[str, str]]
"""Name at the top of the site, and text."""


def hosting(site: Site, hashed: Iterable[str] = ()) -> Iterator[Page]:
    """The files that the site's host reads. `hashed`: the URLs behind which nothing ever changes."""
    for name, text in HOSTS[site.config.host](site, tuple(hashed)) if site.config.host else ():
        page = generated(site, KIND, f"/{name}", template="")
        yield replace(page, output=name, url=site.config.base + name, target=text)  # names without a suffix stay so


def _netlify(site: Site, hashed: Sequence[str]) -> Files:
    """https://docs.netlify.com/routing/redirects: without the `!` the page that stands there would be shown.

    A rule is followed with and without a slash at the end of what is asked for. So none leads a page to itself, and one for a
    name without a slash leaves the page alone that may stand at the same name with it: the redirecting page does its work.
    """
    moved = [page for page in redirects(site) if page.url.rstrip("/") != (page.target or "").rstrip("/")]
    yield from _with_headers([f"{page.url} {page.target} {_status(page.url)}" for page in moved], site, hashed)


def _status(url: str) -> str:
    return "301!" if url.endswith("/") or "." in url.rpartition("/")[2] else "301"


def _cloudflare(site: Site, hashed: Sequence[str]) -> Files:
    """https://developers.cloudflare.com/pages/configuration: redirects go before pages, and at most 2,000 are read."""
    yield from _with_headers([f"{page.url} {page.target} 301" for page in redirects(site)], site, hashed)


def _with_headers(moved: Sequence[str], site: Site, hashed: Sequence[str]) -> Files:
    if moved:
        yield "_redirects", "\n".join(moved)
    rows = {
        "Content-Security-Policy": "; ".join(_policy(site)),
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
    }
    every = [f"{site.config.base}*", *(f"  {name}: {value}" for name, value in rows.items())]
    kept = [line for url in sorted(hashed, key=_weight)[:MOST] for line in (url, f"  Cache-Control: {FOR_EVER}")]
    yield "_headers", "\n".join([*every, *kept])


def _weight(url: str) -> tuple[int, str]:
    """What every page asks for comes first."""
    return next((at for at, kind in enumerate(KINDS) if url.endswith(kind)), len(KINDS)), url


def _policy(site: Site) -> Iterator[str]:
    """What a page may load: scripts of the site alone; pictures, sound and styles also as an author puts them into a text."""
    yield "default-src 'self'"
    yield f"script-src 'self'{SEARCHING if site.config.search else ''}"
    yield "style-src 'self' 'unsafe-inline'"
    yield "img-src 'self' https: data:"
    yield "media-src 'self' https:"
    yield f"frame-src 'self' {' '.join(FRAMES)}"
    yield "base-uri 'self'"
    yield "object-src 'none'"


def _github(site: Site, _hashed: Sequence[str]) -> Files:
    """https://docs.github.com/pages: `.nojekyll` has the files taken as they are, `CNAME` names a domain of one's own."""
    yield ".nojekyll", ""
    host = urlsplit(site.config.url).hostname or ""
    if host and not host.endswith(GITHUB) and site.config.base == "/":
        yield "CNAME", host


HOSTS: Mapping[str, Callable[[Site, Sequence[str]], Files]] = {
    "cloudflare": _cloudflare,
    "github": _github,
    "netlify": _netlify,
}
"""Host → the files it reads."""
