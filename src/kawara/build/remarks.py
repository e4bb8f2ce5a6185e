"""What is said of a site as a whole, when nothing is wrong in any of its files."""

from __future__ import annotations

from collections.abc import Iterator

from kawara.base.problems import Problem, problem
from kawara.config import FILE
from kawara.site.site import Site


def remarks(site: Site) -> Iterator[Problem]:
    """A site with nothing in it, and one that does not know its own address."""
    if not site.ordered and not site.standalone:
        hint = "--drafts and --future publish what is held back" if site.unpublished else ""
        yield problem("empty", "", "there is nothing to publish", hint=hint)
    elif not site.config.url:
        text = "`url` is not set, so that feeds and the sitemap name http://localhost/"
        yield problem("url", FILE, text, hint="set it to the address at which the site will live")
