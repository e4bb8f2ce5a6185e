"""Outputs become a directory: all of them or none, and nothing that is not ours is touched."""

from __future__ import annotations

import errno
import os
import pickle
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawara.base.digest import digest
from kawara.base.problems import KawaraError, exit_status, is_blocking
from kawara.model import Output
from kawara.writer import disk, faults, journal
from kawara.writer import lock as guard
from kawara.writer.decide import Wish, decide
from kawara.writer.manifest import read_manifest
from kawara.writer.places import MANIFEST
from kawara.writer.writer import (
    Staged,
    Written,
    clean,
    commit,
    discard,
    lock,
    open_staging,
    recover,
    remove,
    stage,
    write,
)

Tree = Mapping[str, str]
ONE: Tree = {"index.html": "home", "posts/a/index.html": "a", "posts/b/index.html": "b"}


def outputs(tree: Tree) -> list[Output]:
    """Outputs with these texts, each owned by the source of its name."""
    return [Output(path, text.encode(), owner=f"content/{path}") for path, text in tree.items()]


def lay(folder: Path, tree: Tree) -> None:
    """Files put there by someone else."""
    for path, text in tree.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def files(folder: Path, *, manifest: bool = False) -> dict[str, str]:
    """Every file below a folder."""
    found = {file.relative_to(folder).as_posix(): file for file in folder.rglob("*") if not file.is_dir()}
    return {path: file.read_text(encoding="utf-8") for path, file in found.items() if manifest or path != MANIFEST}


def folders(folder: Path) -> set[str]:
    """Every folder below a folder."""
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_dir()}


def put(output: Path, tree: Tree, *, adopt: bool = False, keep_owners: frozenset[str] = frozenset()) -> Written:
    """One build of that tree."""
    return write(outputs(tree), output, output.parent / "project", adopt=adopt, keep_owners=keep_owners)


def codes(written: Written) -> list[tuple[str, str]]:
    """Code and path of each problem."""
    return [(problem.code, problem.path) for problem in written.problems]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Path]:
    """An output folder to be; afterwards nothing of ours may stand beside it."""
    (tmp_path / "project").mkdir()
    yield tmp_path / "site"
    assert [each.name for each in tmp_path.iterdir() if "kawara" in each.name] == []


def test_a_fresh_folder(site: Path) -> None:
    """All outputs and the manifest, with ordinary modes, and nothing else."""
    written = put(site, ONE)
    assert (written.written, written.removed, written.problems) == (tuple(sorted(ONE)), (), ())
    assert files(site) == ONE
    mask = os.umask(0)
    os.umask(mask)
    assert (site / "index.html").stat().st_mode & 0o777 == 0o666 & ~mask
    assert (site / "posts").stat().st_mode & 0o777 == 0o777 & ~mask


def test_a_site_of_nothing(site: Path) -> None:
    """No outputs make a folder with an empty manifest, and take an old site away."""
    put(site, ONE)
    assert put(site, {}).removed == tuple(sorted(ONE))
    assert files(site) == {}
    assert folders(site) == set()


def test_equal_bytes_are_not_touched(site: Path) -> None:
    """A second build moves no time at all, not even that of the manifest: hosts and rsync go by them."""
    put(site, ONE)
    for file in site.rglob("*"):
        os.utime(file, ns=(1, 1))
    written = put(site, ONE)
    assert (written.written, written.unchanged) == ((), tuple(sorted(ONE)))
    assert {file.stat().st_mtime_ns for file in site.rglob("*")} == {1}


def test_equal_bytes_are_not_even_staged(site: Path, tmp_path: Path) -> None:
    """Reading costs less than writing: what stands there already, a copy among it, is not written a second time."""
    lay(tmp_path, {"source.png": "picture"})
    made = [*outputs(ONE), Output("a.png", file=str(tmp_path / "source.png"))]
    write(made, site, tmp_path / "project")
    staging = open_staging(site)
    staged = [stage(staging, each) for each in made]
    assert list(Path(staging.folder).iterdir()) == []
    assert commit(staging, staged).unchanged == tuple(sorted(each.path for each in made))


