"""Page + View → bytes: what each kind of page hands to its template."""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup

from kawara.base.text import clean
from kawara.model import Body, Heading, Page, Post
from kawara.renderer.body import fill, image_of
from kawara.renderer.context import Context, context_of, translator
from kawara.renderer.faces import Alternate
from kawara.renderer.feeds import WHOLE_SITE, feed, json_feed
from kawara.renderer.images import cover
from kawara.renderer.shown import Shown
from kawara.renderer.sketches import Mention, mention, mentions, placed
from kawara.renderer.templates import Templates
from kawara.renderer.view import View
from kawara.site.addresses import Address

HEADINGS_FOR_TOC = 3
"""So many headings make a table of contents, when the post does not say."""
TOC_LEVELS = (2, 3)
WHOLE_ARCHIVE = 300
"""Up to so many posts the archive lists each; beyond, it lists the years, so that no page grows without end."""

NOTHING: Context = {
    "post": None,
    "posts": (),
    "pinned": (),
    "term": None,
    "terms": (),
    "newer": None,
    "older": None,
    "parts": (),
    "related": (),
    "translations": (),
}
"""Names that stand on every page, so that a template may ask for any of them."""


def render(page: Page, view: View, templates: Templates) -> bytes:
    """The bytes of one page: UTF-8, one final newline, no control characters. Raises TemplateFault."""
    if page.kind in WITHOUT_TEMPLATE:
        text = WITHOUT_TEMPLATE[page.kind](page, view)
    else:
        name = page.template or f"{page.kind}.html"
        view.use(name)
        view.problems.extend(templates.stray(name))
        text = templates.render(name, NOTHING | KINDS[page.kind](page, view), page.owner or page.url)
    return as_bytes(plain_text(text))


def plain_text(text: str) -> str:
    """A text as it is written: with one final newline."""
    return text if text[-1:] == "\n" and "\n" not in (text[:1], text[-2:-1]) else text.strip("\n") + "\n"


def as_bytes(text: str) -> bytes:
    """The text as UTF-8, without what :func:`kawara.base.text.clean` leaves out.

    The bytes are looked at first: in a page, which hardly ever has anything to leave out, that is five times as quick.
    """
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return clean(text).encode()
    suspect = b"\xc2" in data or b"\xef\xbf" in data or len(data.translate(None, CONTROLS)) < len(data)
    return clean(text).encode() if suspect else data


CONTROLS = bytes(code for code in (*range(0x20), 0x7F) if chr(code) not in "\t\n")
"""C0 controls; those of C1 begin with C2 in UTF-8, and U+FFFE and U+FFFF with EF BF."""


# --- posts and pages ---------------------------------------------------------------------------------------------------


def post_page(page: Page, view: View) -> Context:
    """A post: its text, and its place among the others."""
    newer, older = (mention(link, view.ask) for link in view.ask("neighbours", page.owner))
    parts = placed(view.ask("parts", page.owner), view.ask)
    found = view.ask("related", page.owner) if view.ask("setting", "related") else ()
    beside = {"newer": newer, "older": older, "parts": parts, "related": mentions(found, view.ask)}
    return standalone(page, view) | beside


def standalone(page: Page, view: View) -> Context:
    """A page of its author's: its text and its versions in other languages."""
    post: Post = view.ask("post", page.owner)
    body: Body = view.ask("body", page.owner)
    translations = mentions(view.ask("translations", page.owner), view.ask)
    shown = Shown(post, view, view.ask("setting", "base"))
    content, (image, file) = fill(body, shown), image_of(post, shown)
    fields = {
        "content": Markup(content),  # noqa: S704 (the loader's HTML; what fills its holes is escaped)
        "cover": Markup(cover(post, image, file, content, shown)),  # noqa: S704 (attributes are escaped)
        "toc": toc_of(post, body),
        "length": body.length,
        "reading_time": body.minutes,
        "alternates": _alternates(post, translations, view),
    }
    context = context_of(page, view, post.title, image, post, **fields)
    return context | {"post": post, "translations": translations, "posts": _posts_beside(page, view)}


def _posts_beside(page: Page, view: View) -> tuple[Mention, ...]:
    """The posts on a page that its author has put where a list would stand: `content/index.md` is still a home page."""
    listing = page.listing
    found = view.ask("block", listing.kind, listing.key, page.edition, listing.number) if listing else ()
    return mentions(found, view.ask)


