"""Of each question, what can have moved its answer: a table of functions from what is different to sentences.

What is different is known exactly, and so is which questions moved; in between the sentences need only be likely, for all of
them are true. Where a list shows no more of a post than its title, only what is shown there is named.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice

from kawara.build.changes import BODY, THERE, Change, Changes, pushing
from kawara.build.drafting import Draft
from kawara.model import Page, Post, Term
from kawara.renderer.sketches import Item, Line, Link, Story
from kawara.site.permalinks import version

PATIENCE = 200
"""So many changes are looked through for one that may have moved a neighbour, or the spelling of a term."""

ADDRESS = frozenset({THERE, "slug", "permalink", "date", "categories", "kind", "stem", "lang", "suffix"})
"""Facts that may move a post to another address."""
LISTED = ADDRESS | {"updated", "sitemap", "noindex"}
"""Facts that a sitemap shows."""
SHOWN: Mapping[str, frozenset[str]] = {
    name: ADDRESS.union(sketch._fields)
    for name, sketch in (("link", Link), ("line", Line), ("story", Story), ("item", Item))
}
"""How a list shows a post → the facts that can be seen there."""
SURROUNDING = ("url", "permalink", "languages", "language", "taxonomies", "pagination", "feeds", "feed_id", "mounts")
"""Settings that may move any answer."""


@dataclass(frozen=True, slots=True)
class Case:
    """What reasons are found from."""

    changes: Changes
    draft: Draft
    pages: Mapping[str, Page]
    """Output path → page, of those that are made again."""
    before: Container[str]
    """The outputs there were."""

    def settings(self, *names: str) -> Iterator[str]:
        """The sentences about these settings."""
        return (text for name, text in self.changes.settings.items() if name.split(".")[0] in names)

    def facts(self, *paths: str, only: Iterable[str] = ()) -> Iterator[str]:
        """The sentences about these posts, of certain facts where there are such, else all but those of the text."""
        for path in paths:
            change = self.changes.posts.get(path)
            if change:
                yield from facts_of(change, only)


def facts_of(change: Change, only: Iterable[str] = ()) -> Iterator[str]:
    """The sentences about one post that can be seen from other pages: its text cannot."""
    wanted = [text for name, text in change.facts.items() if name in only]
    yield from wanted or (text for name, text in change.facts.items() if name != BODY)


# --- the table ---------------------------------------------------------------------------------------------------------


def of_template(case: Case, name: str) -> Iterator[str]:
    """The files it is made from."""
    reached = case.draft.templates.near(name)
    return (text for part, text in case.changes.templates.items() if part in reached)


def of_strings(case: Case, lang: str) -> Iterator[str]:
    """The files of the theme's words; the main language, whose words fill in."""
    files = (text for name, text in case.changes.templates.items() if name.startswith("strings/"))
    return chain((text for text in files if f"/{lang}." in text), case.settings("language"))


def of_embed(case: Case, name: str) -> Iterator[str]:
    """The template of a directive."""
    return of_template(case, f"embeds/{name}.html")


def of_embeds(case: Case) -> Iterator[str]:
    """Which templates of directives came or went."""
    return (text for name, text in case.changes.templates.items() if name.startswith("embeds/"))


def of_story(case: Case, path: str) -> Iterator[str]:
    """All that a list shows of one post."""
    return case.facts(path, only=SHOWN["story"])


def of_setting(case: Case, name: str) -> Iterator[str]:
    """The setting itself; what is made of `url`."""
    return case.settings({"base": "url", "origin": "url"}.get(name, name))


def of_feeds_there(case: Case, _kind: str) -> Iterator[str]:
    """Which kinds of term have feeds."""
    return case.settings("feeds")


def of_body(case: Case, path: str) -> Iterator[str]:
    """The text of a post."""
    change = case.changes.posts.get(path)
    if change:
        yield from [text for name, text in change.facts.items() if name == BODY] or change.facts.values()


def of_anchor(case: Case, path: str, _fragment: str) -> Iterator[str]:
    """The text it is looked for in."""
    return of_body(case, path)


def of_file(case: Case, path: str) -> Iterator[str]:
    """A file that is no text."""
    what = case.changes.files.get(path)
    return iter((f"{path} {what}",) if what else ())


def of_asset(case: Case, name: str) -> Iterator[str]:
    """A file of `static/`, the site's own or the theme's, and how such files are named."""
    files = (f"{path} {what}" for path, what in case.changes.files.items() if f"/{path}".endswith(f"/static/{name}"))
    return chain(files, case.settings("build", "host", "hashed", "theme"))


def of_variants(case: Case, path: str) -> Iterator[str]:
    """The picture, and the versions that are wanted."""
    return chain(of_file(case, path), case.settings("images"), of_address(case, path))


