"""Reasons: why each page was made again, in sentences that name the file, the field and the values."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from conftest import REPOSITORY
from edits import blog, change, clean_build, remove, rename
from kawara.base.theme import theme_folder
from kawara.build import words
from kawara.build.options import Options, Reasons
from kawara.build.recall import CACHE, Memory, key_of
from kawara.build.since import SINCE
from kawara.build.work import PAGE
from kawara.cli import main
from kawara.config import Config
from kawara.memory.cache import connect
from kawara.model import Body
from kawara.renderer.templates import Templates
from kawara.renderer.view import answers
from kawara.site.site import Site
from sites import NOW, made, write

Capture = pytest.CaptureFixture[str]
MOMENT = "1795424400"
"""NOW, in seconds."""


@dataclass(frozen=True, slots=True)
class Row:
    """An edit, and the reasons of some pages afterwards."""

    do: Callable[[Path], object]
    reasons: Mapping[str, tuple[str, ...]]
    options: Mapping[str, Any] = field(default_factory=dict)


def post(name: str, old: str, new: str) -> Callable[[Path], object]:
    """Put one text in the place of another in a post."""
    return partial(change, name=f"content/posts/{name}.md", old=old, new=new)


def setting(old: str, new: str) -> Callable[[Path], object]:
    """The same in the settings."""
    return partial(change, name="kawara.yml", old=old, new=new)


def new(name: str, content: str) -> Callable[[Path], object]:
    """Write a file."""
    return partial(write, name=name, content=content)


TITLE = '`title` of content/posts/two.md changed, "Two" → "Second"'
SUMMARY = 'the summary of content/posts/five.md changed, "Late." → "Early."'
SLUG = '`slug` of content/posts/one.md changed, "one" → "first"'
PERMALINK = 'the setting `permalink` changed, "/posts/:slug/" → "/:slug/"'
RENAMED = "content/posts/four.md was renamed content/posts/fourth.md"

ROWS = {
    "a title": Row(
        post("two", "title: Two", "title: Second"),
        {"tags/ink/index.html": (TITLE,), "posts/one/index.html": (TITLE,), "posts/two/index.html": (TITLE,)},
    ),
    "a text": Row(
        post("five", "Late.", "Early."),
        {
            "index.html": (SUMMARY,),
            "posts/five/index.html": (SUMMARY, "the text of content/posts/five.md changed"),
        },
    ),
    "tags": Row(
        post("two", "tags: [ink, paper]", "tags: [ink, press]"),
        {
            "tags/press/index.html": (
                "not there before",
                "`tags` of content/posts/two.md changed, ink, paper → ink, press",
            ),
            "tags/index.html": ("`tags` of content/posts/two.md changed, ink, paper → ink, press",),
        },
    ),
    "a spelling that others follow": Row(
        post("two", "tags: [ink, paper]", "tags: [Ink, paper]"),
        {"posts/one/index.html": ("`tags` of content/posts/two.md changed, ink, paper → Ink, paper",)},
    ),
    "a date": Row(
        post("two", "2026-01-02", "2026-01-02 12:00"),
        {
            "archive/index.html": (
                "`date` of content/posts/two.md changed, 2026-01-02 00:00 +0000 → 2026-01-02 12:00 +0000",
            )
        },
    ),
    "a slug that others link to": Row(
        post("one", "title: One", "slug: first\ntitle: One"),
        {"about/index.html": (SLUG,), "posts/first/index.html": ("not there before", SLUG)},
    ),
    "a slug that says what the name says": Row(
        post("one", "title: One", "slug: one\ntitle: One"),
        {"posts/one/index.html": ("`slug` of content/posts/one.md was given",)},
    ),
    "a field of the author's own": Row(
        post("five", "title: Five", "title: Five\nmood: calm"),
        {"posts/five/index.html": ('`mood` of content/posts/five.md changed, nothing → "calm"',)},
    ),
    "a switch": Row(
        post("five", "title: Five", "title: Five\ntoc: false"),
        {"posts/five/index.html": ("`toc` of content/posts/five.md changed, nothing → false",)},
    ),
    "a new post": Row(
        new("content/posts/six.md", "---\ntitle: Six\ndate: 2026-01-06\n---\nNew.\n"),
        {
            "index.html": ("content/posts/six.md is new",),
            "posts/five/index.html": ("content/posts/six.md is new",),
            "posts/six/index.html": ("not there before", "content/posts/six.md is new"),
        },
    ),
    "a post deleted": Row(
        partial(remove, name="content/posts/four.md"),
        {"posts/five/index.html": ("content/posts/four.md was deleted",)},
    ),
    "a post renamed": Row(
        partial(rename, name="content/posts/four.md", new="content/posts/fourth.md"),
        {"index.html": (RENAMED,), "posts/fourth/index.html": ("not there before", RENAMED)},
    ),
    "a draft no more": Row(
        post("draft", "draft: true\n", ""),
        {"index.html": ("content/posts/draft.md is published now, it was a draft",)},
    ),
    "a draft again": Row(
        post("five", "title: Five", "title: Five\ndraft: true"), {"index.html": ("content/posts/five.md is a draft",)}
    ),
    "time passes": Row(
        lambda _folder: None,
        {
            "sitemap.xml": (
                "content/posts/brief.md expired at 2026-12-01 00:00 +0000",
                "content/posts/later.md is published now, it was scheduled",
            )
        },
        {"now": NOW + timedelta(days=30)},
    ),
    "a new page in the menu": Row(
        new("content/contact.md", "---\ntitle: Contact\n---\n"), {"404.html": ("content/contact.md is new",)}
    ),
    "the first translation": Row(
        new("content/posts/one.ja.md", "---\ntitle: 一\ndate: 2026-01-01\n---\n"),
        {
            "index.html": ("content/posts/one.ja.md is new",),
            "posts/one/index.html": ("content/posts/one.ja.md is new",),
        },
    ),
    "a picture": Row(
        new("content/posts/three/pic.png", "other"),
        {"posts/three/pic.png": ("content/posts/three/pic.png changed",)},
    ),
    "a template": Row(
        new("templates/post.html", '{% extends "theme:post.html" %}'),
        {"posts/one/index.html": ("the template templates/post.html is new",)},
    ),
    "words of the theme": Row(
        new("templates/strings/en.yaml", "home: Front\n"),
        {"404.html": ("the template templates/strings/en.yaml is new",)},
    ),
    "a setting": Row(
        setting("title: Blog", "title: Log"), {"404.html": ('the setting `title` changed, "Blog" → "Log"',)}
    ),
    "a setting within another": Row(
        setting("per_page: 2", "per_page: 3"), {"index.html": ("the setting `pagination.per_page` changed, 2 → 3",)}
    ),
    "the pattern of addresses": Row(
        setting("title: Blog", "title: Blog\npermalink: /:slug/"),
        {
            "index.html": (PERMALINK,),
            "one/index.html": ("not there before", PERMALINK),
            "three/pic.png": ("not there before", PERMALINK),
        },
    ),
    "a setting that changes what a source means": Row(
        setting("title: Blog", "title: Blog\ntimezone: Asia/Tokyo"),
        {"posts/one/index.html": ('the setting `timezone` changed, "UTC" → "Asia/Tokyo"',)},
    ),
    "a page gone": Row(
        partial(remove, name="_site/posts/one/index.html"), {"posts/one/index.html": ("the file was gone",)}
    ),
    "a page altered": Row(
        new("_site/tags/ink/index.html", "x"),
        {"tags/ink/index.html": ("the file was altered since it was written",)},
    ),
}


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_every_page_that_is_made_again_has_its_reason(row: Row, tmp_path: Path) -> None:
    """The sentences name what was edited and nothing else, on every page: none is left with what «changed» somehow."""
    site = blog(tmp_path)
    made(site)
    row.do(site)

    reasons = made(site, **row.options).reasons

    assert reasons.every == ""
    assert {page: reasons.pages.get(page) for page in row.reasons} == row.reasons
    told = {sentence for own in row.reasons.values() for sentence in own} | {"not there before"}
    assert {sentence for own in reasons.pages.values() for sentence in own} <= told | set(ALSO)


ALSO = (SUMMARY, "the text of content/posts/five.md changed", "the text of content/posts/one.md changed")
"""Reasons that a row may have beside those it names."""


def test_reasons_are_told_of_every_page_that_was_made(tmp_path: Path) -> None:
    """The pages that were rendered, and the files that were copied, are those that have reasons."""
    site = blog(tmp_path)
    made(site)
    change(site, "content/posts/two.md", "title: Two", "title: Second")
    write(site, "static/note.txt", "Another note.")

    report = made(site)

    assert {*report.made, "note.txt"} == report.reasons.pages.keys()


def test_where_nothing_is_remembered_there_is_one_reason(tmp_path: Path) -> None:
    """A first build, one without the memory, and one by other code, have one reason for all pages."""
    site = blog(tmp_path)
    first = made(site).reasons
    without = made(site, cache=False).reasons
    cache = connect(site / CACHE)
    memory = Memory(cache, key_of(site, Options(now=NOW)))
    seen = json.loads(cache.state(f"seen:{memory.key}") or b"{}")
    cache.keep([(f"seen:{memory.key}", json.dumps(seen | {"salt": "another"}).encode())])
    cache.close()

    assert first == Reasons("no earlier build is remembered")
    assert without == Reasons("the memory of earlier builds was not used")
    assert made(site).reasons == Reasons("kawara, Python or a library is another one now")


def test_values_are_told_briefly_and_safely(tmp_path: Path) -> None:
    """A long value is cut, a line break and a control character are no danger to the terminal."""
    site = blog(tmp_path)
    made(site)
    change(site, "content/posts/two.md", "title: Two", 'title: "' + "ながい題" * 40 + '"\nmood: "a\\nb\\e[31mc"')

    reasons = made(site).reasons.pages["posts/two/index.html"]

    assert all(len(reason) < 200 for reason in reasons)
    assert "\n" not in "".join(reasons)
    assert "\x1b" not in "".join(reasons)
    assert any("ながい題" in reason and "…" in reason for reason in reasons)


def test_of_many_reasons_a_few_are_told(tmp_path: Path) -> None:
    """A page that lists every post does not get a sentence for each."""
    for number in range(20):
        write(tmp_path, f"content/posts/p{number}.md", f"---\ntitle: A{number}\ndate: 2026-01-01\n---\nText.\n")
    made(tmp_path)
    for number in range(20):
        write(tmp_path, f"content/posts/p{number}.md", f"---\ntitle: B{number}\ndate: 2026-01-01\n---\nText.\n")

    reasons = made(tmp_path).reasons.pages["archive/index.html"]

    assert len(reasons) == 9
    assert reasons[-1] == "… and more of the kind"


# --- words -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("output", "address"),
    [
        ("index.html", "/"),
        ("tags/ai/index.html", "/tags/ai/"),
        ("404.html", "/404.html"),
        ("feed.xml", "/feed.xml"),
        ("myindex.html", "/myindex.html"),
    ],
)
def test_pages_are_named_by_their_address(output: str, address: str) -> None:
    """A page is named as its reader knows it."""
    assert words.address(output) == address


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (("block", "tags", "ai", "", 0), "the first page of the posts of the tag «ai»"),
        (("block", "home", "", "en", 3), "page 3 of all posts (en)"),
        (("block", "year", "2026", "", 0), "the posts of the year «2026»"),
        (("setting", "title"), "the setting `title`"),
        (("spot", "a.md", "date"), "where `date` stands in a.md"),
        (("something", "else", 1), "something else 1"),
    ],
)
def test_every_question_can_be_put_in_words(question: tuple[str | int, ...], text: str) -> None:
    """Also one that the table does not know."""
    assert words.asked(question) == text


def test_no_question_is_without_words() -> None:
    """Whatever a page may ask has its words, and all but what only settings move has a row in the table of causes."""
    templates = Templates(REPOSITORY, theme_folder())
    questions = {*answers(Site(Config()), templates, lambda _path: Body(), {}, {}), PAGE, "file"}

    assert words.WORDS.keys() == questions
    assert questions - SINCE.keys() == {"feed_id", "is_preview", "list_url"}


# --- the command line --------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command runs at one moment."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", MOMENT)


def said(capsys: Capture, *command: str) -> tuple[int, list[str]]:
    """The status of a command, and the lines it wrote to standard output."""
    capsys.readouterr()
    status = main(command)
    return status, capsys.readouterr().out.splitlines()


def test_equal_reasons_are_folded(tmp_path: Path, capsys: Capture) -> None:
    """`--explain` counts many pages with one reason and names few, most pages first, before the usual last lines."""
    site = blog(tmp_path)
    made(site)
    write(site, "templates/post.html", '{% extends "theme:post.html" %}{% block title %}x{% endblock %}')
    change(site, "kawara.yml", "feeds: {limit: 3}", "feeds: {limit: 2}")

    _, lines = said(capsys, "-C", str(site), "build", "--explain")

    assert lines[1:3] == [
        "  7 pages, such as /about/: the template templates/post.html is new",
        "  /feed.json, /feed.xml: the setting `feeds.limit` changed, 3 → 2",
    ]
    assert lines[0].startswith("9 of ")
    assert lines[3].startswith("6 published")


def test_several_reasons_stand_below_their_pages(tmp_path: Path, capsys: Capture) -> None:
    """One reason to a line."""
    site = blog(tmp_path)
    made(site)
    write(site, "content/posts/six.md", "---\ntitle: Six\ndate: 2026-01-06\n---\nNew.\n")

    _, lines = said(capsys, "-C", str(site), "build", "--explain")
    at = next(number for number, line in enumerate(lines) if "/posts/six/" in line)

    assert lines[at] == "  /page/3/, /posts/six/:"
    assert lines[at + 1 : at + 3] == ["    not there before", "    content/posts/six.md is new"]


def test_a_great_many_reasons_end_in_a_number(tmp_path: Path, capsys: Capture) -> None:
    """Where every page has reasons of its own, not all of them fill the screen."""
    for number in range(60):
        write(tmp_path, f"content/p{number}.md", f"---\ntitle: A\nnav: false\n---\nText {number}.\n")
    made(tmp_path)
    for number in range(60):
        write(tmp_path, f"content/p{number}.md", f"---\ntitle: A\nnav: false\n---\nText {number}. More.\n")

    _, lines = said(capsys, "-C", str(tmp_path), "build", "--explain")

    assert any(line.startswith("  … and 40 more") for line in lines)
    assert len(lines) < 80


def test_a_build_with_nothing_to_do_says_so(tmp_path: Path, capsys: Capture) -> None:
    """And a first build has one line."""
    site = blog(tmp_path)
    _, first = said(capsys, "-C", str(site), "build", "--explain")
    _, second = said(capsys, "-C", str(site), "build", "--explain")

    assert first[0].endswith("pages were made: no earlier build is remembered")
    assert second[0] == "no page was made again: nothing that any of them reads has changed"


def test_reasons_are_for_machines_too(tmp_path: Path, capsys: Capture) -> None:
    """`--report` and `--format json` carry them, when they are asked for."""
    site = blog(tmp_path)
    made(site)
    change(site, "content/posts/two.md", "title: Two", "title: Second")
    _, lines = said(capsys, "-C", str(site), "build", "--explain", "--format", "json", "--report", str(tmp_path / "r"))
    _, plain = said(capsys, "-C", str(site), "build", "--format", "json")

    told = json.loads("".join(lines))["reasons"]
    assert told["pages"]["tags/ink/index.html"] == [TITLE]
    assert told["all"] == ""
    assert json.loads((tmp_path / "r").read_text())["reasons"] == told
    assert "reasons" not in json.loads("".join(plain))


def test_a_build_that_was_stopped_explains_nothing(tmp_path: Path, capsys: Capture) -> None:
    """Nothing was made again, whatever was about to be; and the reasons of the last build stay."""
    site = blog(tmp_path)
    made(site)
    change(site, "content/posts/two.md", "title: Two", "title: Second")
    made(site)
    change(site, "content/posts/two.md", "date: 2026-01-02", "date: never")

    status, lines = said(capsys, "-C", str(site), "build", "--explain")

    assert status == 1
    assert not any("made again" in line for line in lines)
    assert f"  {TITLE}" in said(capsys, "-C", str(site), "why", "/tags/ink/")[1]


# --- kawara why --------------------------------------------------------------------------------------------------------


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """The blog, built, edited and built again."""
    site = blog(tmp_path)
    made(site)
    change(site, "content/posts/two.md", "title: Two", "title: Second")
    made(site)
    return site


@pytest.mark.parametrize(
    "name",
    [
        "/tags/ink/",
        "/tags/ink",
        "tags/ink/",
        "tags/ink/index.html",
        "_site/tags/ink/index.html",
        "./_site/tags/ink/",
        "https://example.org/tags/ink/?utm=1#top",
        "/tags/%69nk/",
    ],
)
def test_a_page_is_asked_for_in_many_ways(name: str, edited: Path, capsys: Capture) -> None:
    """By its address, whole or not, and by its file."""
    status, lines = said(capsys, "-C", str(edited), "why", name)

    assert status == 0
    assert lines[:3] == [
        "/tags/ink/ is _site/tags/ink/index.html",
        "it was made again at the last build, of 2026-11-23 09:00 +0000:",
        f"  {TITLE}",
    ]


def test_a_file_is_asked_for_by_its_absolute_name_too(edited: Path, capsys: Capture) -> None:
    """As an editor hands it over."""
    page = said(capsys, "-C", str(edited), "why", str(edited / "_site" / "index.html"))[1]
    source = said(capsys, "-C", str(edited), "why", str(edited / "content" / "posts" / "two.md"))[1]

    assert page[0] == "/ is _site/index.html"
    assert source[0] == "content/posts/two.md is published at /posts/two/"


def test_a_base_path_may_stand_before_an_address(tmp_path: Path, capsys: Capture) -> None:
    """With it or without, as it is copied from the browser."""
    site = blog(tmp_path)
    change(site, "kawara.yml", "https://example.org/", "https://example.org/b/")
    made(site)

    for name in ("/b/tags/ink/", "/tags/ink/", "https://example.org/b/tags/ink/"):
        assert said(capsys, "-C", str(site), "why", name)[1][0] == "/tags/ink/ is _site/tags/ink/index.html"


def test_why_a_page_was_not_made_again(edited: Path, capsys: Capture) -> None:
    """Nothing that it reads had changed; and what it reads is told."""
    lines = said(capsys, "-C", str(edited), "why", "/posts/four/")[1]

    assert lines[0] == "/posts/four/ is _site/posts/four/index.html, made of content/posts/four.md"
    assert lines[1] == (
        "it was left as it was at the last build, of 2026-11-23 09:00 +0000: nothing that it reads had changed"
    )
    assert lines[2] == "it reads:"
    assert "  the template post.html" in lines
    assert "  the text of content/posts/four.md" in lines
    assert "  the posts before and after content/posts/four.md" in lines
    assert any(line.startswith("  the settings ") and "`title`" in line for line in lines)


def test_why_a_page_was_made_at_all(tmp_path: Path, capsys: Capture) -> None:
    """After a first build there is one answer for every page."""
    site = blog(tmp_path)
    made(site)

    lines = said(capsys, "-C", str(site), "why", "/")[1]

    assert lines[1:3] == [
        "it was made at the last build, of 2026-11-23 09:00 +0000:",
        "  no earlier build is remembered",
    ]


def test_a_build_with_nothing_to_do_does_not_change_the_answer(edited: Path, capsys: Capture) -> None:
    """What counts is the last build that did something."""
    made(edited)

    assert f"  {TITLE}" in said(capsys, "-C", str(edited), "why", "/tags/ink/")[1]


def test_which_pages_read_a_post(edited: Path, capsys: Capture) -> None:
    """Where its text is, where it is listed, who links to it and whose neighbour it is."""
    lines = said(capsys, "-C", str(edited), "why", "content/posts/one.md")[1]

    assert [line.split(" /")[0] for line in lines] == [
        "content/posts/one.md is published at",
        "its text is on",
        "its front matter is read by",
        "linked to, or asked for, from",
        "listed on",
        "named beside another on",
    ]
    assert lines[1].endswith(" /posts/one/, /tags/ink/feed.json, /tags/ink/feed.xml")
    assert lines[3].split(" from ")[1].split(", ")[:2] == ["/about/", "/posts/two/"]
    assert {"/page/1/", "/tags/ink/", "/sitemap.xml", "/archive/"} <= set(lines[4].split(" on ")[1].split(", "))
    assert lines[5].endswith(" /posts/brief/, /posts/two/")


FATES = {
    "content/posts/draft.md": "content/posts/draft.md is a draft",
    "content/posts/later.md": "content/posts/later.md is scheduled for 2026-12-01 00:00 +0000",
    "static/note.txt": "static/note.txt is copied to /note.txt",
    "content/posts/three/pic.png": "content/posts/three/pic.png is copied to /posts/three/pic.png",
    "content/about.md": "content/about.md is published at /about/",
    "kawara.yml": "kawara.yml holds the settings",
}


@pytest.mark.parametrize(("path", "fate"), FATES.items())
def test_what_became_of_a_source(path: str, fate: str, edited: Path, capsys: Capture) -> None:
    """Published, and where; or not, and why."""
    assert said(capsys, "-C", str(edited), "why", path)[1][0] == fate


def test_what_became_of_an_expired_and_of_a_faulty_post(tmp_path: Path, capsys: Capture) -> None:
    """Its problems are told with it."""
    site = blog(tmp_path)
    change(site, "content/posts/two.md", "date: 2026-01-02", "date: never")
    made(site, keep_going=True, now=NOW + timedelta(days=30))

    assert said(capsys, "-C", str(site), "why", "content/posts/brief.md")[1][0] == (
        "content/posts/brief.md expired at 2026-12-01 00:00 +0000"
    )
    lines = said(capsys, "-C", str(site), "why", "content/posts/two.md")[1]
    assert lines[0] == "content/posts/two.md is left out for its errors"
    assert "error[date]" in lines[1]


def test_a_source_that_has_changed_since_is_told_as_such(edited: Path, capsys: Capture) -> None:
    """The answer is about the last build, so an edit after it is pointed out; and a new file has none yet."""
    change(edited, "content/posts/two.md", "title: Second", "title: Third")
    write(edited, "content/posts/six.md", "x")

    assert (
        "it has been changed or removed since: build, and ask again"
        in said(capsys, "-C", str(edited), "why", "content/posts/two.md")[1]
    )
    assert said(capsys, "-C", str(edited), "why", "content/posts/six.md") == (
        0,
        ["content/posts/six.md was not looked at by the last build: it is new since, or kawara does not read it"],
    )


def test_which_pages_a_template_makes(tmp_path: Path, capsys: Capture) -> None:
    """Through every template that leads to it; a static file by those that name it, a setting by those that ask for it."""
    site = blog(tmp_path)
    write(site, "templates/post.html", '{% extends "theme:post.html" %}')
    write(site, "static/style.css", "x")
    made(site)

    template = said(capsys, "-C", str(site), "why", "templates/post.html")[1]
    style = said(capsys, "-C", str(site), "why", "static/style.css")[1]
    settings = said(capsys, "-C", str(site), "why", "kawara.yml")[1]
    theme = said(capsys, "-C", str(site), "why", "templates/archive.html")[1]

    assert template[1].startswith("part of the template of /about/, /posts/brief/")
    assert style[0] == "static/style.css is copied to /style.css"
    assert style[1].startswith("named by ")
    assert any(line.startswith("the setting `title` is read by") for line in settings)
    assert theme == [
        f"{theme_folder()}/templates/archive.html is no page of its own",
        "part of the template of /archive/",
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("/tag/ink/", "did you mean '/tags/ink/'?"),
        ("content/post/two.md", "did you mean 'content/posts/two.md'?"),
        ("/%%%%", "give a URL or a path"),
    ],
)
def test_an_unknown_name_is_met_with_the_nearest(name: str, hint: str, edited: Path, capsys: Capture) -> None:
    """Status 2, and a way on."""
    capsys.readouterr()

    assert main(["-C", str(edited), "why", name]) == 2
    assert capsys.readouterr().err.splitlines() == [
        f"error[usage] '{name}' is no page of the last build, and no source",
        f"help: {hint}",
    ]


def test_where_no_build_is_remembered_there_is_no_answer(tmp_path: Path, capsys: Capture) -> None:
    """Before the first build, after another one than was asked about, and with a memory that cannot be read."""
    site = blog(tmp_path)
    assert main(["-C", str(site), "why", "/"]) == 2
    assert "no build of this site is remembered" in capsys.readouterr().err
    made(site)
    assert main(["-C", str(site), "why", "/", "--drafts"]) == 2
    assert "with these flags" in capsys.readouterr().err
    write(site, CACHE, b"no database at all, but long enough to look like one" * 100)
    assert main(["-C", str(site), "why", "/"]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_each_output_has_its_own_answers(tmp_path: Path, capsys: Capture) -> None:
    """A preview with drafts is remembered apart from the site."""
    site = blog(tmp_path)
    made(site)
    made(site, drafts=True, output=site / "preview")

    lines = said(capsys, "-C", str(site), "why", "/posts/draft/", "--drafts", "--output", str(site / "preview"))[1]

    assert lines[0] == "/posts/draft/ is preview/posts/draft/index.html, made of content/posts/draft.md"


UNREADABLE = "<p>日本語</p>".encode("cp932")


@pytest.mark.parametrize(
    "files", [{"post.html": UNREADABLE}, {"post.html": b"{% include 'sub.html' %}", "sub.html": UNREADABLE}]
)
def test_a_template_that_can_be_read_no_longer_is_told_as_by_a_clean_build(
    files: Mapping[str, bytes], tmp_path: Path, capsys: Capture
) -> None:
    """What a page was made of is asked for its reasons, and cannot be found: that is said of the template, and nothing breaks."""
    site = blog(tmp_path / "site")
    made(site)
    for name, data in files.items():
        write(site, f"templates/{name}", data)

    report = made(site)

    assert report.problems == clean_build(site, tmp_path / "clean").problems
    assert any(fault.code == "template" and "UTF-8" in fault.text for fault in report.problems)
    assert main(["-C", str(site), "why", f"templates/{next(iter(files))}"]) in (0, 2)
    assert "Traceback" not in capsys.readouterr().err
