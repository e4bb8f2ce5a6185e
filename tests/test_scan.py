"""The walk: what is taken, what is passed over, what is said, and that no link leads astray."""

from __future__ import annotations

import os
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from kawara.base.problems import Problem, is_blocking, one_line
from kawara.config import Config
from kawara.loader.scan import Scan, read, scan
from kawara.model import Source

NFC, NFD = unicodedata.normalize("NFC", "が"), unicodedata.normalize("NFD", "が")


def lay(root: Path, *files: str) -> Path:
    """Write files, each with its own name for content."""
    for name in files:
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name, encoding="utf-8")
    return root


def paths(found: Scan) -> list[str]:
    """The keys of what was found."""
    return [source.path for source in found.sources]


def lines(found: Scan) -> list[str]:
    """What was said, one line each."""
    return [one_line(problem) for problem in found.problems]


def test_every_folder_of_a_site_is_walked(tmp_path: Path) -> None:
    """Content, mounts, static and the theme's static, in the order of their paths."""
    root, theme = (
        lay(tmp_path / "site", "content/b.md", "content/a/c.png", "docs/d.md", "static/e.css"),
        tmp_path / "theme",
    )
    lay(theme, "static/f.css")

    found = scan(root, Config(mounts={"docs": "manual"}), theme)

    assert [(s.path, s.place, s.root) for s in found.sources] == [
        ("content/a/c.png", "a/c.png", "content"),
        ("content/b.md", "b.md", "content"),
        ("docs/d.md", "manual/d.md", "content"),
        ("static/e.css", "e.css", "static"),
        ("theme:static/f.css", "f.css", "theme"),
    ]
    assert found.problems == ()


def test_a_source_knows_its_file(tmp_path: Path) -> None:
    """Its name on disk, its size and its time; and it can be read."""
    lay(tmp_path, "content/a.md")
    os.utime(tmp_path / "content/a.md", ns=(1, 1_700_000_000_000_000_000))

    [source] = scan(tmp_path, Config()).sources

    assert (source.file, source.size) == (str(tmp_path / "content/a.md"), len("content/a.md"))
    assert source.modified == 1_700_000_000_000_000_000
    assert read(source) == b"content/a.md"


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    """Save for a mount, which is named in the settings."""
    assert scan(tmp_path, Config()) == Scan(())
    assert lines(scan(tmp_path, Config(mounts={"docs": "docs"}))) == [
        "kawara.yml: error[config] mounts: there is no folder 'docs'"
    ]


def test_a_mount_that_is_not_there_is_told_where_it_is_named(tmp_path: Path) -> None:
    """Of several, at its own line."""
    lay(tmp_path, "docs/a.md")
    (tmp_path / "kawara.yml").write_text("title: x\r\nmounts:\r\n  docs: docs\r\n  nodir/: x\r\n", encoding="utf-8")

    [problem] = scan(tmp_path, Config(mounts={"docs": "docs", "nodir": "x"})).problems

    assert (problem.line, problem.column, problem.source) == (4, 3, "  nodir/: x")


def test_a_theme_that_is_the_site_itself_is_walked_once(tmp_path: Path) -> None:
    """The files are the site's own."""
    found = scan(lay(tmp_path, "static/a.css"), Config(), tmp_path)

    assert [source.root for source in found.sources] == ["static"]


@pytest.mark.parametrize("name", [".hidden", ".git/config", "a.md~", "#a.md#", ".a.md.swp", "a.swp", ".DS_Store"])
def test_what_tools_leave_behind_is_passed_over(tmp_path: Path, name: str) -> None:
    """Without a word."""
    lay(tmp_path, f"content/{name}", f"static/{name}", "content/x.md")

    assert scan(tmp_path, Config()) == scan(tmp_path, Config(), None)
    assert paths(scan(tmp_path, Config())) == ["content/x.md"]


@pytest.mark.parametrize("name", ["_posts/a.md", "_drafts/a.md", "a#b.md", "#a.md", "a.swift", "a.swf", "~a.md"])
def test_what_only_looks_like_it_is_taken(tmp_path: Path, name: str) -> None:
    """Jekyll's folders among it."""
    assert paths(scan(lay(tmp_path, f"content/{name}"), Config())) == [f"content/{name}"]


def test_well_known_is_kept_at_the_top_of_static(tmp_path: Path) -> None:
    """And nowhere else."""
    lay(tmp_path, "static/.well-known/security.txt", "static/a/.well-known/b", "content/.well-known/c")

    assert paths(scan(tmp_path, Config())) == ["static/.well-known/security.txt"]


