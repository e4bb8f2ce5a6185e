"""Pages of a large site before they are built, and the process that builds them meanwhile."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from edits import blog
from kawara.base.problems import KawaraError
from kawara.build import build
from kawara.build.ahead import Ahead, fits
from kawara.build.apart import apart
from kawara.build.options import Options, Tell, silent
from kawara.build.session import held
from kawara.memory.files import Stat
from kawara.preview import builder as building_module
from kawara.preview.edition import Done, Edition
from kawara.preview.wholly import built_apart
from previews import BLOG, building, previewing, until
from sites import NOW, lay, write

FOOTER = "templates/base.html"
STYLE = "static/own.css"
WORDS = '{{% extends "theme:base.html" %}}{{% block footer %}}<footer>{}</footer>{{% endblock %}}'


def options(site: Path) -> Options:
    """As the preview builds."""
    return Options(NOW, jobs=1, output=site / "_out", drafts=True, keep_going=True, hashed=False)


def ahead(site: Path, *names: str) -> Ahead:
    """What can be shown ahead after an edit of these files, of a site that has been built."""
    found = held(site, options(site))
    assert found is not None
    return Ahead(site, options(site), found, names)


def test_a_page_ahead_is_the_page_that_will_be_built(tmp_path: Path) -> None:
    """Byte for byte, each of them; what no template makes stands as it stands, and nothing is written."""
    site = blog(tmp_path / "site")
    build(site, options(site))
    pages = {str(page.relative_to(site / "_out")) for page in (site / "_out").rglob("*.html")}
    before = {name: (site / "_out" / name).read_bytes() for name in pages}
    shown = ahead(site, FOOTER)
    write(site, FOOTER, WORDS.format("another"))
    made = {name: shown.page(name) for name in pages}
    assert before == {name: (site / "_out" / name).read_bytes() for name in pages}
    shown.close()
    build(site, options(site))
    after = {name: (site / "_out" / name).read_bytes() for name in pages}
    assert {name: data for name, data in made.items() if data is not None} == {
        name: after[name] for name in pages if made[name] is not None
    }
    assert {name for name in pages if before[name] != after[name]} <= {name for name in pages if made[name]}
    assert b"another" in after["index.html"]


def test_what_cannot_be_made_ahead_stays(tmp_path: Path) -> None:
    """A template at fault, an output that is none, and a page that is asked for when all have been built."""
    site = blog(tmp_path / "site")
    build(site, options(site))
    shown = ahead(site, FOOTER)
    write(site, FOOTER, "{% if %}")
    assert shown.page("index.html") is None
    assert shown.page("nowhere.html") is None
    shown.close()
    assert shown.page("404.html") is None


def test_only_what_moves_no_post_is_shown_ahead() -> None:
    """Templates and assets; with any other file among them, it is for the build to say what becomes of it."""
    assert fits({FOOTER, STYLE})
    assert not fits({FOOTER, "content/posts/one.md"})
    assert not fits({"kawara.yml"})
    assert not fits(())


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that counts as large, with a template and a style sheet of its own."""
    monkeypatch.setattr(building_module, "LARGE", 1)
    site = lay(tmp_path / "site", BLOG)
    write(site, FOOTER, WORDS.format("first"))
    write(site, STYLE, "h1 { color: red }")
    return site


def test_a_large_site_is_shown_before_it_is_built(large: Path) -> None:
    """Pages and style sheets are served and told of as they will be, and the files follow."""
    with previewing(large) as running, running.news("/posts/one/") as news:
        builder = running.builder
        before, seen = next(news), list[Edition]()
        builder.heard.append(seen.append)
        until(lambda: builder.held is not None)
        write(large, FOOTER, WORDS.format("second"))
        early = next(news)
        assert early["page"] != before["page"]
        assert "second" in running.text("/posts/one/")
        assert seen[0].ahead is not None
        late = next(news)
        assert late["page"] == early["page"]
        assert builder.edition.ahead is None
        assert "second" in (builder.output / "posts/one/index.html").read_text(encoding="utf-8")
        until(lambda: builder.held is not None)
        write(large, STYLE, "h1 { color: blue }")
        assert next(news)["assets"] == ["/own.css"]
        assert running.text("/own.css") == "h1 { color: blue }"


