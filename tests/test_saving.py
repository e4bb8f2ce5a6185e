"""Ways of saving: none is lost, none starts a loop, none ends the preview."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import require_tool
from kawara.build.fresh import unchanged
from kawara.build.options import Options, Report, Tell
from kawara.build.warming import warm_up
from kawara.config import Config
from kawara.preview import builder as building_module
from kawara.preview.builder import Builder
from kawara.preview.edition import stamp_of
from kawara.preview.look import Look, look
from kawara.preview.signs import rest
from kawara.preview.watch import Hints, is_remote
from kawara.writer.manifest import read_manifest
from previews import BLOG, building, until
from sites import NOW, lay, made, write

RUNS = int(os.environ.get("KAWARA_SAVES", "3"))
"""How often each way is tried. The full number is 50 (`KAWARA_SAVES=50`), which takes some minutes; this many show that each works."""
POST = "content/posts/one.md"
MANY = 500


def text(words: str) -> str:
    """The post with other words."""
    return f"---\ntitle: One\ndate: 2026-01-01\n---\n{words}\n"


def plain(site: Path, words: str) -> None:
    """As Python and most editors write."""
    (site / POST).write_text(text(words), encoding="utf-8")


def truncated(site: Path, words: str) -> None:
    """First empty, then filled, with a pause between the two."""
    with (site / POST).open("w", encoding="utf-8") as file:
        file.flush()
        time.sleep(0.03)
        file.write(text(words))


def renamed(site: Path, words: str) -> None:
    """A temporary file in the same folder takes the place of the old."""
    beside = site / "content/posts/.one.md.tmp"
    beside.write_text(text(words), encoding="utf-8")
    beside.replace(site / POST)


def from_elsewhere(site: Path, words: str) -> None:
    """A temporary file from a folder that nobody watches."""
    away = site.parent / "away.tmp"
    away.write_text(text(words), encoding="utf-8")
    away.replace(site / POST)


def like_vim(site: Path, words: str) -> None:
    """A test of the folder, a backup by renaming, a new file, and the backup is gone."""
    folder = site / "content/posts"
    (folder / "4913").touch()
    (folder / "4913").unlink()
    (site / POST).rename(folder / "one.md~")
    plain(site, words)
    (folder / "one.md~").unlink()


def by_sed(site: Path, words: str) -> None:
    """`sed -i`."""
    subprocess.run([require_tool("sed"), "-i", f"5s/.*/{words}/", str(site / POST)], check=True)


def with_locks(site: Path, words: str) -> None:
    """As Emacs does: a link to nowhere beside the file while it is changed, and an autosave."""
    folder = site / "content/posts"
    (folder / ".#one.md").symlink_to("someone@host.1234")
    (folder / "#one.md#").write_text(text(words), encoding="utf-8")
    plain(site, words)
    (folder / ".#one.md").unlink()
    (folder / "#one.md#").unlink()


def by_git(site: Path, words: str) -> None:
    """A checkout that changes many files at once."""
    git = [require_tool("git"), "-C", str(site), "-c", "user.name=a", "-c", "user.email=a@b"]

    def run(*arguments: str) -> None:
        subprocess.run([*git, *arguments], check=True, capture_output=True)

    if not (site / ".git").exists():
        (site / ".gitignore").write_text(".kawara/\n", encoding="utf-8")
        run("init", "-q")
    run("add", "-A")
    run("commit", "-qm", "before", "--allow-empty")
    run("checkout", "-qb", words)
    plain(site, words)
    for number in range(MANY):
        (site / f"content/posts/many-{number}.md").write_text(text(f"{words} {number}"), encoding="utf-8")
    run("add", "-A")
    run("commit", "-qm", "after")
    run("checkout", "-q", "-")
    run("checkout", "-q", words)


WAYS: list[Callable[[Path, str], None]] = [
    plain, truncated, renamed, from_elsewhere, like_vim, by_sed, with_locks, by_git,
]  # fmt: skip


def shows(builder: Builder, words: str) -> bool:
    """Whether the preview has the words."""
    page = builder.output / "posts/one/index.html"
    return page.exists() and words in page.read_text(encoding="utf-8")


def settle(builder: Builder) -> None:
    """Wait until nothing is built any more, nor has been for longer than a build of many files takes."""
    before = -1
    while builder.builds != before:
        before = builder.builds
        time.sleep(1.5)


@pytest.mark.timeout(max(120, 30 * RUNS))
@pytest.mark.parametrize("save", WAYS, ids=lambda way: way.__name__)
def test_no_save_is_lost_and_none_loops(save: Callable[[Path, str], None], tmp_path: Path) -> None:
    """Whichever way an editor saves, the words are shown, and after a few builds at most there is rest."""
    site = lay(tmp_path / "site", BLOG)
    with building(site) as builder:
        for number in range(RUNS):
            before, words = builder.builds, f"words-{save.__name__}-{number}"
            save(site, words)
            until(lambda words=words: shows(builder, words), 60)  # type: ignore[misc]
            assert builder.builds - before <= (3 if save is not by_git else 20)
        settle(builder)
        quiet = builder.builds
        time.sleep(0.5)
        assert builder.builds == quiet
        assert builder.thread.is_alive()


def test_folders_come_go_and_change_their_names(tmp_path: Path) -> None:
    """A folder moved in, renamed, linked to, and moved out again: what is shown is what is there."""
    site = lay(tmp_path / "site", BLOG)
    away = lay(tmp_path / "away", "-- three.md --\n---\ntitle: Three\ndate: 2026-01-03\n---\nText.\n")
    with building(site) as builder:
        page = builder.output / "posts/three/index.html"
        away.rename(site / "content/posts/in")
        until(page.exists)
        (site / "content/posts/in").rename(site / "content/posts/other")
        until(lambda: "content/posts/other/three.md" in builder.edition.posts)
        shutil.move(site / "content/posts/other", away)
        until(lambda: not page.exists())
        shutil.copytree(away, site / "kept")
        (site / "content/posts/linked").symlink_to(site / "kept")
        until(page.exists)
        (site / "content").rename(tmp_path / "gone")
        until(lambda: not page.exists())
        (tmp_path / "gone").rename(site / "content")
        until(page.exists)


def test_two_thousand_files_at_once(tmp_path: Path) -> None:
    """More events than a queue of the system may hold: all files are there in the end."""
    site = lay(tmp_path / "site", BLOG)
    with building(site) as builder:
        for number in range(2000):
            (site / f"static/{number}.txt").parent.mkdir(exist_ok=True)
            (site / f"static/{number}.txt").write_text(str(number), encoding="utf-8")
        until(lambda: all((builder.output / f"{number}.txt").exists() for number in range(2000)), 60)


def test_a_change_during_a_build_starts_just_one_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many signs come while a build runs, one build follows."""
    site = lay(tmp_path / "site", BLOG)
    with building(site) as builder:
        from kawara.build import build as whole

        begun: list[int] = []

        def slow(*given: object) -> object:
            begun.append(len(begun))
            if len(begun) == 1:
                for number in range(20):
                    plain(site, f"during {number}")
                    time.sleep(0.04)
            return whole(*given)  # type: ignore[arg-type]

        monkeypatch.setattr("kawara.preview.wholly.build", slow)
        monkeypatch.setattr("kawara.preview.builder.resumed", lambda *_given: None)
        plain(site, "before")
        until(lambda: shows(builder, "during 19"))
        settle(builder)
        assert len(begun) == 2