def test_names_from_a_mac_get_the_same_key(tmp_path: Path) -> None:
    """NFC in every key; the file is still found by the name it has."""
    lay(tmp_path, f"content/{NFD}/{NFD}.md")

    [source] = scan(tmp_path, Config()).sources

    assert (source.path, source.place) == (f"content/{NFC}/{NFC}.md", f"{NFC}/{NFC}.md")
    assert read(source) == f"content/{NFD}/{NFD}.md".encode()


@pytest.mark.parametrize("form", ["{}.md", "{}/a.md"])
def test_two_names_that_are_one_are_an_error(tmp_path: Path, form: str) -> None:
    """Files as well as folders; both are named so that they can be told apart."""
    lay(tmp_path, f"content/{form.format(NFC)}", f"content/{form.format(NFD)}")
    if len(list((tmp_path / "content").iterdir())) == 1:
        pytest.skip("this file system takes both names for one")

    found = scan(tmp_path, Config())

    assert [(problem.code, problem.path) for problem in found.problems] == [
        ("name", f"content/{form.format(NFC).split('/')[0]}")
    ]
    assert r"\u304b\u3099" in found.problems[0].text
    assert len(found.sources) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no text")
def test_a_name_that_is_no_utf_8_is_an_error(tmp_path: Path) -> None:
    """Said in characters that any terminal can show."""
    lay(tmp_path, "content/a.md")
    (tmp_path / os.fsdecode(b"content/\xff.md")).write_bytes(b"")

    found = scan(tmp_path, Config())

    assert paths(found) == ["content/a.md"]
    assert lines(found) == [r"content/\udcff.md: error[name] the name is not UTF-8"]


# --- symlinks ----------------------------------------------------------------------------------------------------------


def test_a_symlink_inside_the_project_is_followed(tmp_path: Path) -> None:
    """To a file or to a folder; the key is that of the link."""
    lay(tmp_path, "shared/a.png", "content/b.md")
    (tmp_path / "content/c.png").symlink_to("../shared/a.png")
    (tmp_path / "content/d").symlink_to("../shared")

    found = scan(tmp_path, Config())

    assert paths(found) == ["content/b.md", "content/c.png", "content/d/a.png"]
    assert found.problems == ()


@pytest.mark.parametrize("target", ["outside/secret", "outside", "site-too/secret"])
def test_a_symlink_that_leaves_the_project_is_an_error(tmp_path: Path, target: str) -> None:
    """Also to a neighbour whose name begins as the project's does."""
    root = lay(tmp_path / "site", "content/a.md")
    lay(tmp_path, "outside/secret", "site-too/secret")
    (root / "content/leak").symlink_to(tmp_path / target)

    found = scan(root, Config())

    assert paths(found) == ["content/a.md"]
    assert lines(found) == ["content/leak: error[outside] the symlink leads outside the project"]
    assert is_blocking(found.problems[0])


def test_a_root_folder_that_leads_outside_is_an_error(tmp_path: Path) -> None:
    """`content` itself may be a symlink, within the project."""
    lay(tmp_path, "outside/a.md")
    root = lay(tmp_path / "site", "texts/a.md")
    (root / "content").symlink_to("texts")
    (root / "static").symlink_to(tmp_path / "outside")

    found = scan(root, Config())

    assert paths(found) == ["content/a.md"]
    assert lines(found) == ["static: error[outside] the folder leads outside the project"]


def test_a_mount_that_climbs_out_is_an_error(tmp_path: Path) -> None:
    """Whatever the settings let pass."""
    lay(tmp_path, "outside/a.md")

    found = scan(lay(tmp_path / "site", "content/a.md"), Config(mounts={"../outside": "x"}))

    assert [problem.code for problem in found.problems] == ["outside"]
    assert paths(found) == ["content/a.md"]


def test_symlinks_in_circles_end(tmp_path: Path) -> None:
    """To a folder above, to each other, to themselves: each is said, and what is there is found once."""
    lay(tmp_path, "content/a/x.md", "content/b/y.md")
    (tmp_path / "content/a/up").symlink_to("..")
    (tmp_path / "content/a/b").symlink_to("../b")
    (tmp_path / "content/b/a").symlink_to("../a")
    (tmp_path / "content/self").symlink_to("self")

    found = scan(tmp_path, Config())

    assert paths(found) == ["content/a/b/y.md", "content/a/x.md", "content/b/a/x.md", "content/b/y.md"]
    assert {(problem.path, problem.severity) for problem in found.problems} == {
        ("content/a/up", "warning"),
        ("content/a/b/a", "warning"),
        ("content/b/a/b", "warning"),
        ("content/b/a/up", "warning"),
        ("content/self", "error"),
    }


