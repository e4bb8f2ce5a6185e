"""The site as one page may see it.

The law: a page learns nothing but by :meth:`View.ask`, and every answer is a plain value. So whoever notes the questions of
a page with the digests of their answers knows all it depends on, and nothing more than that. A question should therefore be
as narrow as the need: `menu` and not all pages, `block` and not all posts.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Undefined

from kawara.base.problems import Problem
from kawara.model import Body, Page, Post
from kawara.renderer.anchors import anchoring
from kawara.renderer.kept import Kept, Part
from kawara.renderer.sketches import Item, Line, Link, Place, Sketches, Story, no_sketches, sketcher
from kawara.renderer.templates import Templates
from kawara.renderer.undefined import KINDS, nearest
from kawara.renderer.wording import wordings
from kawara.site import sitemap
from kawara.site.ids import entry_id, feed_id
from kawara.site.permalinks import below_language, href, list_path
from kawara.site.places import spot
from kawara.site.site import Site
from kawara.site.whereabouts import Whereabouts

Answers = Mapping[str, Callable[..., Any]]
"""Question → the function that answers it, the same one for every page of a build."""

FORWARDED = (*("post", "pages", "terms", "term", "years", "left", "editions", "is_preview", "is_early", "setting"),)
"""Questions the site answers itself."""
LOOKED_UP = ("stands", "near_address", "near_file", "variants", "named", "near_named")
"""Questions about where something is to be found."""
INDEXES = ("categories", "tags", "series")
"""Kinds of term whose index stands in the menu, where the site has such terms. Authors are reached from their posts."""


class View:
    """What one page asks, through one door.

    `asked` notes each question; `problems` gathers what filling the page has brought to light. `kept` holds what pages with
    these very answers have in common. `templates` are those of which parts of a page are printed; what each of them says is
    one of the questions.
    """

    __slots__ = ("_answers", "_kept", "_parts", "_templates", "asked", "problems")

    def __init__(self, answers: Answers, kept: Kept | None = None, templates: Templates | None = None) -> None:
        self._answers = answers
        self._kept = kept or Kept()
        self._parts = self._kept.parts
        self._templates = templates
        self.asked: list[tuple[Any, ...]] = []
        self.problems: list[Problem] = []

    def ask(self, *question: Any) -> Any:
        """The answer to one question, a name and what it is about: a plain value, the same for the same site."""
        self.asked.append(question)
        return self._answers[question[0]](*question[1:])

    def use(self, template: str) -> None:
        """Note that a page is made with a template: what it says is one of its questions, of which no page needs the answer."""
        self.asked.append(("template", template))

    def print(self, template: str, variables: Mapping[str, Any], subject: str) -> str:
        """What a template makes of these variables. Raises TemplateFault, which names `subject`."""
        self.use(template)
        return self._templates.render(template, variables, subject) if self._templates else ""

    def once(self, key: Hashable, make: Callable[[], str]) -> str:
        """The text that `make` makes, a pure function of the key and the answers; its questions are this page's in any case."""
        found = self._parts.get(key)
        if found is None:
            start = len(self.asked)
            found = Part(make(), tuple(self.asked[start:]))
            self._kept.add(key, found)
        else:
            self.asked += found.asked
        return found.text


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One link of the site's menu."""

    name: str
    """A string of the theme, for a list the site makes; empty for a page, which has a title."""
    title: str
    url: str
    lang: str = ""


def answers(
    site: Site,
    templates: Templates,
    body_of: Callable[[str], Body],
    urls: Mapping[str, str],
    assets: Mapping[str, str],
    *,
    pages: Sequence[Page] = (),
    size_of: Callable[[str], tuple[int, int] | None] = lambda _path: None,
    integrity_of: Callable[[str], str] = lambda _name: "",
    sketches: Sketches | None = None,
) -> Answers:
    """What every page of a build may ask.

    `urls`: source path → URL of what became of it, copied files among them. `assets`: path below `static/` → URL. `pages`: all
    that are planned. `size_of`: path of an image → its width and height. `integrity_of`: name of an asset → what a browser may hold it to.
    `sketches`: those of posts that stand.
    """
    where = Whereabouts(site, pages, urls)
    own: dict[str, Callable[..., Any]] = {
        "body": body_of,
        "url_of": urls.get,
        "anchor": anchoring(body_of),
        "image_size": size_of,
        "asset": lambda name: _asset(name, assets),
        "has_asset": assets.__contains__,
        "integrity": integrity_of,
        "template": templates.closure,
        "embed": templates.embed,
        "embeds": templates.embeds,
        "strings": cache(lambda lang: templates.strings(lang, site.config.language)),
        "menu": cache(lambda edition: menu(site, edition)),
        "sitemap": lambda number: sitemap.part(site, number),
        "spot": lambda path, key: spot(site.places.get(path, {}), key),
        "entry_id": lambda path: _entry_id(site, path),
        "has_feeds": lambda kind: kind in site.config.feeds.terms,
        "feed_id": lambda kind, key, edition: feed_id(site.config, kind, key, edition),
        "list_url": lambda kind, key="", edition="": href(site.config.base, list_path(kind, key, edition)),
    }
    found = {name: getattr(where, name) for name in LOOKED_UP} | {name: getattr(site, name) for name in FORWARDED}
    return own | lists_of(site, no_sketches() if sketches is None else sketches) | found