def test_what_nobody_tells_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system can watch nothing, a look of our own finds every save, and why is said."""

    def refuse(*_given: object, **_more: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr("watchdog.observers.api.BaseObserver.schedule", refuse)
    site = lay(tmp_path / "site", BLOG)
    with building(site) as builder:
        assert "inotify watch limit reached" in builder.watch.reason
        plain(site, "found all the same")
        until(lambda: shows(builder, "found all the same"))


def test_watching_that_ends_later_is_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder too many for the system: why is said when it happens, and every save is found all the same."""
    site = lay(tmp_path / "site", BLOG)
    said: list[str] = []
    with building(site) as builder:
        builder.troubled.append(said.append)

        def refuse(*_given: object, **_more: object) -> None:
            raise OSError(28, "inotify watch limit reached")

        monkeypatch.setattr("watchdog.observers.api.BaseObserver.schedule", refuse)
        (site / "templates").mkdir()
        until(lambda: said)
        for words in ("found all the same", "and once more"):
            plain(site, words)
            until(lambda words=words: shows(builder, words))  # type: ignore[misc]
    assert len(said) == 1
    assert "inotify watch limit reached" in said[0]


def test_a_save_without_a_sign_is_found_soon_after_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that looks only at what was named is followed by a look at everything."""
    monkeypatch.setattr(building_module, "SELDOM", 3600.0)
    site = lay(tmp_path / "site", BLOG)
    with building(site) as builder:
        until(lambda: builder.held is not None)
        hint, short, ways = builder.signs.note, builder.made_shortly, list[Report | None]()

        def noted(options: Options) -> Report | None:
            ways.append(short(options))
            return ways[-1]

        monkeypatch.setattr(builder, "made_shortly", noted)
        monkeypatch.setattr(Hints, "on_any_event", lambda *_given: None)
        (site / "content/posts/two.md").write_text(text("nobody tells of this"), encoding="utf-8")
        plain(site, "told")
        hint(str(site / POST))
        until(lambda: shows(builder, "told"))
        until(lambda: ways)
        assert ways[0] is not None
        until(lambda: "nobody tells" in "".join(page.read_text("utf-8") for page in builder.output.rglob("*.html")), 5)


def test_who_saves_often_gets_the_short_way_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A save during a whole build does not make the next one whole as well."""
    site = lay(tmp_path / "site", BLOG)
    with building(site) as builder:
        until(lambda: builder.held is not None)
        short, ways = builder.made_shortly, list[Report | None]()

        def noted(options: Options) -> Report | None:
            ways.append(short(options))
            if len(ways) == 1:
                plain(site, "meanwhile")
                until(lambda: builder.signs.first > 0)
            return ways[-1]

        monkeypatch.setattr(builder, "made_shortly", noted)
        (site / "kawara.yml").write_text("title: Another\nurl: https://blog.example/\n", encoding="utf-8")
        until(lambda: len(ways) > 1)
        assert ways[0] is None
        assert ways[1] is not None


