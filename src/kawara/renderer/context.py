"""What every page has, whatever its kind: `site`, `page`, `t`, `asset` and `summary`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from kawara.model import Page, Post
from kawara.renderer.faces import FeedLink, Head, PageFace, SiteFace, feeds_of
from kawara.renderer.filters import direction, join
from kawara.renderer.head import About, head_of
from kawara.renderer.once import HANDLE
from kawara.renderer.strings import Translator
from kawara.renderer.summaries import summary
from kawara.renderer.view import View, asset, has_asset, integrity
from kawara.site.permalinks import NOT_FOUND

Context = dict[str, Any]

UNLISTED = ("notfound", "redirect", "search")
"""Kinds that no search engine should keep, beside what stands at :data:`NOT_FOUND`."""


def context_of(
    page: Page, view: View, title: str = "", image: str = "", post: Post | None = None, **fields: Any
) -> Context:
    """`site`, `page`, `t`, `asset` and `summary`; `fields` are those of `page` that its kind adds."""
    origin, lang, t = view.ask("setting", "origin"), _lang(page, view), translator(page, view)
    face = PageFace(
        kind=page.kind,
        url=page.url,
        absolute_url=origin + page.url,
        lang=lang,
        dir=direction(lang),
        edition=page.edition,
        origin=origin,
        base=view.ask("setting", "base"),
        title=title,
        number=page.listing.number if page.listing else 0,
        listing=page.listing,
        target=page.target,
        head=_head(page, view, (title, image, post), (origin, lang)),
        feeds=_feeds(page, view),
        **fields,
    )
    return {
        "site": SiteFace(view, page.edition),
        "page": face,
        "t": t,
        "asset": partial(asset, view),
        "has_asset": partial(has_asset, view),
        "integrity": partial(integrity, view),
        "summary": partial(summary, view),
        HANDLE: (view.once, (lang, page.edition)),
    }


def _lang(page: Page, view: View) -> str:
    return page.lang or str(view.ask("setting", "language"))


def translator(page: Page, view: View) -> Translator:
    """`t`. A language without words of its own is told by the pages that need them."""
    words = view.ask("strings", _lang(page, view))
    view.problems.extend(words.problems)
    return Translator(words.texts)


def _head(page: Page, view: View, shown: tuple[str, str, Post | None], known: tuple[str, str]) -> Head:
    """The page's head. `shown`: its title, image and post; `known`: the origin, and the page's language."""
    (title, image, post), (origin, lang) = shown, known
    site_title = view.ask("setting", "title")
    about = About(
        title=title,
        site_title=site_title,
        description=(post.description or post.excerpt if post else "") or view.ask("setting", "description"),
        url="" if _is_unlisted(page) or _is_hidden(post, view) else origin + page.url,
        lang=lang,
        post=post if page.kind == "post" else None,
        image=join(origin, image) if image else "",
        authors=_authors(post, view, origin) if post and page.kind == "post" else (),
        crumbs=tuple(_crumbs(post, page.edition, view, (origin, site_title))) if post and page.kind == "post" else (),
    )
    return head_of(about)


def _crumbs(post: Post, edition: str, view: View, known: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """What stands above a post: the home page of its edition, and its first category. `known`: the origin, and the site's title."""
    origin, site_title = known
    yield site_title, origin + view.ask("list_url", "home", "", edition)
    yield from ((term.name, origin + term.url) for term in post.categories[:1] if term.url)


def _is_unlisted(page: Page) -> bool:
    """Whether no search engine should keep a page, whoever wrote it."""
    return page.kind in UNLISTED or page.url.endswith(NOT_FOUND)


def _is_hidden(post: Post | None, view: View) -> bool:
    return (post is not None and post.extra.get("noindex") is True) or view.ask("is_preview")


def _authors(post: Post, view: View, origin: str) -> tuple[dict[str, str], ...]:
    """The post's own authors, each with the whole URL of their page; else the site's."""
    if post.authors:
        own = ({"name": term.name} | ({"url": origin + term.url} if term.url else {}) for term in post.authors)
        return tuple(own)
    site_author = view.ask("setting", "author")
    return ({"name": site_author},) if site_author else ()


def _feeds(page: Page, view: View) -> tuple[FeedLink, ...]:
    """The feeds of the site, and before them those of the term the page is about."""
    listing = page.listing
    has_own = listing is not None and listing.key and view.ask("has_feeds", listing.kind)
    own = feeds_of(listing.kind, listing.key, page.edition, view.ask) if listing is not None and has_own else ()
    return own + feeds_of("home", "", page.edition, view.ask)