def lists_of(site: Site, sketches: Sketches) -> dict[str, Callable[..., Any]]:
    """The questions of which the answer shows posts: no more of each than is shown."""
    link, line = sketcher(Link, sketches[Link]), sketcher(Line, sketches[Line])
    story, item = sketcher(Story, sketches[Story]), sketcher(Item, sketches[Item])
    said = wordings()

    def linked(post: Post | None) -> Link | None:
        return link(post) if post else None

    def told(post: Post | None) -> Story | None:
        return story(post) if post else None

    return {
        "posts": lambda *key: tuple(map(story, site.posts(*key))),
        "block": lambda *key: tuple(map(story, site.block(*key))),
        "lines": lambda *key: tuple(map(line, site.posts(*key))),
        "feed": lambda *key: tuple(map(item, site.feed(*key))),
        "story": lambda path: told(site.post(path)),
        "neighbours": lambda path: tuple(map(linked, site.neighbours(path))),
        "translations": lambda path: tuple(map(link, site.translations(path))),
        "related": lambda path: tuple(map(line, site.related(path, said))),
        "parts": lambda path: tuple(
            Place(part.term, part.number, part.total, linked(part.previous), linked(part.next))
            for part in site.parts(path)
        ),
    }


def _asset(name: str, assets: Mapping[str, str]) -> str:
    """The URL of a file of `static/`. Raises ValueError for one that is not there: a page without its style is no page."""
    if name in assets:
        return assets[name]
    near = nearest(name, assets)
    raise ValueError(f"there is no asset '{name}'" + (f"; did you mean '{near}'?" if near else ""))


def _entry_id(site: Site, path: str) -> str:
    post = site.post(path)
    return entry_id(post, site.config) if post else ""


def menu(site: Site, edition: str = "") -> tuple[MenuItem, ...]:
    """The archive, the indexes of terms there are, and the pages at the top of `content/` unless they say `nav: false`."""
    base = site.config.base
    kinds = (*(["archive"] if site.years(edition) else []), *(kind for kind in INDEXES if site.terms(kind, edition)))
    lists = (MenuItem(kind, "", href(base, list_path(kind, "", edition))) for kind in kinds)
    pages = (MenuItem("", page.title, page.url, page.lang) for page in site.pages() if _in_menu(page, site, edition))
    return *lists, *pages


def _in_menu(page: Post, site: Site, edition: str) -> bool:
    where = below_language(page.stem, site.config)
    at_top = "/" not in where.removesuffix("/index") and where not in ("index", "404")
    return at_top and page.edition == edition and page.extra.get("nav", True) is not False


# --- what templates ask themselves ------------------------------------------------------------------------------------


def asset(view: View, name: object) -> Any:
    """The URL of a file of `static/`. Raises ValueError for one that is not there, UnknownName for a name that is not."""
    return view.ask("asset", named(name))


def has_asset(view: View, name: object) -> Any:
    """Whether there is such a file: an author's field that is not there, or empty, names none."""
    return view.ask("has_asset", named(name or ""))


def integrity(view: View, name: object) -> Any:
    """What a browser may hold such a file to. Raises as :func:`asset`."""
    return view.ask("integrity", named(name))


def named(name: object) -> str:
    """The name of a file as a plain text, as a question must be: it is kept as JSON. Raises ValueError for what names none."""
    if isinstance(name, str | int | float | Undefined):
        return str(name)
    kind = type(name).__name__
    raise ValueError(f"a file is named by a text, and this is {KINDS.get(kind, f'a {kind}')}")