def test_a_save_during_a_look_is_built_the_short_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The look finds it before the sign of it comes; all the same only what the sign names is looked at."""
    site = lay(tmp_path / "site", BLOG)
    with building(site) as builder:
        until(lambda: builder.held is not None)
        short, glance, ways, looks = builder.made_shortly, look, list[Report | None](), list[Path]()

        def noted(options: Options) -> Report | None:
            ways.append(short(options))
            return ways[-1]

        def disturbed(root: Path, config: Config, _stop: Callable[[], bool]) -> Look:
            looks.append(root)
            if len(looks) == 1:
                plain(site, "during the look")
            return glance(root, config)

        monkeypatch.setattr(builder, "made_shortly", noted)
        monkeypatch.setattr(building_module, "look", disturbed)
        builder.hint(str(site / POST))
        until(lambda: shows(builder, "during the look"))
        assert None not in ways


def test_what_editors_leave_behind_builds_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Swap files, locks that lead nowhere, the folders of note-takers: no look finds them, and they tell of nothing.

    Nor do they bar the short way: an edit beside such a lock is made of the edited text alone.
    """
    site = lay(tmp_path / "site", BLOG + "-- static/a.txt --\nA\n-- templates/b.txt --\nB\n")
    with building(site) as builder:
        until(lambda: builder.held)
        for name in ("content/.one.md.swp", "content/.obsidian/all.json", "templates/.b.txt.swp", "static/a.txt~"):
            write(site, name, "x")
        (site / "content/posts/.#one.md").symlink_to("author@machine.1")
        time.sleep(0.3)
        assert (builder.builds, builder.looks_other(), builder.seen.linked) == (1, False, ())
        monkeypatch.setattr(builder, "made_wholly", lambda *_given: pytest.fail("the short way is barred"))
        plain(site, "beside a lock")
        until(lambda: shows(builder, "beside a lock"))


