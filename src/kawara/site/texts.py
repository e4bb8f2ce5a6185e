"""The author's own: a page for each post and page, and a redirect for each of their aliases."""

from __future__ import annotations

from collections.abc import Iterator

from kawara.base.urls import output_path
from kawara.model import Page, Post
from kawara.site.aliases import usable
from kawara.site.lists import first
from kawara.site.permalinks import href, list_path
from kawara.site.site import Site


def posts(site: Site) -> Iterator[Page]:
    """One page for each published post."""
    return (page_of(site, post) for post in site.ordered)


def pages(site: Site) -> Iterator[Page]:
    """One page for each page of the author's; one that stands where a home page would gets its listing too."""
    return (page_of(site, post) for post in site.standalone)


def redirects(site: Site) -> Iterator[Page]:
    """One page for each alias, which leads to where the post is now."""
    for one in (*site.ordered, *site.standalone):
        for path in usable(one) if one.aliases else ():
            url = href(site.config.base, path)
            yield Page(
                "redirect", output_path(path), url, "redirect.html", one.path, one.lang, one.edition, target=one.url
            )


def page_of(site: Site, post: Post) -> Page:
    """The page of one post or page."""
    path = site.paths[post.path]
    is_home = path == list_path("home", "", post.edition)
    return Page(
        kind=post.kind,
        output=output_path(path),
        url=post.url,
        template=f"{post.layout or post.kind}.html",
        owner=post.path,
        lang=post.lang,
        edition=post.edition,
        listing=first(site, "home", "", post.edition) if is_home else None,
    )
