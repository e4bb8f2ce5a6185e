"""What is made again after an edit: exactly the pages that show it; and the site is the one a clean build makes."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from edits import FEEDS, PAGES, PIXEL, blog, change, check_like_clean, remove, rename
from kawara.base.theme import theme_folder
from sites import made, told, tree, write

Do = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of the blog, and what has to be made again for it."""

    do: Do
    made: str = ""
    """Outputs that are rendered and come out different, `index.html` left out."""
    for_nothing: str = ""
    """Outputs that are rendered although they come out as they were; the reason stands beside the row."""
    options: Mapping[str, Any] = field(default_factory=dict)
    copied: int = 0
    """Files that are copied."""
    before: Do = lambda _folder: None
    """What is done to the blog before it is built for the first time."""


def of(name: str, old: str, new: str) -> Do:
    """Put one text in the place of another."""
    return partial(change, name=name, old=old, new=new)


def post(name: str, old: str, new: str) -> Do:
    """The same in a post."""
    return of(f"content/posts/{name}.md", old, new)


def setting(text: str, old: str = "title: Blog") -> Do:
    """Add a setting, or put it in the place of another."""
    return of("kawara.yml", old, text if old != "title: Blog" else f"{old}\n{text}")


def new(name: str, content: str | bytes) -> Do:
    """Write a file."""
    return partial(write, name=name, content=content)


def gone(name: str) -> Do:
    """Remove a file or folder."""
    return partial(remove, name=name)


def named(name: str, to: str) -> Do:
    """Rename a file."""
    return partial(rename, name=name, new=to)


def both(*edits: Do) -> Do:
    """One after the other."""

    def do(folder: Path) -> None:
        for edit in edits:
            edit(folder)

    return do


def nothing(_folder: Path) -> None:
    """Leave everything as it is."""


def swap(folder: Path) -> None:
    """Let two posts change names."""
    rename(folder, "content/posts/one.md", "content/posts/x.md")
    rename(folder, "content/posts/five.md", "content/posts/one.md")
    rename(folder, "content/posts/x.md", "content/posts/five.md")


def touch(folder: Path) -> None:
    """New times for every file, sources and outputs."""
    for file in folder.rglob("*"):
        os.utime(file, (1_600_000_000, 1_600_000_000))


def at(text: str) -> Mapping[str, Any]:
    """The options of a build at another moment."""
    return {"now": datetime.fromisoformat(text).replace(tzinfo=UTC)}


def theme_file(name: str) -> str:
    """The text of a file of the theme."""
    return (theme_folder() / name).read_text(encoding="utf-8")


MACHINES = "robots.txt sitemap.xml"
STORY = """{% macro story(post, level="", lead=false) %}{{ post.title }} {{ post.extra.mood or "" }}{% endmacro %}
{% macro line(post) %}{{ post.title }}{% endmacro %}{% macro pager(listing) %}{% endmacro %}"""
POST = "---\ntitle: {}\ndate: {}\n---\nText.\n"
INK = "tags/ink/ tags/ink/feed.json tags/ink/feed.xml"
INK_FEEDS = "tags/ink/feed.json tags/ink/feed.xml"
PAPER = "tags/paper/ tags/paper/feed.json tags/paper/feed.xml"
PAPER_FEEDS = "tags/paper/feed.json tags/paper/feed.xml"
HOME = "/ feed.json feed.xml"
ARCHIVE = "archive/ archive/2026/"
LISTS = (
    f"/ page/1/ page/2/ {ARCHIVE} archive/2025/ authors/hoku/ categories/craft/ series/prints/ tags/ink/ tags/paper/"
)
POSTS = "posts/one/ posts/two/ posts/three/ posts/four/ posts/five/ posts/brief/"