def test_what_editors_leave_behind_is_no_work(tmp_path: Path) -> None:
    """A build beside an open editor finds that nothing has changed as quickly as any."""
    site = lay(tmp_path / "site", BLOG)
    made(site)
    write(site, "content/posts/.one.md.swp", "x")
    (site / "content/posts/.#one.md").symlink_to("author@machine.1")
    made(site)

    assert isinstance(unchanged(site, Options(now=NOW, jobs=1)), Report)


def test_a_sign_ends_a_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was saved is built first, and the look taken afterwards; yet signs do not put it off for ever."""
    site = lay(tmp_path / "site", BLOG)
    builder = Builder(site, lambda: Options(now=NOW, jobs=1))
    builder.make()
    plain(site, "not told of")

    builder.signs.note(str(site / POST))
    assert builder.looks_other() is False
    assert builder.is_seen is False
    assert builder.pause() == building_module.SOON

    monkeypatch.setattr(building_module, "LONG", 0.0)
    assert builder.looks_other() is True
    assert builder.is_seen is True


def test_what_edits_ask_is_made_when_nothing_is_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the look that follows an edit, and no more than once; where it was left for a sign, again later."""
    monkeypatch.setattr(building_module, "SELDOM", 0.1)
    site, calls, stops = lay(tmp_path / "site", BLOG), list[bool](), list[bool]()

    def counted(*given: Any) -> bool:
        calls.append(True)
        stops.append(given[-1]())
        return len(calls) > 1 and warm_up(*given)

    monkeypatch.setattr(building_module, "warm_up", counted)
    with building(site) as builder:
        until(lambda: builder.warmed is not None)
        from_elsewhere(site, "words")
        until(lambda: shows(builder, "words") and builder.is_seen)
        time.sleep(0.5)
        assert len(calls) == 2
        assert builder.held is not None
        assert POST in builder.held.warm.posts
    assert stops == [False, False]


def test_signs_are_waited_for_and_not_for_ever() -> None:
    """50 ms after the last sign, and half a second after the first at the latest."""
    assert rest(10.0, 10.0, 10.0) == pytest.approx(0.05)
    assert rest(10.0, 10.4, 10.42) == pytest.approx(0.03)
    assert rest(10.0, 10.49, 10.5) <= 0


def test_a_drive_of_another_machine_is_known(tmp_path: Path) -> None:
    """By its kind of file system, the innermost mount counting."""
    mounts = tmp_path / "mounts"
    mounts.write_text(f"a / ext4 rw 0 0\nserver:/x {tmp_path} nfs4 rw 0 0\n", encoding="utf-8")
    assert is_remote(tmp_path / "site", mounts)
    mounts.write_text(f"a / nfs4 rw 0 0\nb {tmp_path} ext4 rw 0 0\n", encoding="utf-8")
    assert not is_remote(tmp_path / "site", mounts)
    assert not is_remote(tmp_path, tmp_path / "none")