@pytest.mark.parametrize("text", [None, "HOME"], ids=["removed", "changed"])
def test_what_changes_after_it_was_compared(site: Path, text: str | None) -> None:
    """The build says so, and does not write a manifest that is not true."""
    put(site, ONE)
    staging = open_staging(site)
    staged = [stage(staging, each) for each in outputs(ONE)]
    (site / "index.html").unlink()
    lay(site, {} if text is None else {"index.html": text})
    with pytest.raises(KawaraError) as raised:
        commit(staging, staged)
    assert [(p.code, p.path) for p in raised.value.problems] == [("output", "site/index.html")]
    put(site, ONE)
    assert files(site) == ONE


def test_only_what_differs_is_written(site: Path) -> None:
    """One change writes one file."""
    put(site, ONE)
    assert put(site, {**ONE, "index.html": "new"}).written == ("index.html",)


def test_an_altered_output_is_put_right(site: Path) -> None:
    """The manifest says what we wrote, the disk says what is there: both are asked."""
    put(site, ONE)
    (site / "index.html").write_text("HOME", encoding="utf-8")
    (site / "posts/b/index.html").unlink()
    assert put(site, ONE).written == ("index.html", "posts/b/index.html")
    assert files(site) == ONE


def test_stale_files_go_with_their_folders(site: Path) -> None:
    """What nothing asks for any more is removed, and so is the folder it leaves empty; a foreign file keeps its folder."""
    put(site, {**ONE, "tags/x/index.html": "x"})
    lay(site, {"posts/a/mine.txt": "mine"})
    assert put(site, {"index.html": "home"}).removed == (
        "posts/a/index.html",
        "posts/b/index.html",
        "tags/x/index.html",
    )
    assert files(site) == {"index.html": "home", "posts/a/mine.txt": "mine"}
    assert folders(site) == {"posts", "posts/a"}


def test_a_changed_file_is_kept_and_named(site: Path) -> None:
    """Removing needs our own bytes; after the warning the file is foreign, and said no more."""
    put(site, ONE)
    lay(site, {"posts/a/index.html": "edited by hand"})
    written = put(site, {"index.html": "home"})
    assert (written.kept, codes(written)) == (("posts/a/index.html",), [("kept", "site/posts/a/index.html")])
    assert exit_status(written.problems) == 0
    assert files(site) == {"index.html": "home", "posts/a/index.html": "edited by hand"}
    assert put(site, {"index.html": "home"}).problems == ()


def test_the_manifest_equals_a_clean_one(site: Path, tmp_path: Path) -> None:
    """Whatever went before, the same outputs end in the same bytes, the manifest's among them."""
    put(site, {**ONE, "old.html": "old"})
    put(site, ONE)
    clean_one = tmp_path / "clean"
    put(clean_one, ONE)
    assert files(site, manifest=True) == files(clean_one, manifest=True)


def test_kept_owners(site: Path) -> None:
    """With --keep-going the old pages of a post that failed stay, and stay ours."""
    put(site, ONE)
    kept = frozenset({"content/posts/a/index.html"})
    assert put(site, {"index.html": "home"}, keep_owners=kept).removed == ("posts/b/index.html",)
    assert put(site, {"index.html": "home"}).removed == ("posts/a/index.html",)


def test_standing_outputs_need_no_staging(site: Path) -> None:
    """An incremental build stages what changed, and names the rest: the manifest is that of a whole build."""
    put(site, ONE)
    before = files(site, manifest=True)
    staging = open_staging(site)
    staged = {output.path: stage(staging, output) for output in outputs(ONE)}
    discard(staging)
    staging = open_staging(site)
    new = stage(staging, outputs({"index.html": "new"})[0])
    written = commit(staging, [new], standing=[each for path, each in staged.items() if path != "index.html"])
    assert (written.written, written.unchanged) == (("index.html",), ("posts/a/index.html", "posts/b/index.html"))
    put(site, ONE)
    assert files(site, manifest=True) == before