IN_A_POST = {
    "a sentence further down": Edit(post("one", "goes on.", "goes on and on."), "posts/one/ tags/ink/feed.json tags/ink/feed.xml"),
    "the first sentence": Edit(post("one", "The first of all.", "First."), f"posts/one/ page/1/ {INK}"),
    "its title": Edit(post("two", "Two", "Second"), f"posts/one/ posts/two/ posts/three/ posts/five/ page/2/ {ARCHIVE} {INK} {PAPER}"),
    "its summary: another is related now": Edit(
        post("four", "More of it.", "Rain and wind on the wooden bridge."),
        f"posts/four/ posts/brief/ {HOME} series/prints/",
        before=post("brief", "Soon over.", "Wooden bridge, rain and wind."),
    ),
    "a pin": Edit(post("one", "title: One", "title: One\npin: true"), "/", "posts/one/"),
    "a tag more, that others have: they are related now": Edit(
        post("four", "part: 2", "part: 2\ntags: [ink]"),
        f"posts/one/ posts/two/ posts/four/ feed.json feed.xml tags/ {INK} tags/ink/page/1/",
    ),
    "a tag more, that is new": Edit(
        post("four", "part: 2", "part: 2\ntags: [press]"),
        "posts/four/ feed.json feed.xml sitemap.xml tags/ tags/press/ tags/press/feed.json tags/press/feed.xml",
    ),
    "a tag less": Edit(
        post("two", "[ink, paper]", "[ink]"), f"posts/two/ posts/five/ tags/ tags/ink/feed.json tags/ink/feed.xml {PAPER}"
    ),
    "another spelling of a tag": Edit(
        post("two", "[ink, paper]", "[Ink, paper]"), f"posts/one/ posts/two/ tags/ {INK} {PAPER_FEEDS}"
    ),
    "its author gone, who had no other post": Edit(
        post("five", "authors: [Hoku]\n", ""), f"posts/five/ feed.json feed.xml sitemap.xml {PAPER_FEEDS}"
    ),
    "another author": Edit(
        post("one", "title: One", "title: One\nauthors: [Hoku]"),
        "posts/one/ authors/ authors/hoku/ tags/ink/feed.json tags/ink/feed.xml",
    ),
    "another category": Edit(
        post("three/index", "Craft", "Trade"),
        "posts/three/ page/2/ series/prints/ feed.json feed.xml sitemap.xml categories/ categories/trade/"
        " categories/trade/feed.json categories/trade/feed.xml",
    ),
    "its date, the order as it was": Edit(
        post("two", "2026-01-02", "2026-01-02 12:00"),
        f"posts/one/ posts/two/ posts/five/ page/2/ {ARCHIVE} sitemap.xml {INK} {PAPER}",
    ),
    "its date, the order another": Edit(
        post("one", "2026-01-01", "2026-01-02 12:00"),
        f"posts/one/ posts/two/ posts/three/ posts/brief/ page/1/ page/2/ {ARCHIVE} sitemap.xml {INK}",
    ),
    "the day of its last change": Edit(
        post("five", "title: Five", "title: Five\nupdated: 2026-02-02"),
        f"posts/five/ feed.json feed.xml sitemap.xml {PAPER_FEEDS}",
    ),
    "its slug": Edit(
        post("two", "aliases:", "slug: second\naliases:"),
        f"posts/one/ posts/second/ posts/three/ posts/five/ old/ page/2/ {ARCHIVE} sitemap.xml {INK} {PAPER}",
    ),
    "an alias more": Edit(
        post("one", "title: One", "title: One\naliases: [/first/]"),
        "first/",
        "posts/one/",  # a post's own page may show every field of it
    ),
    "an alias less": Edit(
        post("two", "aliases: [/old/]\n", ""),
        "",
        f"posts/two/ tags/ink/feed.json tags/ink/feed.xml {PAPER_FEEDS}",  # its link stands in another line now
    ),
    "another part of its series": Edit(post("four", "part: 2", "part: 0"), "posts/three/ posts/four/ series/prints/"),
    "another number, the same part": Edit(post("four", "part: 2", "part: 3"), "", "posts/four/"),  # as above
    "a description": Edit(
        post("five", "title: Five", "title: Five\ndescription: Calm"), f"posts/five/ {HOME} authors/hoku/ {PAPER}"
    ),
    "an image": Edit(
        post("five", "title: Five", "title: Five\nimage: https://example.org/five.png"),
        "posts/five/ feed.json tags/paper/feed.json",
        "feed.xml tags/paper/feed.xml",  # an entry may show it; the theme's does not
    ),
    "no table of contents": Edit(post("five", "title: Five", "title: Five\ntoc: false"), "", "posts/five/"),
    "a field that no template knows": Edit(post("five", "title: Five", "title: Five\nmood: calm"), "", "posts/five/"),
    "the order of its fields": Edit(post("one", "title: One\ndate: 2026-01-01", "date: 2026-01-01\ntitle: One")),
    "a draft no more": Edit(
        post("draft", "draft: true", "draft: false"),
        f"posts/draft/ posts/five/ page/2/ page/3/ {HOME} {ARCHIVE} sitemap.xml",
    ),
    "a draft again": Edit(
        post("four", "part: 2", "part: 2\ndraft: true"),
        f"posts/three/ posts/five/ {HOME} {ARCHIVE} series/ series/prints/ sitemap.xml",
    ),
}  # fmt: skip