def test_a_post_that_expires_goes_without_a_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Time alone takes it out of the preview, as it would out of the site."""
    monkeypatch.setattr(building_module, "SELDOM", 0.1)
    site = lay(tmp_path / "site", BLOG.replace("date: 2026-01-01", "date: 2026-01-01\nexpires: 2026-12-01"))
    clock = [NOW]
    builder = Builder(site, lambda: Options(now=clock[0], jobs=1))
    builder.open()
    try:
        assert shows(builder, "The first words")
        clock[0] = NOW.replace(month=12, day=2)
        until(lambda: not (builder.output / "posts/one/index.html").exists())
    finally:
        builder.close()
        builder.thread.join(30)


LONG = "Words that an excerpt is made of. " * 20


def many_posts(count: int) -> str:
    """A blog with so many further posts."""
    rows = (
        f"-- content/posts/more-{n}.md --\n---\ntitle: More {n}\ndate: 2025-01-01\n---\nText {n}.\n"
        for n in range(count)
    )
    return BLOG + "".join(rows)


def test_an_edit_leaves_all_other_posts_known(tmp_path: Path) -> None:
    """Of a site that stands only what was edited is told, and the preview goes on knowing the rest."""
    site = lay(tmp_path / "site", many_posts(60))
    with building(site) as builder:
        for number in range(3):
            for word in ("first", "then"):  # the second time no page shows the post otherwise but its own, and feeds
                plain(site, f"{LONG}\n\n{word} {number}")
                until(lambda words=f"{word} {number}": shows(builder, words))  # type: ignore[misc]
                until(lambda: builder.edition.stamp == stamp_of(builder.output))
                assert "posts/one/index.html" in builder.edition.changed
                assert not builder.edition.problems
            (site / POST).write_text(text(f"{LONG}\n\nnew title").replace("One", f"Title {number}"), encoding="utf-8")
            until(lambda number=number: builder.edition.posts[POST].title == f"Title {number}")  # type: ignore[misc]
            assert builder.edition.changed >= {"posts/one/index.html", "posts/two/index.html"}
            assert len(builder.edition.posts) == 62
            assert builder.edition.pages == read_manifest(str(builder.output), "")[0]
        assert not builder.edition.problems


def test_two_previews_of_one_site_hear_of_every_edit(tmp_path: Path) -> None:
    """They build into one folder; whichever comes second finds the work done, and tells its tabs all the same."""
    site = lay(tmp_path / "site", many_posts(20))
    with building(site) as one, building(site) as other:
        for number in range(3):
            (site / POST).write_text(text(f"edit {number}").replace("One", f"Title {number}"), encoding="utf-8")
            for builder in (one, other):
                until(lambda builder=builder, number=number: builder.edition.posts[POST].title == f"Title {number}")  # type: ignore[misc]
        assert one.edition.pages == other.edition.pages


def test_links_to_folders_are_looked_behind_and_lead_nowhere_else(tmp_path: Path) -> None:
    """What is saved behind a link is found; a link to itself, or out of the project, is no burden."""
    site = lay(tmp_path / "site", BLOG)
    lay(site / "kept", "-- three.md --\n---\ntitle: Three\ndate: 2026-01-03\n---\nText.\n")
    (site / "content/linked").symlink_to(site / "kept")
    (site / "content/loop").symlink_to(site / "content")
    (site / "content/all").symlink_to("/")
    with building(site) as builder:
        (site / "kept/three.md").write_text(text("behind the link"), encoding="utf-8")
        until(lambda: any("behind the link" in page.read_text("utf-8") for page in builder.output.rglob("index.html")))


def test_a_fault_while_looking_does_not_end_the_preview(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that vanishes at the wrong moment, a fault in the build itself: the next save is shown all the same."""
    site = lay(tmp_path / "site", BLOG)
    with building(site) as builder:
        faults: list[Exception] = [OSError(5, "gone"), ValueError("a fault of ours")]

        def falters(*_given: object) -> object:
            raise faults.pop(0)

        with monkeypatch.context() as patch:
            patch.setattr("kawara.preview.builder.resumed", lambda *_given: None)
            patch.setattr("kawara.preview.builder.look", falters)
            plain(site, "first")
            until(lambda: len(faults) < 2)
        until(lambda: shows(builder, "first"))
        with monkeypatch.context() as patch:
            patch.setattr("kawara.preview.builder.resumed", lambda *_given: None)
            patch.setattr("kawara.preview.wholly.build", falters)
            plain(site, "second")
            until(lambda: any("a fault of ours" in one.text for one in builder.edition.problems))
        assert shows(builder, "first")
        plain(site, "third")
        until(lambda: shows(builder, "third") and not builder.edition.problems)


def test_what_changed_before_the_watch_began_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A save during the first build, when nobody watches yet."""
    site = lay(tmp_path / "site", BLOG)
    make = Builder.make

    def disturbed(builder: Builder, *given: Tell) -> None:
        make(builder, *given)
        if builder.builds == 1:
            plain(site, "saved meanwhile")

    monkeypatch.setattr(Builder, "make", disturbed)
    with building(site) as builder:
        until(lambda: shows(builder, "saved meanwhile"), 4)


def test_the_first_build_has_its_process_to_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No thread is there yet, so that its workers can be forked."""
    site = lay(tmp_path / "site", BLOG)
    before, make = threading.active_count(), Builder.make
    threads: list[int] = []

    def counted(builder: Builder, *given: Tell) -> None:
        threads.append(threading.active_count())
        make(builder, *given)
        threads.append(threading.active_count())

    monkeypatch.setattr(Builder, "make", counted)
    with building(site):
        assert max(threads[:2]) <= before