def of_address(case: Case, path: str) -> Iterator[str]:
    """Where a post or file stands."""
    files = (f"{path} {what}" for what in [case.changes.files.get(path)] if what and what != "changed")
    return chain(case.facts(path, only=ADDRESS), () if path in case.draft.heads else files)


def of_whereabouts(case: Case, *_name: str) -> Iterator[str]:
    """Whatever has an address or a name: all posts, and all files."""
    texts = chain.from_iterable(facts_of(change, ADDRESS | {"aliases"}) for change in case.changes.posts.values())
    files = (f"{path} {what}" for path, what in case.changes.files.items() if what != "changed")
    return chain(texts, (text for text in files if text.split(" ", 1)[0] not in case.changes.posts))


def of_neighbours(case: Case, path: str) -> Iterator[str]:
    """The posts beside it, and whatever came or went between them."""
    beside = [post for post in case.draft.site.neighbours(path) if post]
    yield from case.facts(*(post.path for post in beside), only=SHOWN["link"])
    others = islice(case.changes.pushing.get(("home", ""), ()), PATIENCE)
    yield from chain.from_iterable(
        facts_of(one, SHOWN["link"]) for one in others if one.path != path and is_between(one, beside)
    )
    yield from case.facts(path, only=("there", "date", "kind", "lang"))


def is_between(change: Change, beside: Sequence[Post]) -> bool:
    """Whether a post stands, or stood, within the span of time of these."""
    dates = [post.date for post in beside if post.date]
    own = [post.date for post in (change.old, change.new) if post and post.date]
    return not dates or not own or any(within(one, dates) for one in own)


def within(moment: datetime, dates: Sequence[datetime]) -> bool:
    """Whether a moment is between the first and the last of these; after the one there is, or before it."""
    return len(dates) == 1 or min(dates) <= moment <= max(dates)


def of_translations(case: Case, path: str) -> Iterator[str]:
    """The versions of one post."""
    versions = case.changes.stems.get(version(case.draft.site.stems.get(path, ""), case.draft.site.config), ())
    return chain.from_iterable(facts_of(change, SHOWN["link"]) for change in versions if change.path != path)


def of_related(case: Case, path: str) -> Iterator[str]:
    """What is shown of its relations, what makes them such, and whatever came or went that might be one."""
    common = ("title", "excerpt", "tags", "categories")
    post = case.draft.site.post(path)
    near = case.draft.site.relations.near(post) if post else ()
    yield from case.facts(path, only=common)
    yield from case.facts(*(one for one in near if one != path), only=SHOWN["line"].union(common))
    yield from chain.from_iterable(facts_of(one) for one in islice(pushing_all(case), PATIENCE) if one.path != path)
    yield from case.settings("related")


def pushing_all(case: Case) -> Iterator[Change]:
    """Whatever came, went or moved among all posts."""
    return iter(case.changes.pushing.get(("home", ""), ()))


def of_parts(case: Case, path: str) -> Iterator[str]:
    """The posts of its series."""
    post = case.draft.site.post(path)
    for term in post.series if post else ():
        yield from in_list(case, "series", term.key, only=SHOWN["link"])
    yield from case.facts(path, only=("series", "part"))


def of_block(case: Case, kind: str, key: str, edition: str, number: int) -> Iterator[str]:
    """The posts it shows, and whatever pushed them."""
    shown = case.draft.site.block(kind, key, edition, number)
    return chain(case.facts(*(post.path for post in shown), only=SHOWN["story"]), pushed(case, kind, key))


def of_feed(case: Case, kind: str = "home", key: str = "", edition: str = "") -> Iterator[str]:
    """Its entries, and whatever pushed them."""
    shown = case.draft.site.feed(kind, key, edition)
    return chain(case.facts(*(post.path for post in shown), only=SHOWN["item"]), pushed(case, kind, key))


def in_list(
    case: Case, kind: str = "home", key: str = "", _edition: str = "", only: Iterable[str] = ()
) -> Iterator[str]:
    """Everything about the posts of a list."""
    return chain.from_iterable(facts_of(change, only) for change in case.changes.lists.get((kind, key), ()))


def of_posts(case: Case, kind: str = "home", key: str = "", _edition: str = "") -> Iterator[str]:
    """Every post of a list, with all that lists show."""
    return in_list(case, kind, key, only=SHOWN["story"])


def of_lines(case: Case, kind: str = "home", key: str = "", _edition: str = "") -> Iterator[str]:
    """Every post of a list, a line for each."""
    return in_list(case, kind, key, only=SHOWN["line"])


def pushed(case: Case, kind: str, key: str = "") -> Iterator[str]:
    """What entered a list, left it or moved within it."""
    own = pushing(kind)
    for change in case.changes.pushing.get((kind, key), ()):
        yield from (text for name, text in change.facts.items() if name in own)


