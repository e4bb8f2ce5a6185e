"""A site out of thin air and its pages as they are printed, for the tests of the renderer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from conftest import REPOSITORY
from kawara.base.problems import Problem
from kawara.config import Config
from kawara.model import Body, Hole, Page, Post
from kawara.renderer.renderer import render
from kawara.renderer.templates import Templates
from kawara.renderer.view import Answers, View, answers
from kawara.site.plan import plan
from making import a_page, a_post, a_site, outputs, sources_of

ASSETS = {name: f"/{name}" for name in ("theme.js", "search.js", "style.css", "feed.css", "favicon.svg")}
JAPANESE = Config(title="瓦版", language="ja", url="https://example.com/", author="編集部", feed_id="example.com")


@cache
def theme() -> Templates:
    """The built-in theme, for a site with no templates of its own."""
    return Templates(REPOSITORY / "nothing-here", REPOSITORY)


class Press:
    """A site of these posts, and every page of it on demand."""

    def __init__(
        self,
        *posts: Post,
        config: Config = JAPANESE,
        bodies: Mapping[str, Body] | None = None,
        files: tuple[str, ...] = (),
        templates: Templates | None = None,
        **flags: Any,
    ) -> None:
        self.templates = templates or theme()
        self.site = a_site(*posts, config=config, **flags)
        made, _ = plan(self.site, sources_of(posts, *files))
        self.pages = outputs(made)
        found = bodies or {}
        self.answers: Answers = answers(
            self.site,
            self.templates,
            lambda path: found.get(path, Body()),
            made.urls,
            ASSETS,
            pages=made.pages,
            size_of=lambda _path: (640, 480),
        )
        self.problems: list[Problem] = []

    def page(self, output: str) -> Page:
        """One page, by its place below the output folder."""
        return self.pages[output]

    def data(self, output: str) -> bytes:
        """The bytes of one page; what it brings to light is kept in `problems`."""
        view = View(self.answers, templates=self.templates)
        data = render(self.pages[output], view, self.templates)
        self.problems += view.problems
        return data

    def text(self, output: str) -> str:
        """The text of one page."""
        return self.data(output).decode()

    @property
    def printed(self) -> list[str]:
        """The places of all pages that are rendered, not copied."""
        return [output for output, page in self.pages.items() if page.kind != "copy"]


def html(text: str, *holes: Hole) -> Body:
    """A body of this HTML, in which each `@` is the next of these holes."""
    pieces: list[str | Hole] = []
    for number, part in enumerate(text.split("@")):
        pieces += [part, *holes[number : number + 1]]
    return Body(tuple(piece for piece in pieces if piece))


A, B, OLD, ABOUT = "content/posts/a.md", "content/posts/b.md", "content/posts/old.md", "content/about.md"


def full_site(config: Config = JAPANESE) -> Press:
    """A site with a page of every kind: terms, a series, a translation, an alias, a page, numbered pages."""
    posts = [
        a_post(A, "2026-02-03T04:05:06+09:00", title="題名 <一>", categories=["技術"], tags=["AI", "紙"], authors=["摺師"],
               series=["続きもの"], excerpt="抜き書き & 二", reading_time=3, aliases=("/old-a/",)),
        a_post(B, "2026-01-02", title="In English", lang="en", updated=a_post(date="2026-03-04").date, series=["続きもの"], tags=["AI"]),
        a_post("content/posts/c.en.md", "2026-01-05", title="Edition", tags=["AI"]),
        a_post("content/posts/c.md", "2026-01-05", title="版"),
        a_page(ABOUT, title="奥付"),
        *(a_post(f"content/posts/p{n}.md", f"2025-05-{n + 1:02}", title=f"号{n}") for n in range(12)),
    ]  # fmt: skip
    bodies = {A: html('<p>本文 <a href="@">b</a></p>\n', Hole("link", "b.md#x", (B,), "#x"))}
    return Press(*posts, config=config, bodies=bodies)
