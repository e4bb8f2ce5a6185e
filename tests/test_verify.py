"""The proofs: a memory that lies, and whatever of the machine finds its way into a page, are found out."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from edits import blog, change
from kawara.base.digest import digest
from kawara.base.problems import one_line
from kawara.build import reproduce
from kawara.build.comparing import differences, spot
from kawara.build.options import Options, Report
from kawara.build.recall import CACHE, key_of
from kawara.build.verify import WORDS, Verdict, verified
from kawara.cli import main
from kawara.memory.cache import connect
from kawara.model import Output
from kawara.renderer.filters import FILTERS
from kawara.writer.duplicate import duplicate
from kawara.writer.writer import write as write_outputs
from sites import NOW, made, tree, write

Capture = pytest.CaptureFixture[str]
MOMENT = "1795424400"
"""NOW, in seconds."""


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command runs at one moment."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", MOMENT)


def proven(site: Path, **options: bool) -> tuple[Report, Verdict]:
    """A build and its verdict."""
    return verified(site, Options(now=NOW, jobs=1, **options))  # type: ignore[arg-type]


def told(verdict: Verdict) -> list[str]:
    """The problems of a verdict, each on its line."""
    return [one_line(each) for each in verdict.problems]


# --- verify ------------------------------------------------------------------------------------------------------------


def test_a_right_site_is_proven(tmp_path: Path, capsys: Capture) -> None:
    """After a first build, an edit, and nothing at all: the files are counted, and no problem is told."""
    site = blog(tmp_path)
    for step in range(3):
        if step == 1:
            change(site, "content/posts/two.md", "title: Two", "title: Second")
        assert main(["-C", str(site), "build", "--verify"]) == 0
        out = capsys.readouterr().out.splitlines()
        number = len(tree(site / "_site")) - 1
        assert out[-1] == f"verified: all {number} files are those of a clean build"


@pytest.fixture
def deceived(tmp_path: Path) -> Path:
    """A blog whose memory believes the pages of an earlier version to be those of the present one."""
    site = blog(tmp_path / "site")
    made(site)
    shutil.copytree(site / "_site", tmp_path / "old")
    name = f"outputs:{key_of(site, Options(now=NOW))}"
    believed = state(site, name)
    change(site, "content/posts/two.md", "title: Two", "title: Second")
    made(site)
    shutil.rmtree(site / "_site")
    shutil.copytree(tmp_path / "old", site / "_site")
    keep(site, name, believed)
    return site


def state(site: Path, name: str) -> bytes:
    """One state of the memory."""
    cache = connect(site / CACHE)
    found = cache.state(name)
    cache.close()
    assert found is not None
    return found


def keep(site: Path, name: str, data: bytes) -> None:
    """Put another in its place."""
    cache = connect(site / CACHE)
    cache.keep([(name, data)])
    cache.close()


def test_a_lying_memory_is_caught(deceived: Path) -> None:
    """The stale pages are published in good faith, and every one of them is found out, with the line that is wrong."""
    assert not made(deceived).made
    right = clean(deceived)
    stale = {path for path, data in tree(deceived / "_site").items() if data != right.get(path)}

    report, verdict = proven(deceived)

    assert report.problems == ()
    assert {each.path.removeprefix("_site/") for each in verdict.problems} == stale - {".kawara-manifest.json"}
    assert {each.code for each in verdict.problems} == {"verify"}
    wrong = next(each for each in verdict.problems if each.path == "_site/posts/two/index.html")
    assert "Two" in wrong.source
    assert wrong.source[wrong.column - 1 :].startswith("Two")


def clean(site: Path) -> dict[str, str]:
    """What a build from nothing makes: path → digest."""
    made(site, cache=False, output=site.parent / "clean")
    return tree(site.parent / "clean")


def test_a_lying_memory_ends_with_status_1(deceived: Path, capsys: Capture) -> None:
    """The command tells of it as of any other error, and says nothing of proof."""
    assert main(["-C", str(deceived), "build", "--verify"]) == 1

    said = capsys.readouterr()
    assert "error[verify] is not what a clean build makes" in said.err
    assert said.out.splitlines()[-1].startswith("not as a clean build makes it: _site/archive/2026/index.html, ")
    assert "_site/posts/two/index.html" in said.out
    assert "verified" not in said.out


def test_it_is_told_to_machines_too(deceived: Path, capsys: Capture) -> None:
    """The report holds the problems of the proof, and standard output is JSON alone."""
    assert main(["-C", str(deceived), "build", "--verify", "--format", "json"]) == 1

    assert {each["code"] for each in json.loads(capsys.readouterr().out)["problems"]} == {"verify"}


def test_a_problem_that_was_forgotten_is_caught(tmp_path: Path) -> None:
    """A clean build and one that goes on must say the same."""
    site = blog(tmp_path)
    change(site, "content/posts/two.md", "date: 2026-01-02", "datte: 2026-01-02")
    made(site)
    name = f"seen:{key_of(site, Options(now=NOW))}"
    seen = json.loads(state(site, name))
    assert seen["report"]["problems"]
    seen["report"]["problems"] = []
    keep(site, name, json.dumps(seen).encode())

    found = told(proven(site)[1])

    assert found
    assert all(line.startswith("error[verify] a clean build tells of this too: content/posts/two.md") for line in found)


def test_pages_rendered_for_nothing_are_told(tmp_path: Path, capsys: Capture) -> None:
    """A comment in a template costs the pages made by it, and changes none of them."""
    site = blog(tmp_path)
    write(site, "templates/archive.html", '{% extends "theme:archive.html" %}')
    made(site)
    write(site, "templates/archive.html", '{# A remark. #}{% extends "theme:archive.html" %}')

    assert main(["-C", str(site), "build", "--verify"]) == 0

    last = capsys.readouterr().out.splitlines()[-1]
    assert last == "1 of 1 rendered pages came out as they were: archive/index.html"


def test_a_page_that_was_altered_is_not_rendered_for_nothing(tmp_path: Path) -> None:
    """It comes out as it had been written, but not as it was found."""
    site = blog(tmp_path)
    made(site)
    write(site, "_site/archive/index.html", "altered")

    report, verdict = proven(site)

    assert report.made == ("archive/index.html",)
    assert verdict.over_rendered == ()


def test_files_of_others_are_not_compared(tmp_path: Path) -> None:
    """What somebody else has put into the folder is no part of the site."""
    site = blog(tmp_path)
    made(site)
    write(site, "_site/CNAME", "example.org\n")
    write(site, "_site/mine.txt", "mine\n")

    assert told(proven(site)[1]) == []


def test_old_pages_that_are_kept_are_no_surplus(tmp_path: Path) -> None:
    """`--keep-going` leaves the last page of a post at fault, which a clean build cannot make."""
    site = blog(tmp_path)
    made(site)
    change(site, "content/posts/two.md", "date: 2026-01-02", "date: never")

    report, verdict = proven(site, keep_going=True)

    assert (site / "_site/posts/two/index.html").exists()
    assert report.complete
    assert told(verdict) == []


def test_where_nothing_was_published_nothing_is_proven(tmp_path: Path, capsys: Capture) -> None:
    """A build that was stopped is told as always."""
    site = blog(tmp_path)
    change(site, "content/posts/two.md", "date: 2026-01-02", "date: never")

    assert main(["-C", str(site), "build", "--verify", "--check-reproducible"]) == 1

    said = capsys.readouterr()
    assert "verif" not in said.out + said.err
    assert "digest" not in said.out


def outputs(folder: Path, files: dict[str, bytes]) -> Path:
    """A folder that kawara has written."""
    write_outputs([Output(path, data) for path, data in files.items()], folder, folder.parent / "project")
    return folder


def test_missing_and_surplus_files_are_differences(tmp_path: Path) -> None:
    """Each file is named once, by path, with what is the matter."""
    published = outputs(tmp_path / "here", {"a.html": b"a\nb\n", "b.png": b"\xff1", "c.html": b"c", "d.html": b"d"})
    other = outputs(tmp_path / "there", {"a.html": b"a\nx\n", "b.png": b"\xff2", "e.html": b"e", "d.html": b"d"})
    (published / "d.html").unlink()

    found = [one_line(each) for each in differences(Report(output="_site/"), published, other, WORDS)]

    assert found == [
        "_site/a.html:2:1: error[verify] is not what a clean build makes",
        "_site/b.png: error[verify] is not what a clean build makes",
        "_site/c.html: error[verify] is there, but a clean build does not make it",
        "_site/d.html: error[verify] is not there, but a clean build makes it",
        "_site/e.html: error[verify] is not there, but a clean build makes it",
    ]


@pytest.mark.parametrize(
    ("here", "there", "place"),
    [
        ("a\nbcd\n", "a\nbxd\n", {"line": 2, "column": 2, "source": "bcd"}),
        ("a\nbcd\n", "a\nbcde\n", {"line": 2, "column": 4, "source": "bcd"}),
        ("春の便り", "春は便り", {"line": 1, "column": 2, "source": "春の便り"}),
        ("a\n", "a\nb\n", {}),
        ("", "a", {}),
    ],
)
def test_a_difference_has_a_place(here: str, there: str, place: dict[str, object]) -> None:
    """Line and column of the first character that is another; none where one text goes on and the other ends."""
    assert spot(here.encode(), there.encode()) == place


# --- reproducible ------------------------------------------------------------------------------------------------------


def test_a_site_has_one_digest(tmp_path: Path, capsys: Capture) -> None:
    """Built in another world it comes out the same, and so does its digest, which is printed last."""
    site = blog(tmp_path)
    assert main(["-C", str(site), "build", "--check-reproducible"]) == 0
    first = capsys.readouterr().out.splitlines()[-1]
    assert main(["-C", str(site), "build", "--verify", "--check-reproducible", "--drafts", "--future"]) == 0
    second = capsys.readouterr().out.splitlines()[-1]

    assert first == f"site digest {made(site).site_digest}"
    assert second.startswith("site digest ")
    assert second != first


def test_the_other_build_has_the_same_flags(tmp_path: Path) -> None:
    """What decides the content is handed on: moment, address, drafts, errors that were gone past."""
    site = blog(tmp_path)
    made(site)
    change(site, "content/posts/two.md", "date: 2026-01-02", "date: never")
    later = NOW + timedelta(days=30)
    options = Options(now=later, jobs=1, drafts=True, future=True, keep_going=True, base_url="https://e.test/b/")

    report = made(site, now=later, drafts=True, future=True, keep_going=True, base_url=options.base_url)

    assert report.complete
    assert reproduce.reproduced(site, options, report) == []


CHANCES = {
    "the clock": "str(time.time_ns())",
    "the zone": "str(time.localtime(0).tm_hour) + str(time.localtime(0).tm_min)",
    "the hash seed": "str(hash('a'))",
    "the folder": "os.getcwd()",
    "the locale": "os.environ.get('LC_ALL', '')",
}


@pytest.mark.parametrize("chance", CHANCES.values(), ids=CHANCES)
def test_a_filter_that_looks_at_the_machine_is_caught(
    chance: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    """The page that uses it is named, and nothing else; the digest is not printed, for there is not one."""
    site = blog(tmp_path / "site")
    write(site, "templates/404.html", "<p>\n{{ 'x' | chance }}\n</p>\n")
    code = f"import os, time\nfrom kawara.renderer.filters import FILTERS\nFILTERS['chance'] = lambda _: {chance}\n"
    write(tmp_path, "path/sitecustomize.py", code)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "path"))
    monkeypatch.setitem(FILTERS, "chance", looked(chance))

    assert main(["-C", str(site), "build", "--check-reproducible"]) == 1

    said = capsys.readouterr()
    assert "_site/404.html:2:" in said.err
    assert "error[reproducible] comes out otherwise when the site is built elsewhere" in said.err
    assert said.err.count("error[") == 1
    assert "digest" not in said.out


def looked(chance: str) -> Callable[[str], str]:
    """The filter of this process."""
    return lambda _value: str(eval(chance, {"os": os, "time": time}))  # noqa: S307  # the expressions stand above


def test_a_build_that_cannot_be_repeated_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the other process fails, that is the problem, with its last words."""
    site = blog(tmp_path / "site")
    report = made(site)
    write(tmp_path, "path/sitecustomize.py", "import sys\nsys.exit('no python today')\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "path"))

    found = reproduce.reproduced(site, Options(now=NOW), report)

    assert len(found) == 1
    assert one_line(found[0]).startswith("error[reproducible] the site could not be built elsewhere: ")
    assert one_line(found[0]).endswith("no python today")


def test_the_other_world_differs_in_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever zone, locale and seed this process has, the other one has others, and the very same kawara."""
    for name, value in reproduce.WORLDS[0].items():
        monkeypatch.setenv(name, value)
    other = reproduce.world()

    assert all(other[name] != value for name, value in reproduce.WORLDS[0].items())
    assert str(Path(reproduce.__file__).parents[2]) in other["PYTHONPATH"].split(os.pathsep)


# --- the copy of the sources -------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_the_copy_differs_in_all_that_must_not_matter(tmp_path: Path) -> None:
    """The same names and bytes, with other times, below another folder; links lead to the copy, or where they led."""
    site = tmp_path / "site"
    for name in ("content/a.md", "content/b/c.md", "other/d.md", "static/e.txt", "unrelated.txt"):
        write(site, name, name)
    write(tmp_path, "outside.txt", "outside")
    links = {
        "content/inside.md": "b/c.md",
        "content/folder": "b",
        "content/beyond.md": "../other/d.md",
        "content/around": "../other",
        "content/out.txt": "../../outside.txt",
        "content/nowhere": "not-there",
        "content/b/loop": "..",
    }
    for name, target in links.items():
        (site / name).symlink_to(target)
    copy = tmp_path / "copy"

    duplicate(site, ["kawara.yml", "content", "content/b", "static"], copy)

    assert sorted(path.name for path in copy.iterdir()) == ["content", "static"]
    for name in ("content/a.md", "content/b/c.md", "static/e.txt"):
        assert (copy / name).read_text() == name
        assert (copy / name).stat().st_mtime < (site / name).stat().st_mtime
    assert (copy / "content/inside.md").resolve() == copy / "content/b/c.md"
    assert (copy / "content/folder").resolve() == copy / "content/b"
    assert (copy / "content/b/loop").resolve() == copy / "content"
    assert (copy / "content/beyond.md").read_text() == "other/d.md"
    assert not (copy / "content/beyond.md").is_symlink()
    assert (copy / "content/around/d.md").read_text() == "other/d.md"
    assert (copy / "content/out.txt").resolve() == tmp_path / "outside.txt"
    assert not (copy / "content/nowhere").exists()


def test_a_site_with_links_is_reproducible(tmp_path: Path) -> None:
    """Links within the site are no obstacle to the proof."""
    site = blog(tmp_path)
    (site / "content/posts/linked.md").symlink_to("one.md")
    write(site, "notes/n.md", "---\ntitle: Note\n---\n")
    (site / "content/notes").symlink_to("../notes")
    report = made(site)

    assert report.complete
    assert reproduce.reproduced(site, Options(now=NOW), report) == []
    assert digest(b"") != report.site_digest
