"""What is said of a site as a whole, when nothing is wrong in any of its files."""

from __future__ import annotations

from collections.abc import Iterator

from kawara.base.problems import Problem, problem
from kawara.config import FILE
from kawara.site.site import Site
from kawara.site.texts import redirects

REDIRECTS = {"cloudflare": 2000}
"""Host → the redirects it reads (https://developers.cloudflare.com/pages/configuration/redirects: 2,000 without a pattern)."""


def remarks(site: Site) -> Iterator[Problem]:
    """A site with nothing in it, one that does not know its own address, and one whose host will not read all of it."""
    if not site.ordered and not site.standalone:
        hint = "--drafts and --future publish what is held back" if site.unpublished else ""
        yield problem("empty", "", "there is nothing to publish", hint=hint)
    elif not site.config.url:
        text = "`url` is not set, so that feeds and the sitemap name http://localhost/"
        yield problem("url", FILE, text, hint="set it to the address at which the site will live")
    if site.config.host in REDIRECTS and (count := sum(1 for _ in redirects(site))) > REDIRECTS[site.config.host]:
        most = f"{REDIRECTS[site.config.host]:,}"
        text = f"the site has {count:,} redirects (`aliases`), of which Cloudflare Pages reads the first {most}"
        yield problem("redirects", FILE, text)