def test_a_build_that_stages_nothing(site: Path) -> None:
    """All stands: nothing is read but the manifest. One page less: that one goes."""
    whole = put(site, ONE)
    rows = [Staged(path, digest(text.encode()), len(text), f"content/{path}") for path, text in ONE.items()]
    written = commit(open_staging(site), [], standing=rows)
    assert (written.written, written.removed, written.unchanged) == ((), (), tuple(sorted(ONE)))
    assert written.digest == whole.digest
    written = commit(open_staging(site), [], standing=rows[1:])
    assert (written.removed, written.unchanged) == (("index.html",), tuple(sorted(ONE))[1:])


def test_copies_keep_content_only(site: Path, tmp_path: Path) -> None:
    """A file is copied without its mode and time, in chunks, whatever its size."""
    source = tmp_path / "big.bin"
    source.write_bytes(b"kawara" * 500_000)
    source.chmod(0o600)
    os.utime(source, ns=(1, 1))
    write([Output("big.bin", file=str(source))], site, tmp_path / "project")
    made = (site / "big.bin").stat()
    assert (site / "big.bin").read_bytes() == source.read_bytes()
    assert made.st_mtime_ns != 1
    assert made.st_mode & 0o777 == (site / MANIFEST).stat().st_mode & 0o777


def test_a_copy_that_cannot_be_read(site: Path, tmp_path: Path) -> None:
    """The problem names the source, and nothing is written."""
    with pytest.raises(KawaraError) as raised:
        write([Output("a.png", file=str(tmp_path / "gone"), owner="content/a.png")], site, tmp_path / "project")
    assert [(p.code, p.path) for p in raised.value.problems] == [("read", "content/a.png")]
    assert not site.exists()


# ── strangers ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_folder_of_strangers_is_refused(site: Path) -> None:
    """Without a manifest, anything but this very site means exit 2, and nothing moves."""
    lay(site, {"thesis.txt": "years of work", "b.txt": "b"})
    written = put(site, ONE)
    assert codes(written) == [("output", "site")]
    assert "'b.txt' and 1 more" in written.problems[0].text
    assert exit_status(written.problems) == 2
    assert files(site) == {"thesis.txt": "years of work", "b.txt": "b"}


def test_a_folder_that_holds_this_very_site_is_adopted(site: Path) -> None:
    """Equal bytes are ours, even if another tool put them there; they are not written again."""
    lay(site, ONE)
    assert put(site, ONE).unchanged == tuple(sorted(ONE))
    assert put(site, {}).removed == tuple(sorted(ONE))


def test_adopting(site: Path) -> None:
    """`--adopt` writes among strangers and over them, and removes none."""
    lay(site, {"thesis.txt": "years of work", "index.html": "another home"})
    assert put(site, ONE, adopt=True).written == tuple(sorted(ONE))
    assert files(site) == {**ONE, "thesis.txt": "years of work"}


def test_what_hosts_keep_is_no_stranger(site: Path) -> None:
    """`.git`, CNAME and `.well-known` need no --adopt, and outlive every build."""
    theirs = {".git/HEAD": "ref", "CNAME": "example.com", ".well-known/x": "x"}
    lay(site, theirs)
    assert put(site, ONE).problems == ()
    put(site, {})
    assert files(site) == theirs


def test_a_planned_cname(site: Path) -> None:
    """A site that has its own CNAME writes it like any file: not over another one unless asked."""
    lay(site, {"CNAME": "example.com"})
    assert codes(put(site, {"CNAME": "other.example"})) == [("output", "site/CNAME")]
    assert put(site, {"CNAME": "example.com"}).unchanged == ("CNAME",)


