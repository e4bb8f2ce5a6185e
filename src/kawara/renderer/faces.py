"""What templates see (theme_api 1): `site` and `page`, whose every field is an answer of the View or a fact of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from markupsafe import Markup

from kawara.model import Heading, Listing, Post
from kawara.renderer.escaping import escaped
from kawara.renderer.sketches import Ask, Mention, mentions
from kawara.renderer.view import MenuItem, View
from kawara.site.addresses import Address
from kawara.site.terms import TermCount

NONE = Markup()


class SiteFace:
    """`site`: the settings, and the posts, pages and terms of the edition the page belongs to."""

    __slots__ = ("_edition", "_view")

    def __init__(self, view: View, edition: str) -> None:
        self._view = view
        self._edition = edition

    @property
    def title(self) -> str:
        """`title` of kawara.yml."""
        return str(self._view.ask("setting", "title"))

    @property
    def description(self) -> str:
        """`description` of kawara.yml; may be empty."""
        return str(self._view.ask("setting", "description"))

    @property
    def author(self) -> str:
        """`author` of kawara.yml; may be empty."""
        return str(self._view.ask("setting", "author"))

    @property
    def language(self) -> str:
        """The main language."""
        return str(self._view.ask("setting", "language"))

    @property
    def theme(self) -> Any:
        """`theme` of kawara.yml: the theme's own settings, as a mapping."""
        return self._view.ask("setting", "theme")

    @property
    def url(self) -> str:
        """Path of the home page of this edition, with the base path."""
        return str(self._view.ask("list_url", "home", "", self._edition))

    @property
    def search(self) -> str:
        """Path of the page on which this edition is searched; empty where the site has no search."""
        has_search = self._view.ask("setting", "search")
        return str(self._view.ask("list_url", "search", "", self._edition)) if has_search else ""

    @property
    def feeds(self) -> tuple[FeedLink, ...]:
        """The feeds of all posts of this edition."""
        return feeds_of("home", "", self._edition, self._view.ask)

    @property
    def editions(self) -> tuple[Alternate, ...]:
        """The home pages of the other language editions, each as `lang` and `url`."""
        main = self.language
        others = (edition for edition in self._view.ask("editions") if edition != self._edition)
        return tuple(Alternate(edition or main, self._view.ask("list_url", "home", "", edition)) for edition in others)

    @property
    def menu(self) -> tuple[MenuItem, ...]:
        """The links of the site's menu: `name` or `title`, `url`, `lang`."""
        menu: tuple[MenuItem, ...] = self._view.ask("menu", self._edition)
        return menu

    @property
    def posts(self) -> tuple[Mention, ...]:
        """All posts of this edition, newest first."""
        return mentions(self._view.ask("posts", "home", "", self._edition), self._view.ask)

    @property
    def pages(self) -> tuple[Post, ...]:
        """All pages of this edition, by path."""
        return tuple(page for page in self._view.ask("pages") if page.edition == self._edition)

    @property
    def categories(self) -> tuple[TermCount, ...]:
        """The categories of this edition by name, each as `term` and `count`."""
        return self._terms("categories")

    @property
    def tags(self) -> tuple[TermCount, ...]:
        """The tags of this edition by name, each as `term` and `count`."""
        return self._terms("tags")

    @property
    def authors(self) -> tuple[TermCount, ...]:
        """The authors of this edition by name, each as `term` and `count`."""
        return self._terms("authors")

    @property
    def series(self) -> tuple[TermCount, ...]:
        """The series of this edition by name, each as `term` and `count`."""
        return self._terms("series")

    @property
    def years(self) -> tuple[tuple[int, int], ...]:
        """Year and number of posts, newest first."""
        years: tuple[tuple[int, int], ...] = self._view.ask("years", self._edition)
        return years

    def _terms(self, kind: str) -> tuple[TermCount, ...]:
        terms: tuple[TermCount, ...] = self._view.ask("terms", kind, self._edition)
        return terms


class FeedLink(NamedTuple):
    """One feed that belongs to a page."""

    type: str
    title: str
    url: str


FEEDS = (("application/atom+xml", "Atom", "feed.xml"), ("application/feed+json", "JSON Feed", "feed.json"))
"""Type, title and file below its list of each feed."""


def feeds_of(kind: str, key: str, edition: str, ask: Ask) -> tuple[FeedLink, ...]:
    """The feeds of a list."""
    url = ask("list_url", kind, key, edition)
    return tuple([FeedLink(of, name, url + file) for of, name, file in FEEDS])


@dataclass(frozen=True, slots=True)
class Alternate:
    """One version of a page in a language; its own among them."""

    lang: str
    url: str


class Head(NamedTuple):
    """What the head of a page tells machines."""

    title: str = ""
    """For `<title>`: the page's and the site's."""
    description: str = ""
    canonical: str = ""
    """Whole URL; empty for a page that no search engine should keep."""
    properties: tuple[tuple[str, str], ...] = ()
    """Open Graph: property and content, in order."""
    card: str = ""
    """The kind of card X shows of a link to the page; it takes the rest from Open Graph."""
    json_ld: Markup = NONE
    """Safe inside `<script>`; empty when there is nothing to say."""

    @property
    def meta(self) -> Markup:
        """The properties and the card as `<meta>` elements, one a line."""
        lines = [f'<meta property="{name}" content="{escaped(content)}">' for name, content in self.properties]
        lines += [f'<meta name="twitter:card" content="{self.card}">'] if self.card else []
        return Markup("\n".join(lines))  # noqa: S704 (the names are our own)


NO_HEAD = Head()


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed."""

    post: Mention
    id: str
    url: str
    html: str
    """The whole text, every reference a whole URL; not yet escaped."""
    image: str = ""


@dataclass(frozen=True, slots=True)
class PageFace:
    """`page`: the page that is being rendered."""

    kind: str
    url: str
    """Path with the base path."""
    absolute_url: str
    lang: str
    edition: str
    origin: str
    """Scheme and host of the site."""
    base: str
    """The site's base path."""
    dir: str = "ltr"
    """Direction of the page's language: `ltr` or `rtl`."""
    title: str = ""
    number: int = 0
    """Number of a page of a list; 0 for the first."""
    listing: Listing | None = None
    content: Markup = NONE
    """The body as HTML, on the page of a post or page."""
    cover: Markup = NONE
    """The post's own image as HTML; empty where there is none, or the text shows it already."""
    toc: tuple[Heading, ...] = ()
    """The headings to list; empty when no table of contents is wanted."""
    length: int = 0
    """CJK characters and other words of the body, blocks of code not among them."""
    reading_time: int = 0
    """Minutes that takes, whatever the front matter says."""
    target: str = ""
    """For a redirect: the path it leads to."""
    head: Head = NO_HEAD
    feeds: tuple[FeedLink, ...] = ()
    alternates: tuple[Alternate, ...] = ()
    """All versions of this text by language; empty when there is but one."""
    sitemap: tuple[Address, ...] = ()
    """For a sitemap: its URLs; for an index of sitemaps: theirs."""
