"""Which pages read a source, and as what: the questions that were asked about it, and those in whose answer it stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

from kawara.base.theme import theme_folder
from kawara.build.changes import lists_of
from kawara.build.lookback import Lookback
from kawara.build.recall import name_in
from kawara.config import FILE
from kawara.memory.trace import Question
from kawara.model import Post
from kawara.renderer.templates import Templates
from kawara.renderer.view import MenuItem, menu
from kawara.site import sitemap
from kawara.site.addresses import Address

Roles = Callable[[Question], str]
"""Question → the role that a source plays in its answer; empty when it plays none."""

TEXT, LISTED, BESIDE, LINKED = "its text is on", "listed on", "named beside another on", "linked to, or asked for, from"
OWN = {
    "body": TEXT,
    "post": "its front matter is read by",
    "url_of": LINKED,
    "left": LINKED,
    "anchor": LINKED,
    "image_size": "shown by",
    "file": "made from it",
}
"""Questions about one source → its role."""


def readers(back: Lookback, path: str) -> Mapping[str, list[str]]:
    """Role of a source → the pages, by output, on which it plays it."""
    role = roles_of(back, path)
    numbers = {number: text for number, question in enumerate(back.traces.questions) if (text := role(question))}
    found: defaultdict[str, list[str]] = defaultdict(list)
    for output, asked in back.traces.results.items():
        for text in {numbers[number] for number in asked if number in numbers}:
            found[text].append(output)
    order = (*OWN.values(), LISTED, BESIDE)
    return {text: sorted(found[text]) for text in dict.fromkeys((*order, *sorted(found))) if found[text]}


def roles_of(back: Lookback, path: str) -> Roles:
    """The roles that a source of its kind may play."""
    theme = name_in(str(back.root), str(theme_folder()))
    for folder in dict.fromkeys(("", f"{theme}/")):
        if path.startswith(f"{folder}templates/"):
            return of_template(back, path.removeprefix(f"{folder}templates/"))
        if path.startswith(f"{folder}static/"):
            return of_asset(path.removeprefix(f"{folder}static/"))
    if path == FILE:
        return of_settings
    post = back.site.post(path)
    return of_post(back, post) if post else lambda question: of_one(question, path)


def of_template(back: Lookback, name: str) -> Roles:
    """A template makes every page whose template leads to it."""
    templates = Templates(back.root, theme_folder())

    def role(question: Question) -> str:
        if question[0] == "template" and name in templates.near(str(question[1])):
            return "part of the template of"
        lang = name.removeprefix("strings/").split(".")[0] if name.startswith("strings/") else None
        return "its words are on" if question[0] == "strings" and question[1] == lang else ""

    return role


def of_asset(name: str) -> Roles:
    """A file of `static/` is named by address."""
    return lambda question: "named by" if question == ("asset", name) else ""


def of_settings(question: Question) -> str:
    """The settings that pages ask for by name."""
    return f"the setting `{question[1]}` is read by" if question[0] == "setting" else ""


def of_one(question: Question, path: str) -> str:
    """A source that questions name."""
    return OWN.get(str(question[0]), "") if path in question[1:2] else ""


def of_post(back: Lookback, post: Post) -> Roles:
    """A post stands in lists too, and beside others."""
    site, lists = back.site, set(lists_of(post))
    listing: Mapping[str, Callable[..., Iterable[Post]]] = {
        "block": site.block,
        "posts": site.posts,
        "lines": site.posts,
        "feed": site.feed,
    }
    beside: Mapping[str, Callable[[str], Iterable[Post | None]]] = {
        "neighbours": site.neighbours,
        "translations": site.translations,
        "parts": lambda path: (one for part in site.parts(path) for one in (part.previous, part.next)),
    }
    linking: Mapping[str, Callable[..., Iterable[MenuItem | Address]]] = {
        "menu": lambda edition: menu(site, edition),
        "sitemap": lambda number: sitemap.part(site, number),
    }

    def role(question: Question) -> str:
        name, key = str(question[0]), question[1:]
        if name in listing:
            return LISTED if key[:2] in lists and stands(post, listing[name](*key)) else ""
        if name in beside:
            return BESIDE if stands(post, beside[name](str(key[0]))) else ""
        if name in linking:
            return LISTED if any(item.url == post.url for item in linking[name](*key)) else ""
        return of_one(question, post.path)

    return role


def stands(post: Post, among: Iterable[Post | None]) -> bool:
    """Whether a post is among others."""
    return any(one is not None and one.path == post.path for one in among)