def toc_of(post: Post, body: Body) -> tuple[Heading, ...]:
    """The headings of a table of contents: when the post asks for one, or does not say and has several."""
    headings = tuple(heading for heading in body.headings if heading.level in TOC_LEVELS)
    wanted = len(headings) >= HEADINGS_FOR_TOC if post.toc is None else post.toc
    return headings if wanted else ()


def _alternates(post: Post, translations: tuple[Mention, ...], view: View) -> tuple[Alternate, ...]:
    if not translations:
        return ()
    origin = view.ask("setting", "origin")
    versions: tuple[Post | Mention, ...] = (post, *translations)
    return tuple(Alternate(version.lang, origin + version.url) for version in versions)


# --- lists -------------------------------------------------------------------------------------------------------------


def listing_page(page: Page, view: View) -> Context:
    """Some posts of a list: of home, of a term, of a year."""
    listing = page.listing or WHOLE_SITE
    key = (listing.kind, listing.key, page.edition)
    term = view.ask("term", *key) if listing.key and listing.kind != "year" else None
    title = term.name if term else view.ask("setting", "title") if listing.kind == "home" else ""
    context = context_of(page, view, title or translator(page, view)("year", year=listing.key))
    found = view.ask("lines", *key) if listing.kind == "year" else view.ask("block", *key, listing.number)
    is_first_home = listing.kind == "home" and not listing.number
    pinned = view.ask("block", "pinned", "", page.edition, 0) if is_first_home else ()
    return context | {"term": term, "posts": mentions(found, view.ask), "pinned": mentions(pinned, view.ask)}


def terms_page(page: Page, view: View) -> Context:
    """All terms of one kind."""
    kind = page.listing.kind if page.listing else "tags"
    return context_of(page, view, translator(page, view)(kind)) | {"terms": view.ask("terms", kind, page.edition)}


def archive(page: Page, view: View) -> Context:
    """All posts by year; the years alone when there are many posts."""
    total = sum(count for _, count in view.ask("years", page.edition))
    lines = view.ask("lines", "home", "", page.edition) if total <= WHOLE_ARCHIVE else ()
    return context_of(page, view, translator(page, view)("archive")) | {"posts": mentions(lines, view.ask)}


# --- pages for machines, and for the lost ------------------------------------------------------------------------------


def not_found(page: Page, view: View) -> Context:
    """404.html: no search engine should keep it."""
    return context_of(page, view, translator(page, view)("not_found"))


def search(page: Page, view: View) -> Context:
    """The page on which readers search."""
    return context_of(page, view, translator(page, view)("search"))


def redirect(page: Page, view: View) -> Context:
    """A page that only leads elsewhere."""
    return context_of(page, view, translator(page, view)("moved"))


def atom(page: Page, view: View) -> Context:
    """An Atom feed."""
    return context_of(page, view) | feed(page, view)


def sitemap(page: Page, view: View) -> Context:
    """One sitemap, or the part of it whose number is the page's target."""
    part = int(page.target or 1)
    return context_of(page, view, sitemap=view.ask("sitemap", part))


def sitemap_index(page: Page, view: View) -> Context:
    """The list of the sitemaps, where there are several."""
    urls = (view.ask("setting", "base") + f"sitemap-{number}.xml" for number in range(1, int(page.target) + 1))
    return context_of(page, view, sitemap=tuple(map(Address, urls)))


def bare(page: Page, view: View) -> Context:
    """A page that needs nothing but `site` and `page`."""
    return context_of(page, view)


KINDS: dict[str, Callable[[Page, View], Context]] = {
    "home": listing_page,
    "post": post_page,
    "page": standalone,
    "term": listing_page,
    "terms": terms_page,
    "year": listing_page,
    "archive": archive,
    "notfound": not_found,
    "search": search,
    "redirect": redirect,
    "atom": atom,
    "sitemap": sitemap,
    "sitemapindex": sitemap_index,
    "robots": bare,
}
"""Kind of page → what its template gets, beside :data:`NOTHING`."""

WITHOUT_TEMPLATE: dict[str, Callable[[Page, View], str]] = {
    "jsonfeed": json_feed,
    "plain": lambda page, _view: page.target,
}
"""Kind of page → its text: for formats that a writer of their own keeps valid."""