OF_FILES = {
    "a new post: blocks stay as they are": Edit(
        new("content/posts/six.md", POST.format("Six", "2026-01-07")),
        f"posts/six/ posts/five/ page/2/ page/3/ {HOME} {ARCHIVE} sitemap.xml",
    ),
    "a new post, older than all": Edit(
        new("content/posts/zero.md", POST.format("Zero", "2024-01-07")),
        "posts/zero/ posts/brief/ / page/1/ page/2/ page/3/ archive/ archive/2024/ sitemap.xml",
    ),
    "a new page: a new line in the menu": Edit(
        new("content/contact.md", "---\ntitle: Contact\n---\nHere.\n"), f"{PAGES} contact/ sitemap.xml"
    ),
    "a new page further down": Edit(
        new("content/more/contact.md", "---\ntitle: Contact\n---\nHere.\n"), "more/contact/ sitemap.xml"
    ),
    "the title of a page": Edit(of("content/about.md", "title: About", "title: Us"), PAGES),
    "the text of a page": Edit(of("content/about.md", "Us.", "All of us."), "about/"),
    "a post deleted": Edit(
        gone("content/posts/four.md"), f"posts/three/ posts/five/ {HOME} {ARCHIVE} series/ series/prints/ sitemap.xml"
    ),
    "a post renamed": Edit(
        named("content/posts/four.md", "content/posts/fourth.md"),
        f"posts/three/ posts/fourth/ posts/five/ {HOME} {ARCHIVE} series/prints/ sitemap.xml",
    ),
    "a post renamed, its slug as it was": Edit(
        named("content/posts/four.md", "content/posts/2026-01-04-four.md"),
        "",
        f"posts/three/ posts/four/ posts/five/ {HOME} {ARCHIVE} series/prints/",  # its path is its identity
    ),
    "a post moved into a folder": Edit(
        named("content/posts/four.md", "content/posts/2026/four.md"),
        "",
        f"posts/three/ posts/four/ posts/five/ {HOME} {ARCHIVE} series/prints/",  # the same
    ),
    "two posts swapped": Edit(
        swap,
        "posts/brief/ posts/one/ posts/two/ posts/four/ posts/five/ page/1/ authors/hoku/ sitemap.xml"
        f" {HOME} {ARCHIVE} {INK} {PAPER}",
    ),
    "the target of a link moved": Edit(
        post("one", "title: One", "title: One\nslug: first"),
        f"posts/brief/ posts/first/ posts/two/ about/ page/1/ {ARCHIVE} sitemap.xml {INK} {PAPER_FEEDS}",
    ),
    "the target of a link deleted": Edit(
        gone("content/posts/one.md"),
        f"posts/brief/ posts/two/ about/ page/1/ page/2/ {ARCHIVE} sitemap.xml tags/ {INK} {PAPER_FEEDS}",
    ),
    "the first translation: home leads to the new edition": Edit(
        new("content/posts/one.ja.md", POST.format("一", "2026-01-01")),
        "/ page/1/ page/2/ posts/one/ sitemap.xml ja/ ja/archive/ ja/archive/2026/ ja/feed.json ja/feed.xml ja/posts/one/",
    ),
    "another translation": Edit(
        new("content/posts/two.ja.md", POST.format("二", "2026-01-02")),
        "posts/two/ sitemap.xml ja/ ja/archive/ ja/archive/2026/ ja/feed.json ja/feed.xml ja/posts/one/ ja/posts/two/",
        before=new("content/posts/one.ja.md", POST.format("一", "2026-01-01")),
    ),
    "the title of a translation": Edit(
        of("content/posts/one.ja.md", "一", "壱"),
        "ja/ ja/archive/ ja/archive/2026/ ja/feed.json ja/feed.xml ja/posts/one/",
        "posts/one/",  # a link to a translation may show its title; the theme's shows its language
        before=new("content/posts/one.ja.md", POST.format("一", "2026-01-01")),
    ),
    "a card of a post with another summary": Edit(
        post("one", "The first of all.", "The very first."),
        f"posts/one/ about/ page/1/ {INK}",
        before=of("content/about.md", "Us.", "::card{url=posts/one.md}\n\nUs."),
    ),
    "a card of a post with another text": Edit(
        post("one", "And it goes on.", "And on."),
        f"posts/one/ {INK_FEEDS}",
        before=of("content/about.md", "Us.", "::card{url=posts/one.md}\n\nUs."),
    ),
    "an image beside a post changed": Edit(
        new("content/posts/three/pic.png", PIXEL.replace(b"\x10", b"\x20")),
        "posts/three/ feed.json feed.xml categories/craft/feed.json categories/craft/feed.xml",
        copied=1,
    ),
    "an image in a directive changed": Edit(
        new("content/posts/three/pic.png", PIXEL.replace(b"\x10", b"\x20")),
        "posts/three/ feed.json feed.xml categories/craft/feed.json categories/craft/feed.xml",
        copied=1,
        before=of("content/posts/three/index.md", "![A picture](pic.png)", "::figure{src=pic.png}"),
    ),
    "an image beside a post changed, but not its size": Edit(
        new("content/posts/three/pic.png", PIXEL + b"."), copied=1
    ),
    "an image beside a post gone": Edit(
        gone("content/posts/three/pic.png"),
        "posts/three/ feed.json feed.xml categories/craft/feed.json categories/craft/feed.xml",
    ),
    "what an editor leaves behind": Edit(new("content/posts/.one.md.swp", b"\0")),
    "nothing but the times of every file": Edit(touch),
    "a static file changed": Edit(new("static/note.txt", "Another note.\n"), copied=1),
    "a static file added": Edit(new("static/more.txt", "More.\n"), copied=1),
    "a static file gone": Edit(gone("static/note.txt")),
    "a style in place of the theme's": Edit(new("static/style.css", "body {}\n"), copied=1),
    "a copy of the theme's own style": Edit(new("static/style.css", theme_file("static/style.css"))),
}