def test_many_symlinks_to_one_another_end_soon(tmp_path: Path) -> None:
    """Ten folders that lead to each other hold millions of ways through them."""
    names = [f"f{n}" for n in range(10)]
    lay(tmp_path, *(f"content/{name}/a.md" for name in names))
    for name in names:
        for other in names:
            if other != name:
                (tmp_path / f"content/{name}/{other}").symlink_to(f"../{other}")

    begun = time.monotonic()
    found = scan(tmp_path, Config())

    assert time.monotonic() - begun < 10
    assert found.problems


def test_a_symlink_that_leads_nowhere_is_an_error(tmp_path: Path) -> None:
    """It is not there to be read."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content/a.md").symlink_to("nonesuch.md")

    assert lines(scan(tmp_path, Config())) == ["content/a.md: error[read] the symlink leads nowhere"]


# --- what cannot be read -----------------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is closed to this user")
def test_a_closed_folder_is_an_error(tmp_path: Path) -> None:
    """And the rest is found."""
    lay(tmp_path, "content/a/b.md", "content/c.md")
    (tmp_path / "content/a").chmod(0)
    found = scan(tmp_path, Config())
    (tmp_path / "content/a").chmod(0o755)

    assert paths(found) == ["content/c.md"]
    assert [problem.code for problem in found.problems] == ["read"]


def test_a_folder_that_vanishes_under_the_walk_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As is one that is closed to us."""
    lay(tmp_path, "content/a/b.md", "content/c.md")
    scandir = os.scandir

    def refuse(folder: str) -> object:
        if folder.endswith("a"):
            raise PermissionError(13, "Permission denied", folder)
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    found = scan(tmp_path, Config())

    assert paths(found) == ["content/c.md"]
    assert lines(found) == ["content/a: error[read] the folder cannot be read: Permission denied"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_neither_file_nor_folder_is_an_error(tmp_path: Path) -> None:
    """Reading a pipe would wait for ever."""
    (tmp_path / "content").mkdir()
    os.mkfifo(tmp_path / "content/pipe")

    assert lines(scan(tmp_path, Config())) == ["content/pipe: error[read] is neither a file nor a folder"]


def test_a_source_that_is_gone_is_a_problem(tmp_path: Path) -> None:
    """And no exception."""
    gone = read(Source("content/a.md", str(tmp_path / "a.md"), "a.md", "content"))

    assert isinstance(gone, Problem)
    assert one_line(gone) == "content/a.md: error[read] cannot be read: No such file or directory"


# --- the whole ---------------------------------------------------------------------------------------------------------


def test_the_order_of_a_directory_does_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sources and problems alike are those of the names."""
    lay(tmp_path, *(f"content/{name}/{name}.md" for name in "edcba"))
    (tmp_path / "content/x").symlink_to("/")
    (tmp_path / "content/w").symlink_to("/")
    scandir = os.scandir

    class Backwards:
        def __init__(self, folder: str) -> None:
            with scandir(folder) as entries:
                self.entries = sorted(entries, key=lambda entry: entry.name, reverse=True)

        def __enter__(self) -> list[os.DirEntry[str]]:
            return self.entries

        def __exit__(self, *_: object) -> None:
            """Nothing is open."""

    straight = scan(tmp_path, Config())
    monkeypatch.setattr(os, "scandir", Backwards)

    assert scan(tmp_path, Config()) == straight
    assert paths(straight) == sorted(paths(straight))
    assert len(straight.problems) == 2


def test_a_scan_takes_little_more_than_a_walk(tmp_path: Path) -> None:
    """Of two thousand files, by the processor's time in one run: some twice as much as a look at each of them."""
    for folder in range(50):
        (tmp_path / f"content/{folder}").mkdir(parents=True)
        for file in range(40):
            (tmp_path / f"content/{folder}/投稿{file}.md").touch()

    def least(work: Callable[[], object]) -> float:
        times = []
        for _ in range(5):
            begun = time.process_time()
            work()
            times.append(time.process_time() - begun)
        return min(times)

    bare = least(lambda: [file.stat() for file in tmp_path.rglob("*")])

    assert len(scan(tmp_path, Config()).sources) == 2000
    assert least(lambda: scan(tmp_path, Config())) < 10 * bare
