"""A process that builds again and again: what it holds saves reading, changes nothing, and is dropped when it may be wrong."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from edits import blog, check_like_clean, clean_build
from kawara.build import build, warming
from kawara.build.options import Options, Report
from kawara.build.recall import CACHE
from kawara.build.resumed import resumed
from kawara.build.session import Held, held
from kawara.build.warming import warm_up
from kawara.memory.files import never
from kawara.renderer.sketches import Line
from kawara.writer.places import beside
from sites import NOW, made, tree, write

POST = "content/posts/many-{}.md"
TEXT = "---\ntitle: {}\ndate: 2025-01-{:02}\ntags: [many, t{}]\n---\n{}\n\n[next](many-{}.md)\n"
MANY = 12
DICE = range(8)


def options(site: Path) -> Options:
    """As the preview builds."""
    return Options(NOW, jobs=1, output=site / "_out", drafts=True, keep_going=True, hashed=False)


def text(number: int, title: str = "", words: str = "Text.") -> str:
    """One of the many posts."""
    return TEXT.format(title or f"Many {number}", number + 1, number % 3, words, (number + 1) % MANY)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A blog that has been built."""
    folder = blog(tmp_path / "site")
    for number in range(MANY):
        write(folder, POST.format(number), text(number))
    build(folder, options(folder))
    return folder


def ready(site: Path) -> Held:
    """What is held after a build."""
    found = held(site, options(site))
    assert found is not None
    return found


def again(site: Path, before: Held, *names: str) -> tuple[Report, Held]:
    """A build after signs of these files, which must take the shortest way."""
    done = resumed(site, options(site), before, names)
    assert done is not None
    report, after = done
    assert after is not None
    return report, after


@pytest.mark.parametrize("seed", DICE)
def test_many_edits_come_to_what_a_clean_build_makes(seed: int, site: Path, tmp_path: Path) -> None:
    """Titles and texts, one or several at once, also of files that were named for nothing; and the memory is right too."""
    dice, now = random.Random(seed), ready(site)  # noqa: S311
    for step in range(6):
        numbers = dice.sample(range(MANY), dice.choice((1, 1, 2, 3)))
        for number in numbers:
            title = dice.choice(("", f"Title {step}", "The same"))
            words = dice.choice((f"Words {step}.", "Text.", f"# A heading {step}\n\n`code`"))
            write(site, POST.format(number), text(number, title, words))
        if dice.random() < 0.5:
            assert warm_up(site, options(site), now, lambda: dice.random() < 0.2) in (True, False)
        report, now = again(site, now, *(POST.format(number) for number in numbers), POST.format(0))
        check_like_clean(site, report, tmp_path / f"clean-{step}", "_out", drafts=True, keep_going=True, hashed=False)
    after = build(site, options(site))
    assert (after.rendered, after.written, after.removed, after.loaded) == (0, 0, 0, 0)


def test_an_edit_is_told_of_before_it_is_kept(site: Path) -> None:
    """Whoever looks at the page need not wait for the memory; what is told at once is what is told in the end."""
    now, page, told = ready(site), site / "_out/posts/many-3/index.html", list[tuple[bool, bool, Report]]()

    def placed(report: Report) -> None:
        after = held(site, options(site))
        told.append(("Told." in page.read_text(encoding="utf-8"), after is not None and after.seen == now.seen, report))

    write(site, POST.format(3), text(3, words="Told."))
    done = resumed(site, options(site), now, [POST.format(3)], placed)

    assert done is not None
    [(is_in_place, is_as_before, early)] = told
    assert (is_in_place, is_as_before) == (True, True)
    assert early == replace(done[0], seconds=early.seconds, unchanged=0, site_digest="", reasons=early.reasons)


def test_what_edits_ask_is_made_ahead(site: Path, tmp_path: Path) -> None:
    """For every post, as long as nobody calls; an edit makes what is its own again."""
    now, before = ready(site), tree(site / "_out")
    calls = iter((False, True))

    assert warm_up(site, options(site), now, lambda: next(calls)) is False
    assert warm_up(site, options(site), now, never) is True
    assert now.warm.digests[Line].keys() >= {POST.format(number) for number in range(MANY)}
    assert tree(site / "_out") == before

    write(site, POST.format(3), text(3, title="Another"))
    report, now = again(site, now, POST.format(3))
    check_like_clean(site, report, tmp_path / "clean", "_out", drafts=True, keep_going=True, hashed=False)