WITH_VIDEO = post("one", "And it goes on.", "::youtube{id=x}")

OF_THE_THEME = {
    "a template": Edit(
        new("templates/post.html", "{% extends 'theme:post.html' %}{% block toc %}<hr>{% endblock %}"),
        f"{POSTS} about/",
    ),
    "a copy of the theme's own template": Edit(new("templates/term.html", theme_file("templates/term.html"))),
    "a file of macros": Edit(
        new("templates/_items.html", theme_file("templates/_items.html").replace("<article", "<article data-x")),
        "/ page/1/ page/2/ authors/hoku/ categories/craft/ series/prints/ tags/ink/ tags/paper/",
        "about/ archive/ archive/2025/ archive/2026/",  # a template stands for all that it imports
    ),
    "a template that nobody asks for": Edit(new("templates/series.html", "{% extends 'term.html' %}")),
    "a field that the list shows": Edit(
        post("five", "mood: calm", "mood: wild"),
        "/ authors/hoku/ tags/paper/",
        "posts/five/",  # a post's own page may show it
        before=both(
            new("templates/_items.html", STORY),
            post("five", "title: Five", "title: Five\nmood: calm"),
        ),
    ),
    "the words of a language": Edit(
        new("templates/strings/en.yaml", "archive: Everything\n"),
        PAGES,
        f"old/ {MACHINES} feed.xml categories/craft/feed.xml tags/ink/feed.xml tags/paper/feed.xml",  # `t` is there
    ),
    "the template of a directive": Edit(
        new("templates/embeds/youtube.html", theme_file("templates/embeds/youtube.html") + "<hr>"),
        "posts/one/",
        before=WITH_VIDEO,
    ),
    "a copy of the theme's own template of a directive": Edit(
        new("templates/embeds/youtube.html", theme_file("templates/embeds/youtube.html")), before=WITH_VIDEO
    ),
    "a part of the template of a directive": Edit(
        new("templates/embeds/_player.html", "<hr>"), "posts/one/", before=WITH_VIDEO
    ),
    "what a directive takes": Edit(
        new("templates/embeds/youtube.html", "{# arguments\nid: text\ntitle: text\nstart: number\n#}\n<hr>"),
        "posts/one/",
        INK_FEEDS,  # a feed shows what is given
        before=WITH_VIDEO,
    ),
    "the plain form of a directive": Edit(
        new("templates/embeds/youtube.feed.html", "<p>a video</p>"), INK_FEEDS, before=WITH_VIDEO
    ),
    "the template of a directive without a plain form": Edit(
        new("templates/embeds/_alert.html", "<hr>"),
        f"posts/one/ {INK_FEEDS}",
        before=post("one", "And it goes on.", "::: note\nAnd it goes on.\n:::"),
    ),
    "the directive that was missing": Edit(
        new("templates/embeds/map.html", "<hr>"),
        f"posts/one/ {INK_FEEDS}",
        before=post("one", "And it goes on.", "::map{}"),
    ),
    "a directive that was there gone": Edit(
        gone("templates/embeds/map.html"),
        f"posts/one/ {INK_FEEDS}",
        before=both(new("templates/embeds/map.html", "<hr>"), post("one", "And it goes on.", "::map{}")),
    ),
    "a directive that nobody uses": Edit(new("templates/embeds/map.html", "<hr>"), before=WITH_VIDEO),
    "another directive beside one that is missing": Edit(
        new("templates/embeds/mop.html", "<hr>"),
        "",
        f"posts/one/ {INK_FEEDS}",  # its name may be the near miss
        before=post("one", "And it goes on.", "::map{}"),
    ),
    "the words of a language that no page is in": Edit(new("templates/strings/de.yaml", "archive: Archiv\n")),
}