def test_a_template_that_is_saved_during_a_build_is_shown_at_once(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And goes on being shown when that build is done, until the next one has built it."""
    go = threading.Event()

    def slow(root: Path, options: Options, known: Stat | None, tell: Tell, meanwhile: Callable[[], None]) -> Done:
        while not go.is_set():
            meanwhile()
            go.wait(0.02)
        return built_apart(root, options, known, tell, meanwhile)

    with previewing(large) as running:
        builder, seen = running.builder, list[str]()
        until(lambda: builder.held is not None)
        monkeypatch.setattr(building_module, "built_apart", slow)
        for words in ("second", "third", "fourth"):
            write(large, FOOTER, WORDS.format(words))
            until(lambda words=words: words in running.text("/posts/one/"))  # type: ignore[misc]
        builder.heard.append(lambda _edition: seen.append(running.text("/posts/two/")))
        before = builder.builds
        go.set()
        until(lambda: builder.edition.ahead is None)
        assert builder.builds == before + 1
        assert seen
        assert all("fourth" in text for text in seen)


def test_a_template_at_fault_leaves_the_last_good_page(large: Path) -> None:
    """Whether it is shown ahead or built."""
    with previewing(large) as running, running.news("/posts/one/") as news:
        next(news)
        until(lambda: running.builder.held is not None)
        write(large, FOOTER, "{% if %}")
        assert next(news)["problems"] == []
        assert next(news)["problems"] != []
        assert "first" in running.text("/posts/one/")


def test_a_large_site_knows_its_posts(large: Path) -> None:
    """The process that builds hands over what the preview has to know, problems too."""
    with building(large) as builder:
        assert builder.edition.posts["content/posts/one.md"].title == "One"
        write(large, "content/posts/three.md", "---\ntitle: Three\ndate: never\n---\nText.\n")
        until(lambda: any(fault.code == "date" for fault in builder.edition.problems))
        write(large, "content/posts/three.md", "---\ntitle: Three\ndate: 2026-01-03\n---\nText.\n")
        until(lambda: "content/posts/three.md" in builder.edition.posts)
        assert not builder.edition.problems


def counted(tell: Tell) -> int:
    """Work that tells how far it is."""
    tell("counting", 1, 2)
    return os.getpid()


def killed(_tell: Tell) -> None:
    """Work that never comes to its end."""
    os._exit(9)


def test_work_is_done_in_another_process() -> None:
    """Its result comes back, and what it tells on its way."""
    told: list[tuple[str, int, int]] = []
    assert apart(counted, lambda *one: told.append(one), lambda: None) != os.getpid()
    assert told == [("counting", 1, 2)]


def test_a_process_that_dies_is_a_problem() -> None:
    """Which says what to look at; whoever waits does not wait for ever."""
    with pytest.raises(KawaraError, match="died"):
        apart(killed, silent, lambda: None)


def raising(_tell: Tell) -> None:
    """Work that its caller does not wait for."""
    threading.Event().wait(60)


def test_a_caller_that_breaks_off_ends_the_process() -> None:
    """Nothing goes on working for nobody."""

    def interrupt() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        apart(partial(raising), silent, interrupt)


def test_builds_of_a_large_site_go_on_after_one_died(large: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next save tries again."""
    with building(large) as builder:
        with monkeypatch.context() as patch:
            patch.setattr("kawara.preview.wholly.built", killed_build)
            write(large, "kawara.yml", (large / "kawara.yml").read_bytes() + b"\n# more\n")
            until(lambda: any(fault.code == "worker" for fault in builder.edition.problems))
        write(large, "kawara.yml", (large / "kawara.yml").read_bytes() + b"\n# more\n")
        until(lambda: not builder.edition.problems)


def killed_build(*_given: object) -> None:
    """A build that is killed."""
    os._exit(9)