@pytest.mark.parametrize("adopt", [False, True], ids=["plain", "adopt"])
def test_a_foreign_file_where_we_want_to_write(site: Path, *, adopt: bool) -> None:
    """Different: named, and kept unless adopted."""
    put(site, {"index.html": "home"})
    lay(site, {"posts/a/index.html": "mine"})
    written = put(site, {**ONE, "index.html": "new"}, adopt=adopt)
    assert codes(written) == ([] if adopt else [("output", "site/posts/a/index.html")])
    assert files(site) == (
        {**ONE, "index.html": "new"} if adopt else {"index.html": "home", "posts/a/index.html": "mine"}
    )


def test_every_obstacle_is_named_at_once(site: Path) -> None:
    """All problems come out of one run, in order."""
    put(site, {"index.html": "home"})
    lay(site, {"c.html": "c", "a": "a", "b.html/x": "x"})
    written = put(site, {"a/index.html": "1", "b.html": "2", "c.html": "3"})
    assert codes(written) == [("output", "site/a"), ("output", "site/b.html"), ("output", "site/c.html")]
    assert files(site) == {"index.html": "home", "c.html": "c", "a": "a", "b.html/x": "x"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({"a": "file"}, {"a/index.html": "page"}),
        ({"a/index.html": "page", "a/b/c.html": "deep"}, {"a": "file"}),
        ({"a/b.html": "1", "c": "2"}, {"a": "2", "c/b.html": "1"}),
    ],
    ids=["a file becomes a folder", "a folder becomes a file", "they change places"],
)
def test_files_and_folders_of_ours_give_way(site: Path, old: Tree, new: Tree) -> None:
    """What we wrote is no obstacle to what we write."""
    put(site, old)
    assert put(site, new).problems == ()
    assert files(site) == new


def test_a_hollow_folder_gives_way(site: Path) -> None:
    """Empty folders hold nothing to lose."""
    put(site, {"x.html": "x"})
    (site / "a/b/c").mkdir(parents=True)
    put(site, {"a": "file"})
    assert files(site) == {"a": "file"}


def test_a_folder_in_place_of_the_manifest(site: Path) -> None:
    """Found before anything moves."""
    lay(site, {f"{MANIFEST}/x": "x"})
    assert ("output", f"site/{MANIFEST}") in codes(put(site, ONE, adopt=True))
    assert files(site) == {f"{MANIFEST}/x": "x"}


def test_a_manifest_that_cannot_be_read(site: Path) -> None:
    """It counts as none, and says so: equal files are adopted, a stranger means refusal."""
    put(site, ONE)
    (site / MANIFEST).write_text("{", encoding="utf-8")
    assert codes(put(site, ONE)) == [("manifest", f"site/{MANIFEST}")]
    (site / MANIFEST).write_text("{", encoding="utf-8")
    assert codes(put(site, {**ONE, "index.html": "new"})) == [
        ("manifest", f"site/{MANIFEST}"),
        ("output", "site"),
        ("output", "site/index.html"),
    ]


# ── links ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("adopt", [False, True], ids=["plain", "adopt"])
def test_no_writing_through_a_linked_folder(site: Path, tmp_path: Path, *, adopt: bool) -> None:
    """A link in the output never carries our files, or our removals, to where it leads."""
    put(site, ONE)
    lay(tmp_path / "elsewhere", {"a/index.html": "a", "b/index.html": "b"})
    for path in ("posts/a/index.html", "posts/b/index.html"):
        (site / path).unlink()
        (site / path).parent.rmdir()
    (site / "posts").rmdir()
    (site / "posts").symlink_to(tmp_path / "elsewhere")
    assert codes(put(site, {**ONE, "posts/a/index.html": "new"}, adopt=adopt)) == [("output", "site/posts")]
    assert clean(site)[0] == ["index.html"]
    assert put(site, {"index.html": "home"}, adopt=adopt).removed == ()
    assert files(tmp_path / "elsewhere") == {"a/index.html": "a", "b/index.html": "b"}


