"""What an edit can have moved where it touched no more than how posts look.

The site's order, its plan and its addresses know nothing of a title or a summary. So where these alone are others, every
answer stands but those in which one of these posts is shown: they are known by the questions, and need no comparing.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from copy import deepcopy

from kawara.build.changes import lists_of
from kawara.build.recall import Past
from kawara.memory.records import POST_FIELDS, Head, made_post
from kawara.memory.trace import Question
from kawara.model import Post
from kawara.site.arrangement import paths_of
from kawara.site.site import Site

LOOKS = frozenset({"title", "excerpt", "description", "reading_time", "image", "toc", "math", "writing"})
"""Fields of a post that are shown, and decide nothing: no code of `site` reads them, which a test holds."""
SHAPE = tuple(name for name in POST_FIELDS if name not in LOOKS)

PAGE = "page"
"""The question every page asks of the plan: itself."""
BEYOND = frozenset(
    {"body", "template", "strings", "spot", "is_early", "embed", "embeds", "anchor", "image_size", "file", "integrity"}
)
"""Questions whose answer comes from beyond the site and its plan."""
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
        if has_shape(head.post, made_post(deepcopy(known.head[0])))
    }


def has_shape(one: Post, other: Post) -> bool:
    """Whether two posts differ in their looks at most."""
    return all(getattr(one, name) == getattr(other, name) for name in SHAPE)


def reaching(site: Site, paths: Iterable[str]) -> Callable[[Question], bool]:
    """Whether the answer to a question can have moved, when all that happened is that these posts look otherwise."""
    touched = frozenset(paths)
    posts = [post for path in touched if (post := site.post(path))]
    near = {*touched, *(one.path for post in posts for one in beside(site, post))}
    lists = {key for post in posts for key in lists_of(post, site.config)}
    related = {path for post in posts for path in site.relations.near(post)} if site.config.related else set()

    def is_reached(question: Question) -> bool:
        name = question[0]
        if name in OF_ONE:
            return question[1] in near
        if name == RELATED:
            return question[1] in related
        if name in OF_LIST and (*question[1:3], *("home", "")[len(question) - 1 :]) not in lists:
            return False
        if name == "block":
            return not touched.isdisjoint(paths_of(site.block(*question[1:])))  # type: ignore[arg-type]  # as asked
        return name in BEYOND or (bool(touched) and name != PAGE)

    return is_reached


def asked_again(site: Site, edited: Container[str], looks: Iterable[str]) -> Callable[[Question], bool]:
    """Whether a question must be asked again, when no more than these texts, and of them the looks of some, are others now."""
    is_reached = reaching(site, looks)

    def again(question: Question) -> bool:
        if question[0] in BEYOND:
            return question[0] in OF_TEXT and question[1] in edited
        return is_reached(question)

    return again


def beside(site: Site, post: Post) -> Iterator[Post]:
    """The posts that show this one as a neighbour, as another part or in another language: it shows them too."""
    yield from filter(None, site.neighbours(post.path))
    yield from filter(None, (one for part in site.parts(post.path) for one in (part.previous, part.next)))
    yield from site.translations(post.path)