SETTINGS = {
    "title": Edit(of("kawara.yml", "title: Blog", "title: Log"), f"{PAGES} {FEEDS} old/", MACHINES),  # heads have it
    "description": Edit(
        setting("description: Of all"),
        f"{LISTS} {FEEDS} 404.html authors/ categories/ series/ tags/ posts/three/",
        f"{MACHINES} old/",  # the same
    ),
    "pagination": Edit(of("kawara.yml", "per_page: 2", "per_page: 3"), "/ page/1/"),
    "permalink": Edit(
        setting("permalink: /:slug/"),
        f"one/ two/ three/ four/ five/ brief/ about/ old/ sitemap.xml {LISTS} {FEEDS}",
        copied=1,
    ),
    "url": Edit(of("kawara.yml", "example.org/", "example.org/b/"), f"{PAGES} {FEEDS} old/ {MACHINES}"),
    "url, another host": Edit(
        of("kawara.yml", "example.org", "example.com"),
        f"{PAGES.replace('404.html', '')} {FEEDS} old/ {MACHINES}",
        "404.html",  # it has no address of its own to show
    ),
    "language": Edit(of("kawara.yml", "language: en", "language: ja"), f"{PAGES} {FEEDS}", MACHINES),
    "author": Edit(setting("author: Me"), f"posts/one/ posts/two/ posts/three/ posts/four/ posts/brief/ {FEEDS}"),
    "timezone": Edit(setting("timezone: Asia/Tokyo"), f"{LISTS} {POSTS} {FEEDS} sitemap.xml"),
    "feeds.limit": Edit(of("kawara.yml", "limit: 3", "limit: 2"), "feed.json feed.xml"),
    "check.severity": Edit(setting("check: {severity: {link: warning}}")),
    "markdown, of no concern to any post": Edit(setting("markdown: {}")),
}

OF_TIME = {
    "nothing turns": Edit(nothing, options=at("2026-11-30")),
    "a scheduled post comes out, another expires": Edit(
        nothing,
        f"posts/later/ posts/five/ posts/one/ page/1/ page/2/ {HOME} {ARCHIVE} sitemap.xml",
        options=at("2026-12-01"),
    ),
    "back before a post was there": Edit(
        nothing,
        f"posts/two/ posts/four/ {HOME} {ARCHIVE} sitemap.xml tags/ tags/paper/ {PAPER_FEEDS}",
        options=at("2026-01-04T12:00"),
    ),
}

EVERYTHING = f"{PAGES} {FEEDS} old/ {MACHINES}"