def test_nothing_is_made_ahead_of_what_is_no_more(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a build of somebody else, with a memory that is lost or spoilt, and for more posts than are held."""
    now = ready(site)
    write(site, POST.format(1), text(1, title="Elsewhere"))
    build(site, options(site))
    assert warm_up(site, options(site), now, never) is True
    assert not now.warm.posts

    now = ready(site)
    with monkeypatch.context() as less:
        less.setattr(warming, "MANY", MANY - 1)
        assert warm_up(site, options(site), now, never) is True
    (site / CACHE).write_bytes(b"no memory")
    assert warm_up(site, options(site), now, never) is True
    (site / CACHE).unlink()
    assert warm_up(site, options(site), now, never) is True
    assert not now.warm.posts


def test_what_was_not_named_is_left_to_the_next_look(site: Path, tmp_path: Path) -> None:
    """Only the named file is read; a build that looks at everything then finds the other, whatever was held."""
    now = ready(site)
    write(site, POST.format(1), text(1, words="Named."))
    write(site, POST.format(2), text(2, words="Silent."))
    write(site, "templates/_footer.html", "<footer>another</footer>")
    report, now = again(site, now, POST.format(1))
    assert report.loaded == 1
    assert "Silent." not in "".join(page.read_text("utf-8") for page in (site / "_out").rglob("index.html"))
    build(site, options(site))
    clean_build(site, tmp_path / "clean", drafts=True, keep_going=True, hashed=False)
    assert tree(site / "_out") == tree(tmp_path / "clean")


def test_nothing_is_built_for_nothing(site: Path) -> None:
    """A file that holds what it held, and one that came and went: nothing is written."""
    now, before = ready(site), tree(site / "_out")
    os.utime(site / POST.format(1))
    report, same = again(site, now, POST.format(1), "content/posts/4913")
    assert (report.rendered, report.written, report.loaded) == (0, 0, 0)
    assert same is now
    assert tree(site / "_out") == before


def new(site: Path) -> str:
    """A post that was not there."""
    write(site, "content/posts/new.md", text(1, "New"))
    return "content/posts/new.md"


def gone(site: Path) -> str:
    """A post that is there no more."""
    (site / POST.format(3)).unlink()
    return POST.format(3)


def moved(site: Path) -> str:
    """A post with another date."""
    write(site, POST.format(3), text(3).replace("2025-01-04", "2025-03-01"))
    return POST.format(3)


def broken(site: Path) -> str:
    """A post that cannot be placed."""
    write(site, POST.format(3), text(3).replace("2025-01-04", "never"))
    return POST.format(3)


def template(site: Path) -> str:
    """A template."""
    write(site, "templates/post.html", '{% extends "theme:post.html" %}\n')
    return "templates/post.html"


def settings(site: Path) -> str:
    """The settings."""
    write(site, "kawara.yml", (site / "kawara.yml").read_bytes() + b"\n# more\n")
    return "kawara.yml"


def folder(site: Path) -> str:
    """A folder in the place of a post."""
    (site / POST.format(3)).unlink()
    (site / POST.format(3)).mkdir()
    return POST.format(3)


def link(site: Path) -> str:
    """A link in the place of a post."""
    (site / POST.format(3)).rename(site / "away.md")
    (site / "away.md").write_text(text(3, "Away"), encoding="utf-8")
    (site / POST.format(3)).symlink_to(site / "away.md")
    return POST.format(3)


def other_build(site: Path) -> str:
    """A text, and another process has built it already."""
    write(site, POST.format(3), text(3, words="Other."))
    build(site, options(site))
    write(site, POST.format(3), text(3, words="Third."))
    return POST.format(3)


def damaged_list(site: Path) -> str:
    """A text, and the list of the output was written by somebody."""
    write(site, POST.format(3), text(3, words="Other."))
    (site / "_out/.kawara-manifest.json").write_text("{}", encoding="utf-8")
    return POST.format(3)


def no_memory(site: Path) -> str:
    """A text, and the memory was thrown away."""
    write(site, POST.format(3), text(3, words="Other."))
    for file in (site / ".kawara").glob("cache.sqlite3*"):
        file.unlink()
    return POST.format(3)


def broken_off(site: Path) -> str:
    """A text, and a build that was broken off."""
    write(site, POST.format(3), text(3, words="Other."))
    beside(site / "_out", "staging").mkdir()
    return POST.format(3)


ELSE: list[Callable[[Path], str]] = [
    new, gone, moved, broken, template, settings, folder, other_build, damaged_list, no_memory, broken_off,
]  # fmt: skip


@pytest.mark.parametrize("do", ELSE, ids=lambda way: way.__name__)
def test_whatever_is_more_than_an_edit_goes_another_way(do: Callable[[Path], str], site: Path) -> None:
    """Then nothing is written, and the ordinary build does what is to be done."""
    now = ready(site)
    name = do(site)
    before = tree(site / "_out")
    assert resumed(site, options(site), now, [name]) is None
    assert tree(site / "_out") == before


def test_a_link_to_a_text_is_built_one_way_or_the_other(site: Path, tmp_path: Path) -> None:
    """What stands behind it is shown."""
    now, name = ready(site), link(site)
    resumed(site, options(site), now, [name])
    build(site, options(site))
    clean_build(site, tmp_path / "clean", drafts=True, keep_going=True, hashed=False)
    assert tree(site / "_out") == tree(tmp_path / "clean")


def test_time_that_publishes_something_is_noticed(site: Path) -> None:
    """What is held is of its moment: once a date has come, it is no longer the site."""
    write(site, POST.format(3), text(3, words="Other."))
    write(site, "content/posts/later.md", text(1, "Later").replace("2025-01-02", "2026-12-01"))
    build(site, options(site))
    later = replace(options(site), now=NOW.replace(month=12, day=2))
    assert resumed(site, later, ready(site), [POST.format(3)]) is None


def test_nothing_is_held_of_a_site_that_was_not_built(tmp_path: Path) -> None:
    """Nor of another output, nor of settings that have changed since."""
    folder = blog(tmp_path / "site")
    assert held(folder, options(folder)) is None
    made(folder)
    assert held(folder, options(folder)) is None
    build(folder, options(folder))
    assert held(folder, options(folder)) is not None
    settings(folder)
    assert held(folder, options(folder)) is None
