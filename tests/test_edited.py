"""The short way after an edit of texts: it is taken where it can be, and leads where the long one does."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from edits import blog, change, check_like_clean, remove
from kawara.base.theme import theme_folder
from kawara.build import edited, pipeline, pressing
from kawara.build.kept import decode, made_page, plain_page
from kawara.build.options import Options, Report
from kawara.build.recall import CACHE, Memory, dumped, key_of
from kawara.build.work import Made
from kawara.config import Config, Pagination
from kawara.memory.cache import existing_cache
from kawara.memory.trace import Asked
from kawara.model import Body, Loaded, Post
from kawara.renderer.templates import Templates
from kawara.renderer.view import answers
from kawara.site.arrangement import TOGETHER, arranged, plain_site
from kawara.site.site import Site, assemble
from making import NOW, a_page, a_post
from sites import made, tree, write
from test_touched import questions

POST = "---\ntitle: {}\ndate: {}\n---\nText.\n"
DICE = range(12)


def random_posts(dice: random.Random) -> list[Post]:
    """Posts and pages of a few editions, with terms, series, parts and drafts."""

    def some(*names: str) -> tuple[str, ...]:
        return tuple(name for name in names if dice.random() < 0.4)

    posts = [
        a_post(
            f"content/posts/{name}{suffix}.md",
            dice.choice((None, "2025-01-01", "2025-02-02", "2024-03-03", "2027-01-01")),
            tags=some("x", "X", "y"),
            categories=some("k", "l"),
            series=some("s", "t"),
            authors=some("w"),
            part=dice.choice((None, None, 1, 2, 3)),
            draft=dice.random() < 0.1,
        )
        for name in "abcdef"
        for suffix in ("", ".en", ".fr")
        if dice.random() < 0.6
    ]
    return [*posts, *(a_page(f"content/{name}.md") for name in ("about", "about.en", "index") if dice.random() < 0.6)]


@pytest.mark.parametrize("seed", DICE)
def test_a_site_out_of_its_arrangement_answers_as_the_site_itself(seed: int, tmp_path: Path) -> None:
    """Every question of a page about every post and list: whatever the posts, their editions and the settings."""
    dice = random.Random(seed)  # noqa: S311
    posts = random_posts(dice)
    taxonomies: dict[str, Any] = {"languages": ("ja", "en", "fr")} if dice.random() < 0.3 else {}
    config = Config(pagination=Pagination(per_page=2, order=dice.choice(("fixed", "newest"))), **taxonomies)
    site = assemble([Loaded(post) for post in posts], config, NOW)[0]
    by_path = {post.path: post for post in posts}
    values = json.loads(dumped(plain_site(site)))
    asked: set[str] = set()

    def loaded(path: str) -> tuple[Post, dict[str, tuple[int, int, str]]]:
        asked.add(path)
        return by_path[path], {}

    again = arranged(values, site.config, site.unpublished, loaded, drafts=False, urls=urls_of(site))

    assert asked == set()
    assert again.config.language == values[0]
    assert (tuple(again.ordered), tuple(again.standalone)) == (site.ordered, site.standalone)
    assert told(again, posts, tmp_path) == told(site, posts, tmp_path)


def urls_of(site: Site) -> dict[str, str]:
    """As a plan has them."""
    return {post.path: post.url for post in (*site.ordered, *site.standalone)}


def told(site: Site, posts: list[Post], tmp_path: Path) -> dict[tuple[Any, ...], Any]:
    """The answer to every question there is."""
    known = answers(site, Templates(tmp_path, tmp_path), lambda _path: Body(), {}, {})
    about = ("post", "left", "entry_id", "neighbours", "parts", "translations")
    of_one = [(name, post.path) for post in posts for name in about]
    lists = [
        ("home", ""),
        *(("year", year) for year in ("2024", "2025")),
        *((kind, key) for kind, key, _ in site.table),
    ]
    of_lists = [
        (name, *key, edition)
        for name in ("posts", "lines", "feed", "term")
        for key in lists
        for edition in ("", "en", "fr", "de")
    ]
    blocks = [("block", *key, edition, number) for key in lists for edition in ("", "en") for number in range(5)]
    others = [(name, edition) for name in ("menu", "years") for edition in ("", "en", "fr")] + [
        ("terms", kind, edition) for kind in ("tags", "series", "authors") for edition in ("", "en", "fr")
    ]
    whole = [("pages",), ("sitemap", 1), ("editions",), ("is_preview",), ("setting", "language")]
    asked: list[tuple[Any, ...]] = [*of_one, *of_lists, *blocks, *others, *whole]
    return {question: known[question[0]](*question[1:]) for question in asked}


def test_the_questions_of_other_tests_are_answered_as_well(tmp_path: Path) -> None:
    """No question that a test of looks puts is left out here: of an arrangement they have the same answers."""
    posts = random_posts(random.Random(99))  # noqa: S311
    site = assemble([Loaded(post) for post in posts], Config(), NOW)[0]
    by_path = {post.path: post for post in posts}
    again = arranged(
        plain_site(site),
        site.config,
        site.unpublished,
        lambda path: (by_path[path], {}),
        drafts=False,
        urls=urls_of(site),
    )
    known, other = (
        answers(each, Templates(tmp_path, tmp_path), lambda _path: Body(), {}, {}) for each in (site, again)
    )

    for question in questions(site):
        if question[0] != "url_of":
            assert known[str(question[0])](*question[1:]) == other[str(question[0])](*question[1:]), question


def test_a_list_that_is_gone_through_is_fetched_together() -> None:
    """Each post once, and none beyond those that are looked at soon; what is settled already is not fetched."""
    posts = [a_post(f"content/posts/{number:03}.md", "2025-01-01") for number in range(TOGETHER + 2)]
    site = assemble([Loaded(post) for post in posts], Config(), NOW)[0]
    fetched, by_path = list[Sequence[str]](), {post.path: post for post in posts}
    again = arranged(
        plain_site(site),
        site.config,
        site.unpublished,
        lambda path: (by_path[path], {}),
        drafts=False,
        urls=urls_of(site),
        fetch=fetched.append,
    )
    paths = [post.path for post in site.ordered]

    assert next(iter(again.ordered)).path == paths[0]
    assert fetched == [paths[:TOGETHER]]
    assert again.posts() == site.ordered
    assert fetched[1:] == [paths[1:TOGETHER], paths[TOGETHER:]]
    assert again.posts() == site.ordered
    assert len(fetched) == 3


# --- the two ways --------------------------------------------------------------------------------------------------------


def new(folder: Path, *fields: str, name: str = "content/posts/six.md", date: str = "2026-01-07") -> None:
    """A text more, with these lines in its front matter."""
    dated = [f"date: {date}"] if date else []
    write(folder, name, "\n".join(["---", "title: Six", *dated, *fields, "---", "New, after [one](one.md)."]))


def several_new(folder: Path) -> None:
    """Two posts at once, one with a link to the other, and an edit beside them."""
    new(folder, "tags: [paper]")
    write(folder, "content/posts/seven.md", POST.format("Seven", "2025-06-01") + "\nAnd [six](six.md).")
    SHORT["a title"](folder)


def one_after_the_other(folder: Path) -> None:
    """Three posts, each with a build between, and edits of what the builds before have made."""
    new(folder, "tags: [ink]", "categories: [Craft]", "authors: [Hoku]")
    made(folder)
    change(folder, "content/posts/six.md", "title: Six", "title: The sixth")
    made(folder)
    new(folder, name="content/posts/aaa.md", date="2026-01-07")
    made(folder)
    change(folder, "content/posts/six.md", "New, after", "New, long after")


def several(folder: Path) -> None:
    """Three edits at once."""
    for name in ("a text", "a title", "a page's title"):
        SHORT[name](folder)


SHORT: dict[str, Callable[[Path], None]] = {
    "a text": lambda folder: change(folder, "content/posts/one.md", "goes on.", "goes on and on."),
    "a link to another": lambda folder: change(folder, "content/posts/one.md", "goes on.", "goes to [four](four.md)."),
    "a link to nothing": lambda folder: change(folder, "content/posts/five.md", "Late.", "Late, as [x](#nowhere)."),
    "a title": lambda folder: change(folder, "content/posts/two.md", "title: Two", "title: Second"),
    "the first sentence": lambda folder: change(folder, "content/posts/one.md", "The first of all.", "First."),
    "a description": lambda folder: change(folder, "content/posts/four.md", "part: 2", "part: 2\ndescription: Calm"),
    "a page's title": lambda folder: change(folder, "content/about.md", "title: About", "title: Who"),
    "the order of fields": lambda folder: change(
        folder, "content/posts/one.md", "title: One\ndate: 2026-01-01", "date: 2026-01-01\ntitle: One"
    ),
    "several": several,
    "a post more": new,
    "a post more of yesteryear": lambda folder: new(folder, date="2025-01-01"),
    "a post more among others": lambda folder: new(folder, "tags: [ink, paper]", "categories: [Craft]", date="2026-01-03 12:00"),
    "a post more by an author": lambda folder: new(folder, "authors: [Hoku]", "slug: 六", "layout: post"),
    "a post more elsewhere": lambda folder: new(folder, "permalink: /:year/:slug.html"),
    "a post more that nobody searches": lambda folder: new(folder, "noindex: true", date="2025-07-01"),
    "several new posts": several_new,
    "new posts one after the other": one_after_the_other,
}  # fmt: skip
LONG: dict[str, Callable[[Path], None]] = {
    "a tag": lambda folder: change(folder, "content/posts/one.md", "[ink]", "[ink, paper]"),
    "a date": lambda folder: change(folder, "content/posts/one.md", "2026-01-01", "2026-01-02"),
    "a post with a new tag": lambda folder: new(folder, "tags: [new]"),
    "a post with another spelling of a tag": lambda folder: new(folder, "tags: [Ink]"),
    "a post of a new year": lambda folder: new(folder, date="2024-01-01"),
    "a draft more": lambda folder: new(folder, "draft: true"),
    "a post to come": lambda folder: new(folder, date="2027-01-01"),
    "a post that expires": lambda folder: new(folder, "expires: 2026-12-24"),
    "a part more": lambda folder: new(folder, "series: [Prints]"),
    "a pinned post": lambda folder: new(folder, "pin: true"),
    "a post with an alias": lambda folder: new(folder, "aliases: [/before/]"),
    "a post with an unknown layout": lambda folder: new(folder, "layout: wide"),
    "a post at another's address": lambda folder: new(folder, "slug: one"),
    "a post at an alias of another": lambda folder: new(folder, "permalink: /old/"),
    "a post above another's folder": lambda folder: new(folder, "permalink: /feed.json/"),
    "a post with something to be said": lambda folder: new(folder, "titel: Six"),
    "a version of a post": lambda folder: new(folder, name="content/posts/one.ja.md"),
    "a post in another's folder": lambda folder: new(folder, name="content/posts/three/more.md"),
    "a post in a new folder": lambda folder: new(folder, name="content/posts/new/six.md"),
    "a page more": lambda folder: new(folder, name="content/six.md", date=""),
    "a post without a date": lambda folder: new(folder, date=""),
    "a post less": lambda folder: remove(folder, "content/posts/one.md"),
    "a setting": lambda folder: change(folder, "kawara.yml", "title: Blog", "title: Log"),
    "a file": lambda folder: write(folder, "static/note.txt", "Another."),
    "a template": lambda folder: write(folder, "templates/robots.txt", "User-agent: *\n"),
    "an output": lambda folder: write(folder, "_site/index.html", "Mine."),
    "a warning": lambda folder: change(folder, "content/posts/one.md", "title: One", "title: One\ntitel: Uno"),
    "no front matter to be read": lambda folder: change(folder, "content/posts/one.md", "title: One", "title: [One"),
}  # fmt: skip


@pytest.fixture
def ways(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """For each build that tried: whether it went the short way."""
    taken: list[bool] = []

    def noted(*arguments: Any) -> Report | None:
        done = edited.edited(*arguments)
        taken.append(done is not None)
        return done

    monkeypatch.setattr(pipeline, "short", noted)
    return taken


@pytest.mark.parametrize("name", SHORT)
def test_edits_of_texts_go_the_short_way(name: str, tmp_path: Path, ways: list[bool]) -> None:
    """And it leads where the long one does: the same bytes, the same report, and the same memory for the next build."""
    short, long = (blog(tmp_path / way) for way in ("short", "long"))
    for folder in (short, long):
        made(folder)
        SHORT[name](folder)
    report, other = made(short), pipeline.build(long, Options(now=datetime(2026, 11, 23, 9, 0, tzinfo=UTC), jobs=1))

    assert set(ways) == {True}
    assert tree(short / "_site") == tree(long / "_site")
    assert facts(report) == facts(other)
    assert states(short) == states(long)
    check_like_clean(short, made(short), tmp_path / "clean")


@pytest.mark.parametrize("settings", ["", "theme: {measure: 36em}", "build: {host: netlify}", "build: {host: github}"])
def test_what_a_site_chooses_bars_no_short_way(settings: str, tmp_path: Path, ways: list[bool]) -> None:
    """Files that are made of settings alone ask nothing, and are known all the same: nor does a long way make them again."""
    folder = blog(tmp_path / "site")
    write(folder, "kawara.yml", f"{(folder / 'kawara.yml').read_text('utf-8')}{settings}\n")
    made(folder)
    SHORT["a text"](folder)
    check_like_clean(folder, made(folder), tmp_path / "clean")
    assert ways == [True]

    write(folder, "static/own.txt", "a file that comes")
    report = made(folder)
    assert ways == [True]
    assert report.rendered == 1
    check_like_clean(folder, report, tmp_path / "cleaner")

    new(folder, "aliases: [/older/]")
    check_like_clean(folder, made(folder), tmp_path / "cleanest")
    new(folder, name="content/posts/seven.md", date="2026-01-08")
    check_like_clean(folder, made(folder), tmp_path / "last")


@pytest.mark.parametrize("name", LONG)
def test_all_other_edits_go_the_long_way(name: str, tmp_path: Path, ways: list[bool]) -> None:
    """Whatever may move the site or its plan, and whatever there is to say of a post that was not said before."""
    folder = blog(tmp_path / "site")
    made(folder)
    LONG[name](folder)
    report = made(folder)

    assert True not in ways
    if report.complete:
        check_like_clean(folder, report, tmp_path / "clean")


def facts(report: Report) -> dict[str, Any]:
    """All that a report says but how long it took, which way it went, and the site itself, whose pages are compared."""
    return {name: getattr(report, name) for name in Report.__slots__ if name not in ("seconds", "site", "edit")}


def states(folder: Path) -> dict[str, Any]:
    """All that is remembered of a build but moments and places of files."""
    cache = existing_cache(folder / CACHE)
    assert cache
    memory = Memory(cache, key_of(folder, Options(now=NOW)))
    seen, traces, outputs, sources = memory.seen(), memory.traces(), memory.outputs(), memory.sources()
    assert seen
    asked = {
        output: {traces.questions[number]: traces.digests[number] for number in numbers}
        for output, numbers in traces.results.items()
    }
    found = {
        "seen": {name: getattr(seen, name) for name in seen.__slots__ if name != "report"},
        "report": {name: value for name, value in seen.report.items() if name != "seconds"},
        "asked": asked,
        "sources": dict(zip(sources.names, sources.digests, strict=True)),
        "outputs": dict(zip(outputs.names, outputs.digests, strict=True)),
        "heads": memory.heads(),
        "problems": memory.problems(),
        "reasons": memory.reasons(),
        "settings": memory.settings(),
        "said": memory.said(),
        "site": memory.site(),
    }
    cache.close()
    return found


@pytest.fixture
def hurried(tmp_path: Path) -> tuple[Path, Callable[..., tuple[list[Made], Asked]]]:
    """A site with a template of its own, and a stage of rendering during which that template is another."""
    folder = blog(tmp_path / "site")
    template = (theme_folder() / "templates/post.html").read_text()
    write(folder, "templates/post.html", template)
    pressed = pressing.pressed

    def between(*arguments: Any) -> tuple[list[Made], Asked]:
        write(folder, "templates/post.html", template.replace("{% block main %}", "{% block main %}<p>Between.</p>"))
        pages = pressed(*arguments)
        write(folder, "templates/post.html", template)
        return pages

    return folder, between


def test_a_template_may_change_meanwhile(
    hurried: tuple[Path, Callable[..., tuple[list[Made], Asked]]],
    tmp_path: Path,
    ways: list[bool],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And change back at once: no page stands that was made of what it was in between, which nobody would notice later."""
    folder, between = hurried
    made(folder)
    monkeypatch.setattr(edited, "pressed", between)
    SHORT["a text"](folder)
    report = made(folder)

    assert ways == [False]
    check_like_clean(folder, report, tmp_path / "clean")


