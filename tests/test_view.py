"""The one door: every answer a page gets is a question noted, a plain value, and all the page depends on."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from markupsafe import Markup

from conftest import REPOSITORY
from kawara.base.digest import canonical, digest_value
from kawara.config import Config
from kawara.model import Page
from kawara.renderer.renderer import KINDS, WITHOUT_TEMPLATE, render
from kawara.renderer.templates import Templates
from kawara.renderer.view import MenuItem, View, asset, has_asset, integrity, menu
from kawara.site.site import Site
from making import a_page, a_post, a_site
from press import ABOUT, JAPANESE, A, B, Press, full_site


@cache
def press() -> Press:
    """A site with a page of every kind."""
    return full_site(config=replace(JAPANESE, search=True))


def one_of_each() -> list[str]:
    """The place of one page of each kind."""
    return sorted({page.kind: output for output, page in press().pages.items() if page.kind != "copy"}.values())


def asked(page: Page, found: Press) -> dict[tuple[str | int, ...], Any]:
    """Every question a page asks of a site, and the answer."""
    view = View(found.answers, templates=found.templates)
    render(page, view, found.templates)
    return {question: found.answers[str(question[0])](*question[1:]) for question in view.asked}


class Notes(dict[str, Callable[..., Any]]):
    """Answers out of notes alone: a question that was not noted has none."""

    def __init__(self, notes: dict[tuple[str | int, ...], Any]) -> None:
        super().__init__()
        self.notes = notes

    def __missing__(self, name: str) -> Callable[..., Any]:
        return lambda *key: self.notes[name, *key]


def test_every_kind_of_page_is_looked_at() -> None:
    """The tests below leave no kind out."""
    kinds = {press().pages[output].kind for output in one_of_each()}
    assert kinds | {"sitemapindex", "plain"} == {*KINDS, *WITHOUT_TEMPLATE}


@pytest.mark.parametrize("output", one_of_each())
def test_a_page_is_a_function_of_its_answers(output: str) -> None:
    """From the noted questions and answers alone, without the site, comes the same page: nothing bypasses `ask`."""
    page = press().pages[output]
    notes = asked(page, press())
    bare = Templates(REPOSITORY / "nothing-here", REPOSITORY)
    assert render(page, View(Notes(notes)), bare) == press().data(output)


@pytest.mark.parametrize("output", one_of_each())
def test_every_question_and_answer_has_a_digest(output: str) -> None:
    """Questions are plain and can be kept as JSON; answers are plain values."""
    for question, answer in asked(press().pages[output], press()).items():
        assert all(type(part) in (str, int) for part in question)
        assert len(digest_value(answer)) == 32, canonical(question)


def test_a_question_is_noted_each_time() -> None:
    """In the order of asking, with what it was about; also one whose answer is None, and one that fails."""
    view = View({"post": {}.get, "asset": lambda name: name / 0})
    assert view.ask("post", "a.md") is None
    with pytest.raises(TypeError):
        view.ask("asset", "x")
    view.ask("post", "a.md")
    assert view.asked == [("post", "a.md"), ("asset", "x"), ("post", "a.md")]


def test_a_question_there_is_not() -> None:
    """A slip in our own code, not in a template."""
    with pytest.raises(KeyError):
        View({}).ask("everything")


@pytest.mark.parametrize(
    ("output", "not_asked"),
    [
        ("posts/a/index.html", {"posts", "pages", "terms", "block", "feed", "years", "sitemap"}),
        ("index.html", {"posts", "pages", "terms", "body", "feed", "years", "neighbours", "sitemap"}),
        ("tags/ai/index.html", {"posts", "pages", "terms", "body", "feed", "years", "sitemap"}),
        ("tags/index.html", {"posts", "pages", "body", "block", "feed", "years", "sitemap"}),
        ("old-a/index.html", {"post", "posts", "pages", "body", "block", "menu", "sitemap"}),
        ("sitemap.xml", {"posts", "pages", "terms", "body", "block", "menu"}),
        ("feed.xml", {"posts", "pages", "terms", "block", "menu", "neighbours", "sitemap"}),
        ("404.html", {"posts", "pages", "terms", "body", "block", "years", "sitemap"}),
    ],
)
def test_a_page_asks_for_no_more_than_it_shows(output: str, not_asked: set[str]) -> None:
    """Else it would be made again for nothing."""
    assert {question[0] for question in asked(press().pages[output], press())} & not_asked == set()


def test_a_post_asks_for_the_body_of_no_other() -> None:
    """The page of a post that links to another needs its URL, and not its text."""
    questions = asked(press().pages["posts/a/index.html"], press())
    assert [key[1] for key in questions if key[0] == "body"] == [A]
    assert ("url_of", B) in questions


@pytest.mark.parametrize(("name", "text"), [("style.css", "/style.css"), ("favicon.svg", "/favicon.svg")])
def test_assets(name: str, text: str) -> None:
    """A file of `static/` by the place it has there."""
    assert View(press().answers).ask("asset", name) == text


def test_an_asset_that_is_not_there() -> None:
    """An error with the near miss."""
    with pytest.raises(ValueError, match=r"there is no asset 'styel.css'; did you mean 'style.css'\?"):
        View(press().answers).ask("asset", "styel.css")


@pytest.mark.parametrize(
    ("name", "found"),
    [("style.css", True), (Markup("style.css"), True), ("no.css", False), ("", False), (None, False), (3, False)],
)
def test_whether_there_is_an_asset(name: object, found: object) -> None:
    """Whatever the author has written for its name: the question is about a plain text."""
    view = View(press().answers)
    assert has_asset(view, name) is found
    assert type(view.asked[0][1]) is str


def test_a_name_that_is_no_text_names_no_file() -> None:
    """A question about it could not be kept."""
    view = View(press().answers)
    for ask in (asset, has_asset, integrity):
        with pytest.raises(ValueError, match="a file is named by a text, and this is a post"):
            ask(view, a_post(A))
    assert view.asked == []


def test_the_questions_of_the_site_are_asked_under_their_own_names() -> None:
    """What the view forwards, the site answers."""
    public = {name for name, _ in inspect.getmembers(Site, inspect.isfunction) if not name.startswith("_")}
    assert public - press().answers.keys() == set()


# --- the menu ----------------------------------------------------------------------------------------------------------


def test_the_menu() -> None:
    """Lists there are, then the pages at the top, as written by their authors, in order of path."""
    assert menu(press().site) == (
        MenuItem("archive", "", "/archive/"),
        MenuItem("categories", "", "/categories/"),
        MenuItem("tags", "", "/tags/"),
        MenuItem("series", "", "/series/"),
        MenuItem("", "奥付", "/about/", "ja"),
    )


def test_the_menu_of_an_edition() -> None:
    """Each edition has its own."""
    assert menu(press().site, "en") == (MenuItem("archive", "", "/en/archive/"), MenuItem("tags", "", "/en/tags/"))


def test_what_the_menu_leaves_out() -> None:
    """Home itself, the page for the lost, pages further down, those that ask to be left out; and lists there are not."""
    site = a_site(
        a_page("content/index.md"),
        a_page("content/404.md"),
        a_page("content/docs/deep.md"),
        a_page("content/quiet.md", extra={"nav": False}),
        a_page("content/folder/index.md", title="in"),
        config=Config(language="ja"),
    )
    assert [item.title for item in menu(site)] == ["in"]


def test_the_menu_does_not_move_with_the_posts() -> None:
    """A new post changes no page that only shows the menu."""
    before, after = (
        menu(a_site(a_page(ABOUT), *(a_post(f"content/posts/{n}.md") for n in range(many)))) for many in (1, 5)
    )
    assert before == after
