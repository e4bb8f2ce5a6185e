"""The head of a page, for machines: one function of the model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from kawara.model import Post
from kawara.renderer.faces import NONE, Head
from kawara.renderer.filters import isodate, locale_of
from kawara.renderer.jsontext import json_text

if TYPE_CHECKING:
    from babel import Locale

ESCAPES = tuple((sign, f"\\u{ord(sign):04x}") for sign in "<>&\u2028\u2029")
"""Signs that could end a `<script>` or a JavaScript line; JSON knows them by number as well."""


class About(NamedTuple):
    """What the head of a page is made from."""

    title: str
    site_title: str
    description: str
    url: str
    """The page's whole URL; empty for a page that no search engine should keep."""
    lang: str
    post: Post | None = None
    """On the page of a post."""
    image: str = ""
    authors: tuple[Mapping[str, str], ...] = ()
    """`name` and, where the author has a page, `url` of each."""
    crumbs: tuple[tuple[str, str], ...] = ()
    """Name and whole URL of what stands above a post, the home page first."""


def head_of(about: About) -> Head:
    """The head of a page."""
    title, site_title = about.title, about.site_title
    return Head(
        title=f"{title} — {site_title}" if title and title != site_title else site_title,
        description=about.description,
        canonical=about.url,
        properties=tuple(_open_graph(about)) if about.url else (),
        card=("summary_large_image" if about.image else "summary") if about.url else "",
        json_ld=_article(about, about.post) if about.post and about.url else NONE,
    )


def _open_graph(about: About) -> Iterator[tuple[str, str]]:
    """https://ogp.me: basic and optional metadata, then those of an article."""
    yield "og:type", "article" if about.post else "website"
    yield "og:title", about.title or about.site_title
    yield "og:site_name", about.site_title
    yield "og:url", about.url
    yield "og:locale", og_locale(about.lang)
    if about.description:
        yield "og:description", about.description
    if about.image:
        yield "og:image", about.image
    if about.post:
        yield from _article_properties(about.post)


def _article_properties(post: Post) -> Iterator[tuple[str, str]]:
    if post.date:
        yield "article:published_time", isodate(post.date)
    if post.updated:
        yield "article:modified_time", isodate(post.updated)
    for category in post.categories[:1]:
        yield "article:section", category.name
    for tag in post.tags:
        yield "article:tag", tag.name


@lru_cache(maxsize=64)
def og_locale(lang: str) -> str:
    """Language and territory, as Open Graph wants them: `ja_JP` for `ja`, `zh_TW` for `zh-Hant`."""
    locale = locale_of(lang)
    return f"{locale.language}_{locale.territory or _territory(locale)}"


def _territory(locale: Locale) -> str:
    """Where the CLDR thinks a language in its script most likely; the language's own code where that is no country (`eo_EO`)."""
    from babel.core import get_global  # noqa: PLC0415  Babel is heavy, and `locale_of` has it by now

    likely = get_global("likely_subtags")
    found = likely.get(f"{locale.language}_{locale.script}") or likely.get(locale.language, "")
    territory = found.rpartition("_")[2]
    return territory if territory.isalpha() else locale.language.upper()


def _article(about: About, post: Post) -> Markup:
    """https://schema.org/BlogPosting and where it stands, by JSON-LD."""
    published = isodate(post.date) if post.date else ""
    data = {
        "@context": "https://schema.org",
        "@type": "BlogPosting",
        "headline": post.title,
        "url": about.url,
        "mainEntityOfPage": about.url,
        "inLanguage": post.lang,
        "description": about.description,
        "image": about.image,
        "datePublished": published,
        "dateModified": isodate(post.updated) if post.updated else published,
        "author": [{"@type": "Person", **author} for author in about.authors],
        "keywords": [tag.name for tag in post.tags],
    }
    return script_json([{key: value for key, value in data.items() if value}, _breadcrumbs(about)])


def _breadcrumbs(about: About) -> dict[str, Any]:
    """https://schema.org/BreadcrumbList: the way from the home page to a post."""
    way = (*about.crumbs, (about.title, about.url))
    items = [{"@type": "ListItem", "position": n, "name": name, "item": url} for n, (name, url) in enumerate(way, 1)]
    return {"@context": "https://schema.org", "@type": "BreadcrumbList", "itemListElement": items}


def script_json(value: object) -> Markup:
    """JSON that may stand inside `<script>`: `</script>` and `<!--` cannot appear in it."""
    text = json_text(value)
    for sign, number in ESCAPES:
        text = text.replace(sign, number)
    return Markup(text)  # noqa: S704 (no sign of markup is left in it)