def test_a_template_may_change_during_a_whole_build(
    hurried: tuple[Path, Callable[..., tuple[list[Made], Asked]]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Then it is seen that something was amiss, and the next build makes all pages again that were made of it."""
    folder, between = hurried
    with monkeypatch.context() as patch:
        patch.setattr(pressing, "pressed", between)
        made(folder)

    check_like_clean(folder, made(folder), tmp_path / "clean")
    assert made(folder).rendered == 0


def test_edits_may_follow_one_another(tmp_path: Path, ways: list[bool]) -> None:
    """Short ways, and a long one between them: each build knows what those before it have done."""
    folder = blog(tmp_path / "site")
    made(folder)
    for edit in (SHORT["a text"], SHORT["a title"], LONG["a tag"], SHORT["a page's title"], SHORT["a description"]):
        edit(folder)
        check_like_clean(folder, made(folder), tmp_path / "clean")

    assert ways == [True, True, False, True, True]
    assert made(folder).rendered == 0


def test_many_amendments_are_written_into_the_traces(
    tmp_path: Path, ways: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where more stand beside the traces than may, the long way is gone, after which none does."""
    monkeypatch.setattr(edited, "MOST", 2)
    folder = blog(tmp_path / "site")
    made(folder)
    for text in ("One.", "Two.", "Three."):
        write(
            folder,
            "content/posts/one.md",
            POST.format("One", "2026-01-01").replace("date:", "tags: [ink]\ndate:") + text,
        )
        check_like_clean(folder, made(folder), tmp_path / "clean")

    assert ways == [True, False, True]


@pytest.mark.parametrize("state", ["site", "said", "problems", "traces", "outputs"])
def test_a_memory_that_has_lost_something_leads_the_long_way(state: str, tmp_path: Path, ways: list[bool]) -> None:
    """And the site is right all the same."""
    folder = blog(tmp_path / "site")
    made(folder)
    cache = existing_cache(folder / CACHE)
    assert cache
    cache.forget(f"{state}:")
    cache.close()
    SHORT["a text"](folder)
    report = made(folder)

    assert True not in ways
    check_like_clean(folder, report, tmp_path / "clean")


def test_a_build_between_glance_and_lock_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was seen before the output was ours alone holds only if nobody has been there since."""
    folder = blog(tmp_path / "site")
    made(folder)
    SHORT["a text"](folder)
    whole, going = pipeline.build, iter((True,))

    def late(root: Path, options: Options, *rest: Any) -> Report:
        if next(going, False):
            made(folder, drafts=True)
        return whole(root, options, *rest)

    monkeypatch.setattr(pipeline, "build", late)
    report = made(folder)
    monkeypatch.setattr(pipeline, "build", whole)

    check_like_clean(folder, report, tmp_path / "clean")


def test_pages_come_back_as_they_were(tmp_path: Path) -> None:
    """Every page of a plan, with all its fields."""
    folder = blog(tmp_path / "site")
    made(folder)
    cache = existing_cache(folder / CACHE)
    assert cache
    kept = decode(Memory(cache, key_of(folder, Options(now=NOW))).site() or b"")
    cache.close()
    pages = kept.pages(frozenset(kept.outputs))

    assert [page.output for page in pages] == list(kept.outputs)
    assert all(made_page(plain_page(page)) == page for page in pages)


@pytest.mark.parametrize("text", ["And it goes on.", "And it went on."])
def test_a_text_that_becomes_a_link_out_of_the_project_is_refused(text: str, tmp_path: Path) -> None:
    """As by a clean build, be the text the same or another one; a link within the project is followed."""
    folder, outside = blog(tmp_path / "site"), tmp_path / "outside.md"
    made(folder)
    file = folder / "content/posts/one.md"
    outside.write_text(file.read_text().replace("And it goes on.", text))
    file.unlink()
    file.symlink_to(outside)

    for _ in range(2):
        assert "outside" in [fault.code for fault in made(folder).problems]

    inside = folder / "notes.md"
    inside.write_text(outside.read_text())
    file.unlink()
    file.symlink_to("../../notes.md")
    for end in ("", "More.\n"):
        inside.write_text(inside.read_text() + end)
        check_like_clean(folder, made(folder), tmp_path / f"clean{end.strip()}")