def of_terms(case: Case, kind: str, _edition: str = "") -> Iterator[str]:
    """Posts that have other terms of this kind, or came or went with some."""
    having = (change for change in case.changes.posts.values() if has_terms(change, kind))
    own = ("there", "kind", "lang", "suffix", kind)
    texts = (text for change in having for name, text in change.facts.items() if name in own)
    return chain(texts, case.settings("taxonomies"))


def has_terms(change: Change, kind: str) -> bool:
    """Whether a post has, or had, a term of this kind."""
    return any(getattr(post, kind) for post in (change.old, change.new) if post)


def of_term(case: Case, kind: str, key: str, _edition: str = "") -> Iterator[str]:
    """The spelling of a term."""
    return chain(in_list(case, kind, key, only=("there", kind)), case.settings("taxonomies"))


def of_years(case: Case, _edition: str = "") -> Iterator[str]:
    """Posts that came, went or changed their year."""
    return in_list(case, "home", only=("there", "date"))


def of_pages(case: Case, *_edition: str) -> Iterator[str]:
    """Pages of the author's."""
    return in_list(case, "pages")


def of_menu(case: Case, _edition: str) -> Iterator[str]:
    """Pages, and the first or last post with a term."""
    return chain(
        in_list(case, "pages"),
        pushed(case, "home"),
        *(of_terms(case, kind) for kind in ("categories", "tags", "series")),
    )


def of_sitemap(case: Case, _number: int) -> Iterator[str]:
    """Everything that has an address."""
    return chain.from_iterable(facts_of(change, LISTED) for change in case.changes.posts.values())


def of_copy(page: Page, case: Case) -> Iterator[str]:
    """A file that is copied. It asks nothing: its bytes and its place are all there is to it."""
    what = case.changes.files.get(page.owner)
    return iter((f"{page.owner} {what}",)) if what else case.settings(*SURROUNDING)


def of_new(page: Page, case: Case) -> Iterator[str]:
    """What brought a page into being."""
    if page.owner:
        yield from case.facts(page.owner, only=ADDRESS | {"aliases"})
    else:
        kind, key = (page.listing.kind, page.listing.key) if page.listing else ("home", "")
        yield from in_list(case, kind, key, only=ADDRESS | {kind})
    yield from case.settings(*SURROUNDING)


def of_place(case: Case, output: str) -> Iterator[str]:
    """What the plan says of a page: its owner, its list, its neighbours among the pages of the list."""
    page = case.pages.get(output)
    if page and page.owner:
        yield from case.facts(page.owner, only=ADDRESS | {"layout", "title"})
    if page and page.listing:
        yield from pushed(case, page.listing.kind, page.listing.key)
    yield from case.settings(*SURROUNDING)


def of_post(case: Case, path: str, *_key: str) -> Iterator[str]:
    """All that can be seen of one post; where that is as it was, the spelling of its terms by others."""
    own = tuple(case.facts(path))
    post = case.draft.site.post(path)
    terms = (*post.categories, *post.tags, *post.authors, *post.series) if post and not own else ()
    return chain(own, *(respelt(case, term) for term in terms))


def respelt(case: Case, term: Term) -> Iterator[str]:
    """What others write for a term: the spelling used most is everybody's."""
    others = islice(case.changes.lists.get((term.kind, term.key), ()), PATIENCE)
    return (change.facts[term.kind] for change in others if term.kind in change.facts)


def of_editions(case: Case) -> Iterator[str]:
    """The first or the last post of a language."""
    return chain(
        in_list(case, "home", only=(THERE, "lang", "suffix")), in_list(case, "pages", only=(THERE, "lang", "suffix"))
    )


SINCE: Mapping[str, Callable[..., Iterator[str]]] = {
    "template": of_template,
    "strings": of_strings,
    "embed": of_embed,
    "embeds": of_embeds,
    "setting": of_setting,
    "has_feeds": of_feeds_there,
    "body": of_body,
    "post": of_post,
    "left": of_post,
    "spot": of_post,
    "entry_id": of_post,
    "story": of_story,
    "url_of": of_address,
    "anchor": of_anchor,
    "image_size": of_file,
    "file": of_file,
    "variants": of_variants,
    **dict.fromkeys(("asset", "has_asset", "integrity"), of_asset),
    "is_early": of_post,
    **dict.fromkeys(("stands", "near_address", "near_file", "named", "near_named"), of_whereabouts),
    "neighbours": of_neighbours,
    "translations": of_translations,
    "parts": of_parts,
    "related": of_related,
    "block": of_block,
    "posts": of_posts,
    "lines": of_lines,
    "feed": of_feed,
    "terms": of_terms,
    "term": of_term,
    "years": of_years,
    "pages": of_pages,
    "menu": of_menu,
    "sitemap": of_sitemap,
    "editions": of_editions,
    "page": of_place,
}
"""Question → the sentences about whatever can have moved its answer."""