def test_a_linked_file_is_replaced_not_followed(site: Path, tmp_path: Path) -> None:
    """Where our file has become a link, the link goes and its target stays."""
    put(site, ONE)
    lay(tmp_path, {"target": "home"})
    (site / "index.html").unlink()
    (site / "index.html").symlink_to(tmp_path / "target")
    assert put(site, {**ONE, "index.html": "new"}).written == ("index.html",)
    assert not (site / "index.html").is_symlink()
    assert (tmp_path / "target").read_text(encoding="utf-8") == "home"


def test_no_mending_through_a_linked_folder(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between a broken commit and the run that finishes it someone may have put a link in the way."""
    put(site, ONE)
    break_off(site, {**ONE, "posts/a/index.html": "new", "posts/c/index.html": "new"}, 1, monkeypatch)
    lay(tmp_path / "elsewhere", {"a/index.html": "a", "b/index.html": "b"})
    (site / "posts").rename(tmp_path / "moved")
    (site / "posts").symlink_to(tmp_path / "elsewhere")
    assert [p.code for p in recover(site)] == ["recovered"]
    assert files(tmp_path / "elsewhere") == {"a/index.html": "a", "b/index.html": "b"}


def test_hollow_folders_behind_a_link_stay(tmp_path: Path) -> None:
    """A link is no folder, whatever it leads to."""
    (tmp_path / "elsewhere/a").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    disk.remove_hollow(str(tmp_path / "link"))
    assert (tmp_path / "elsewhere/a").is_dir()


def test_a_staging_folder_that_is_a_link(site: Path, tmp_path: Path) -> None:
    """A project could come with one: the link is removed, what it leads to stays."""
    lay(tmp_path / "elsewhere", {"mine": "mine"})
    (tmp_path / ".site.kawara-staging").symlink_to(tmp_path / "elsewhere")
    put(site, ONE)
    assert files(tmp_path / "elsewhere") == {"mine": "mine"}


# ── outputs that do not fit together ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("fresh", [True, False], ids=["fresh", "existing"])
@pytest.mark.parametrize(
    "paths", [["a", "a/b"], ["a/b", "a"], ["a/b/c", "a"]], ids=["file first", "folder first", "deep folder first"]
)
def test_one_name_as_file_and_folder(site: Path, paths: list[str], *, fresh: bool) -> None:
    """Two outputs that cannot stand side by side: a collision, and nothing is written."""
    site.parent.mkdir(exist_ok=True)
    if not fresh:
        put(site, ONE)
    try:
        found = list(put(site, dict.fromkeys(paths, "x")).problems)
    except KawaraError as error:
        found = list(error.problems)
    assert {problem.code for problem in found} == {"collision"}
    assert (files(site) if site.exists() else None) == (None if fresh else ONE)


@pytest.mark.parametrize("pair", [("a.html", "a.html"), ("About/x", "about/x")], ids=["twice", "letter case"])
def test_two_outputs_for_one_name(site: Path, tmp_path: Path, pair: tuple[str, str]) -> None:
    """On some disks letter case does not count: such a site is refused on all."""
    written = write(
        [Output(path, path.encode(), owner=f"{n}.md") for n, path in enumerate(pair)], site, tmp_path / "project"
    )
    assert codes(written) == [("collision", "0.md"), ("collision", "1.md")]
    assert not site.exists()


def test_a_name_that_only_changes_letter_case(site: Path) -> None:
    """The old name goes first: on a disk where the two are one, the other order would remove the new file."""
    put(site, {"About/index.html": "about"})
    lay(site, {"about/index.html": "about"})
    decision = decide(
        str(site), "site", read_manifest(str(site), "site")[0], Wish([Staged("about/index.html", digest(b"about"), 5)])
    )
    assert (decision.moves, list(decision.clears), decision.removals) == (
        ("about/index.html",),
        ["About/index.html"],
        {},
    )
    written = put(site, {"about/index.html": "about"})  # the equal file there is not staged, and has to be moved
    assert (written.written, written.removed) == (("about/index.html",), ("About/index.html",))
    assert files(site) == {"about/index.html": "about"}


def test_paths_are_composed(site: Path) -> None:
    """Whatever form a path comes in, the file's name is NFC."""
    put(site, {"か\u3099.html": "ga"})
    assert [each.name for each in site.iterdir() if each.name != MANIFEST] == ["が.html"]


@pytest.mark.parametrize("path", ["../out.html", "/out.html", ".git/config", MANIFEST, "a/../../out.html"])
def test_paths_that_lead_out(site: Path, tmp_path: Path, path: str) -> None:
    """Nothing is written, not even to staging."""
    before = files(tmp_path)
    with pytest.raises(KawaraError) as raised:
        write([Output(path, b"x", owner="content/a.md")], site, tmp_path / "project")
    assert [(p.code, p.path) for p in raised.value.problems] == [("outside", "content/a.md")]
    assert files(tmp_path) == before


def test_refusal_writes_nothing(site: Path, tmp_path: Path) -> None:
    """`write` asks first."""
    lay(tmp_path / "project", {"content/a.md": "a"})
    written = write(outputs(ONE), tmp_path / "project/content", tmp_path / "project", name="content")
    assert codes(written) == [("output", "content")]
    assert files(tmp_path / "project") == {"content/a.md": "a"}
    assert not site.exists()


# ── errors of the system ─────────────────────────────────────────────────────────────────────────────────────────────


def full(*_arguments: object, **_options: object) -> None:
    """A disk without space."""
    raise OSError(errno.ENOSPC, "No space left on device")


def break_off(site: Path, tree: Tree, after: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build whose disk is full after so many moves; the first puts the journal in its place."""
    steps = iter([disk.move] * after)

    def stumble(source: str, target: str) -> None:
        next(steps, full)(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(journal, "move", stumble)
        with pytest.raises(KawaraError):
            put(site, tree)


@pytest.mark.parametrize("fresh", [True, False], ids=["fresh", "existing"])
def test_a_full_disk_while_staging(site: Path, monkeypatch: pytest.MonkeyPatch, *, fresh: bool) -> None:
    """The old site is as it was, staging is gone, the problem names the file."""
    if not fresh:
        put(site, ONE)
    monkeypatch.setattr("kawara.writer.staging._create", full)
    with pytest.raises(KawaraError) as raised:
        put(site, {"index.html": "new"})
    assert [(p.code, p.path) for p in raised.value.problems] == [("output", "site/index.html")]
    assert "free some space" in raised.value.problems[0].hint
    assert (files(site) if site.exists() else None) == (None if fresh else ONE)


def test_a_full_disk_before_the_journal_stands(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing has moved, and nothing is left to finish."""
    put(site, ONE)
    with monkeypatch.context() as patch:
        patch.setattr(journal, "_write", full)
        with pytest.raises(KawaraError):
            put(site, {"index.html": "new"})
    assert files(site) == ONE
    assert recover(site) == []


def test_an_error_in_the_middle_is_finished_by_the_next_run(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Once it has begun a commit goes forward only: the next run takes the steps that are left, and says so."""
    put(site, ONE)
    break_off(site, dict.fromkeys(ONE, "new"), 2, monkeypatch)
    assert sorted(files(site).values()) == ["a", "b", "new"]
    assert [p.code for p in recover(site)] == ["recovered"]
    assert files(site) == dict.fromkeys(ONE, "new")


def test_folders_that_may_not_be_written_to(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Found out before anything moves, and named; the new folder's nearest parent is what counts."""
    put(site, ONE)
    monkeypatch.setattr(faults, "access", lambda name, _mode: not name.endswith("/posts"))
    assert codes(put(site, {**ONE, "posts/c/index.html": "c", "index.html": "new"})) == [("output", "site/posts")]
    assert files(site) == ONE


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_whose_parent_is_closed(tmp_path: Path) -> None:
    """A web root often stands in a folder of root's: staging is then inside it."""
    site = tmp_path / "www/site"
    site.mkdir(parents=True)
    site.parent.chmod(0o555)
    try:
        put(site, ONE)
        put(site, {"index.html": "new"})
    finally:
        site.parent.chmod(0o755)
    assert files(site) == {"index.html": "new"}


def test_staging_inside_a_mounted_folder(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is a file system of its own takes nothing by renaming from outside: staging stands within, and is no stranger."""
    site.mkdir()
    monkeypatch.setattr("kawara.writer.places._must_be_inside", Path.is_dir)
    assert Path(open_staging(site).folder).parent == site
    put(site, ONE)
    put(site, {"index.html": "new"})
    assert sorted(each.name for each in site.iterdir()) == [MANIFEST, "index.html"]


# ── more than one process ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("fresh", [True, False], ids=["fresh", "existing"])
def test_other_processes_stage(site: Path, *, fresh: bool) -> None:
    """Workers write the files themselves and send back where and what; the parent commits."""
    if not fresh:
        put(site, {"old.html": "old"})
    tree = {f"posts/{n % 7}/{n}/index.html": f"page {n}" for n in range(100)}
    staging = open_staging(site)
    assert pickle.loads(pickle.dumps(staging)) == staging  # noqa: S301
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        staged = list(pool.map(partial(stage, staging), outputs(tree), chunksize=10))
    assert staged == [
        Staged(o.path, each.digest, len(o.data), o.owner) for o, each in zip(outputs(tree), staged, strict=True)
    ]
    commit(staging, staged)
    assert files(site) == tree


def test_staging_again_is_harmless(site: Path) -> None:
    """When a worker dies its items are done again."""
    staging = open_staging(site)
    first = [stage(staging, each) for each in outputs(dict.fromkeys(ONE, "half"))]
    again = [stage(staging, each) for each in outputs(ONE)]
    assert first != again
    commit(staging, again)
    assert files(site) == ONE


def test_a_folder_that_appears_meanwhile(site: Path) -> None:
    """Staged as a whole tree, but someone made the folder: its files are moved one by one, and strangers stay."""
    staging = open_staging(site)
    staged = [stage(staging, each) for each in outputs(ONE)]
    lay(site, {"mine.txt": "mine"})
    assert [p.code for p in commit(staging, staged).problems] == ["output"]
    (site / "mine.txt").unlink()
    staging = open_staging(site)
    assert not staging.tree
    discard(staging)
    site.rmdir()
    staging = open_staging(site)
    staged = [stage(staging, each) for each in outputs(ONE)]
    lay(site, {"mine.txt": "mine"})
    commit(staging, staged, adopt=True)
    assert files(site) == {**ONE, "mine.txt": "mine"}


def test_two_builds_at_once(site: Path) -> None:
    """The second waits for its turn, or says who is in the way."""
    with lock(site):
        with pytest.raises(KawaraError) as raised, lock(site, name="_site", patience=0):
            pytest.fail("two builds hold one folder")
        assert [(p.code, p.path) for p in raised.value.problems] == [("output", "_site")]
    with lock(site, patience=0):
        pass


def test_a_lock_whose_file_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever waited for a file that its holder has removed holds nothing: the next one would lock a new file."""
    name, plain = tmp_path / "lock", guard._locked

    def late(handle: int) -> bool:
        name.unlink()
        return plain(handle)

    monkeypatch.setattr(guard, "_locked", late)
    assert guard._try(name) is None


def test_many_builds_at_once(site: Path) -> None:
    """Whoever comes last, the site is wholly one of theirs."""
    trees = [{f"{n}.html": str(build) for n in range(20)} for build in range(4)]
    threads = [threading.Thread(target=put, args=(site, tree)) for tree in trees]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert files(site) in trees


# ── cleaning ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_cleaning(site: Path) -> None:
    """Lists first; removes only ours that still match; foreign and changed files stay, and are listed."""
    put(site, ONE)
    lay(site, {"mine.txt": "mine", "posts/b/index.html": "edited", ".git/HEAD": "ref"})
    ours, others = clean(site)
    assert (ours, others) == (["index.html", "posts/a/index.html"], ["mine.txt", "posts/b/index.html"])
    assert files(site, manifest=True).keys() == {*ONE, MANIFEST, "mine.txt", ".git/HEAD"}
    assert remove(site, [*ours, *others, "../project"]) == ours
    assert files(site, manifest=True).keys() == {"posts/b/index.html", "mine.txt", ".git/HEAD"}


def test_cleaning_everything(site: Path) -> None:
    """A folder that was all ours is gone; one that is absent or foreign loses nothing."""
    assert clean(site) == ([], [])
    assert remove(site, ["index.html"]) == []
    put(site, ONE)
    remove(site, clean(site)[0])
    assert not site.exists()
    lay(site, {"mine.txt": "mine"})
    assert clean(site) == ([], ["mine.txt"])
    assert remove(site, ["mine.txt"]) == []
    assert files(site) == {"mine.txt": "mine"}


# ── the law ──────────────────────────────────────────────────────────────────────────────────────────────────────────

NAMES = st.sampled_from(["a", "b", "C", "c", "か\u3099", ".well-known", "CNAME", "index.html"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map("/".join)
TEXTS = st.sampled_from(["", "one", "two", "six"])


def fits(tree: Tree) -> bool:
    """Whether such files can stand in one folder on every disk."""
    folded = [path.casefold() for path in tree]
    return len(set(folded)) == len(folded) and not any(f"{path}/" in f"{each}/"[: len(path) + 1] for path in folded for each in folded if path != each)  # fmt: skip


TREES = st.dictionaries(PATHS.map(lambda path: path.replace("か\u3099", "が")), TEXTS, max_size=6).filter(fits)


@given(builds=st.lists(TREES, min_size=1, max_size=4), foreign=TREES)
def test_planned_and_foreign_and_nothing_else(
    builds: list[Tree], foreign: Tree, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """After any builds among any foreign files: all that was planned, all that is foreign, nothing else, or a refusal that changed nothing."""
    site = tmp_path_factory.mktemp("law") / "site"
    site.mkdir()
    put(site, builds[0])
    mine = {f"foreign-{path}": text for path, text in foreign.items()}
    lay(site, mine)
    for tree in builds:
        before = files(site, manifest=True)
        written = put(site, tree)
        assert written.problems == ()
        assert files(site) == {**mine, **tree}
        assert len(written.written) + len(written.unchanged) == len(tree)
        assert set(written.removed) == before.keys() - {*mine, *tree, MANIFEST}
    remove(site, clean(site)[0])
    assert (files(site) if site.exists() else {}) == mine


@given(old=TREES, new=TREES, foreign=TREES, adopt=st.booleans())
def test_nothing_foreign_is_lost(
    old: Tree, new: Tree, foreign: Tree, tmp_path_factory: pytest.TempPathFactory, *, adopt: bool
) -> None:
    """Foreign files in the very paths we want: adopted, kept beside, or a refusal after which every byte is as before."""
    site = tmp_path_factory.mktemp("law") / "site"
    put(site, old)
    for path, text in foreign.items():
        if fits({**old, path: text}) and path not in old:
            lay(site, {path: text})
    before = files(site, manifest=True)
    written = put(site, new, adopt=adopt)
    after = files(site)
    if any(map(is_blocking, written.problems)):
        assert files(site, manifest=True) == before
        assert any(path not in old and new.get(path) != before[path] for path in before if path != MANIFEST)
    else:
        theirs = {path: text for path, text in before.items() if path not in {*old, *new, MANIFEST}}
        assert after == {**theirs, **new}
        assert adopt or all(before.get(path, text) == text for path, text in new.items() if path not in old)
