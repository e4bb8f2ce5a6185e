"""What an edit can have moved where it touched no more than how posts look.

The site's order, its plan and its addresses know nothing of a title or a summary. So where these alone are others, every
answer stands but those in which one of these posts is shown: they are known by the questions, and need no comparing.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from itertools import compress, count
from typing import Any

from kawara.build.growing import Grown
from kawara.build.recall import Past
from kawara.build.work import PAGE
from kawara.memory.records import POST_FIELDS, Head, plain_post, to_json
from kawara.memory.trace import Question
from kawara.model import Post
from kawara.site.arrangement import paths_of
from kawara.site.site import Key, Site, keys_of, shown_on
from kawara.site.sitemap import URLS_A_FILE

LOOKS = frozenset({"title", "excerpt", "description", "reading_time", "image", "toc", "math", "writing"})
"""Fields of a post that are shown, and decide nothing: no code of `site` reads them, which a test holds."""
SHAPE = tuple(at for at, name in enumerate(POST_FIELDS) if name not in LOOKS)

STILL = Grown()
"""Nothing has come."""
BEYOND = frozenset(
    {"body", "template", "strings", "spot", "is_early", "embed", "embeds", "anchor", "image_size", "file", "integrity"}
)
"""Questions whose answer comes from beyond the site and its plan."""
UNSHOWN = frozenset({PAGE, "sitemap"})
"""Questions whose answer shows no looks, and which would have every post of a site made to be answered."""
OF_TEXT = frozenset({"body", "spot", "anchor"})
"""Those among them that are about one source."""
OF_ONE = frozenset({"post", "url_of", "left", "entry_id", "neighbours", "parts", "translations"})
"""Questions about one post and what stands beside it."""
RELATED = "related"
"""The question about posts that have something in common with one: whatever may be related to one is what it may be related to."""
OF_LIST = frozenset({"posts", "lines", "block", "feed"})
"""Questions about the posts of one list."""


def restyled(past: Past, heads: Mapping[str, Head], new: Iterable[str]) -> dict[str, str]:
    """Path → digest of the post at the last build, of those among `new` of which nothing but the looks is another now."""
    pairs = ((path, past.heads.get(path), heads.get(path)) for path in new)
    return {
        path: known.head[1]
        for path, known, head in pairs
        if known and head and known.head[0] and head.post and known.head[1] != head.post_digest
        if shape_of(plain_post(head.post)) == shape_of(known.head[0])
    }


def shape_of(post: Sequence[Any]) -> bytes:
    """What of a post, as plain values, is more than its looks: as it is kept, for `1` and `true` are equal, and so is one moment in two zones."""
    return to_json([post[at] for at in SHAPE])


BULK = OF_ONE | UNSHOWN | (BEYOND - OF_TEXT) | {"body", "block", RELATED}
"""Questions of which there are as many as posts or pages, and those that no edit of texts can move."""


def suspects(site: Site, edited: Iterable[str], looks: Iterable[str], grown: Grown = STILL) -> Iterator[Question]:
    """The questions of :data:`BULK` that :func:`asked_again` lets through."""
    yield from (("body", path) for path in edited)
    yield from ((name, path) for path in near(site, {*looks, *grown.paths}) for name in OF_ONE)
    yield from ((RELATED, path) for path in (site.paths if grown.far else relatives(site, {*looks, *grown.paths})))
    yield from (("block", *key, number) for key, number in blocks(site, looks, grown.paths))
    yield from ((PAGE, output) for output in grown.pages)
    if grown.paths:
        yield from (("sitemap", number) for number in range(1, len(site.paths) // URLS_A_FILE + 2))


def blocks(site: Site, looks: Iterable[str], come: Iterable[str]) -> Iterator[tuple[Key, int]]:
    """The pages of lists on which a post stands that looks otherwise, and all of the lists in which one stands that has come.

    By list and number; some of them have never been.
    """
    shown, moved = frozenset(looks), lists_with(site, come)
    for key in lists_with(site, shown) | moved:
        posts = site.lists.get(key, ())
        places = [*compress(count(), map(shown.__contains__, paths_of(posts)))]
        for number in range(len(posts) // site.config.pagination.per_page + 2):
            start, stop = shown_on(key[0], len(posts), number, site.config.pagination)
            if key in moved or any(start <= at < stop for at in places):
                yield key, number


def lists_with(site: Site, paths: Iterable[str]) -> set[Key]:
    """The lists in which one of these posts stands."""
    return {key for path in paths if (post := site.post(path)) for key in keys_of(post)}


def near(site: Site, paths: Iterable[str]) -> set[str]:
    """These posts and all that show one of them beside their own text."""
    touched = set(paths)
    posts = [post for path in touched if (post := site.post(path))]
    return {*touched, *(one.path for post in posts for one in beside(site, post))}


def relatives(site: Site, paths: Iterable[str]) -> set[str]:
    """The posts to which one of these can be related."""
    posts = (site.post(path) for path in paths) if site.config.related else ()
    return {path for post in posts if post for path in site.relations.near(post)}


def reaching(site: Site, paths: Iterable[str]) -> Callable[[Question], bool]:
    """Whether the answer to a question can have moved, when all that happened is that these posts look otherwise."""
    touched = frozenset(paths)
    posts = [post for path in touched if (post := site.post(path))]
    around = near(site, touched)
    lists = {key[:2] for post in posts if post.kind == "post" for key in keys_of(post)}
    related = relatives(site, touched)

    def is_reached(question: Question) -> bool:
        name = question[0]
        if name in OF_ONE:
            return question[1] in around
        if name == RELATED:
            return question[1] in related
        if name in OF_LIST and (*question[1:3], *("home", "")[len(question) - 1 :]) not in lists:
            return False
        if name == "block":
            return not touched.isdisjoint(paths_of(site.block(*question[1:])))  # type: ignore[arg-type]  # as asked
        return name in BEYOND or (bool(touched) and name not in UNSHOWN)

    return is_reached


def asked_again(
    site: Site, edited: Container[str], looks: Iterable[str], grown: Grown = STILL
) -> Callable[[Question], bool]:
    """Whether a question must be asked again, when no more than these texts, and of them the looks of some, are others now.

    `grown`: what new posts have moved.
    """
    is_reached = reaching(site, {*looks, *grown.paths})

    def again(question: Question) -> bool:
        if question[0] in BEYOND:
            return question[0] in OF_TEXT and question[1] in edited
        if question[0] == PAGE:
            return question[1] in grown.pages
        if question[0] == RELATED and grown.far:
            return True
        if question[0] == "sitemap":
            return bool(grown.paths)
        return is_reached(question) or (question[0] == "block" and is_pushed(question, site, grown.before))

    return again


def is_pushed(question: Question, site: Site, before: Site | None) -> bool:
    """Whether a page of a list shows other posts than before; none of them is made for that."""
    key: Any = question[1:]
    return before is not None and [*paths_of(site.block(*key))] != [*paths_of(before.block(*key))]


def beside(site: Site, post: Post) -> Iterator[Post]:
    """The posts that show this one as a neighbour, as another part or in another language: it shows them too."""
    yield from filter(None, site.neighbours(post.path))
    yield from filter(None, (one for part in site.parts(post.path) for one in (part.previous, part.next)))
    yield from site.translations(post.path)