OF_THE_OUTPUT = {
    "a page deleted": Edit(gone("_site/posts/one/index.html"), "", "posts/one/"),
    "a page altered": Edit(new("_site/tags/ink/index.html", "x"), "", "tags/ink/"),
    "a page altered, its size as it was": Edit(of("_site/tags/ink/index.html", "ink", "pen"), "", "tags/ink/"),
    "a copy deleted": Edit(gone("_site/note.txt"), copied=1),
    "a copy altered": Edit(new("_site/posts/three/pic.png", "x"), copied=1),
    "a folder deleted": Edit(gone("_site/tags/ink"), "", INK),
    "all of it deleted": Edit(gone("_site"), "", EVERYTHING, copied=7),
    "its list deleted": Edit(gone("_site/.kawara-manifest.json")),
    "the memory deleted": Edit(gone(".kawara"), "", EVERYTHING, copied=7),
}


def outputs(text: str) -> set[str]:
    """The paths that the words of a row stand for."""
    return {word.removeprefix("/") + "index.html" if word.endswith("/") else word for word in text.split()}


def check(folder: Path, edit: Edit) -> None:
    """Build, edit, build: what was made is what the row says, the result is clean, and then there is nothing to do."""
    edit.before(folder)
    made(folder)
    before = tree(folder / "_site")
    edit.do(folder)

    report = made(folder, **edit.options)

    after = tree(folder / "_site")
    same = {output for output in report.made if before.get(output) == after[output]}
    assert set(report.made) - same == outputs(edit.made)
    assert same == outputs(edit.for_nothing)
    assert report.rendered == len(report.made) + edit.copied
    check_like_clean(folder, report, folder.parent / "clean", **edit.options)
    again = made(folder, **edit.options)
    assert (again.rendered, again.written, again.removed) == (0, 0, 0)
    assert told(again) == told(report)


@pytest.mark.parametrize("edit", IN_A_POST.values(), ids=IN_A_POST)
def test_an_edit_in_a_post(edit: Edit, tmp_path: Path) -> None:
    """Whatever changes in a post is seen on every page that shows it, and no other page is made."""
    check(blog(tmp_path / "site"), edit)


@pytest.mark.parametrize("edit", OF_FILES.values(), ids=OF_FILES)
def test_files_come_and_go(edit: Edit, tmp_path: Path) -> None:
    """Posts, pages and other files that are new, gone, moved or replaced."""
    check(blog(tmp_path / "site"), edit)


@pytest.mark.parametrize("edit", OF_THE_THEME.values(), ids=OF_THE_THEME)
def test_an_edit_of_templates(edit: Edit, tmp_path: Path) -> None:
    """A template stands for all that it extends, includes and imports."""
    check(blog(tmp_path / "site"), edit)


@pytest.mark.parametrize("edit", SETTINGS.values(), ids=SETTINGS)
def test_an_edit_of_the_settings(edit: Edit, tmp_path: Path) -> None:
    """A setting is followed to the pages that were told of it."""
    check(blog(tmp_path / "site"), edit)


@pytest.mark.parametrize("edit", OF_TIME.values(), ids=OF_TIME)
def test_time_passes(edit: Edit, tmp_path: Path) -> None:
    """No file changes, and yet posts come and go."""
    check(blog(tmp_path / "site"), edit)


@pytest.mark.parametrize("edit", OF_THE_OUTPUT.values(), ids=OF_THE_OUTPUT)
def test_somebody_else_at_work(edit: Edit, tmp_path: Path) -> None:
    """Whatever was deleted or altered is made again, and nothing else."""
    check(blog(tmp_path / "site"), edit)


def test_a_file_that_a_template_needs_goes_and_comes_back(tmp_path: Path) -> None:
    """What a page has asked for may be gone: that is told of the page, stops the build, and is over when it is back."""
    site = blog(tmp_path / "site")
    write(site, "static/x.js", "x")
    write(site, "templates/404.html", "{{ asset('x.js') }}")
    made(site)
    before = tree(site / "_site")
    remove(site, "static/x.js")

    report = made(site)

    assert told(report) == ["templates/404.html:1: error[template]"]
    assert not report.complete
    assert tree(site / "_site") == before
    write(site, "static/x.js", "y")
    report = made(site)
    assert report.made == ()
    check_like_clean(site, report, tmp_path / "clean")
