"""Folders that no mistake of a setting or an option can make an output folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from kawara.base.problems import Problem, exit_status, is_blocking
from kawara.writer.refuse import check_folder

REFUSED = {
    "/": "is the root of the file system",
    "home": "is your home folder",
    "home/..": "holds your home folder",
    "project": "is the site's own folder",
    "project/../project": "is the site's own folder",
    "work": "holds the site's own folder",
    "project/content": "is 'content', where",
    "project/content/public": "lies inside 'content', where",
    "project/static": "is 'static', where",
    "project/templates/x/y": "lies inside 'templates', where",
    "project/.git/site": "lies inside '.git', where",
    "project/docs": "is 'docs', where",
    "project/books": "holds 'deep', where",
    "project/file.txt": "is a file, not a folder",
    "project/kawara.yml": "is a file, not a folder",
    "project/link": "is a symbolic link to",
    "project/dangling": "is a symbolic link to",
    "project/through/site": "leads out of the site's folder to",
    "alias": "is a symbolic link to",
}


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home, a project with everything a project may have, and folders elsewhere."""
    for folder in ("home/me", "work/project/content", "work/project/static", "work/project/.git", "elsewhere"):
        (tmp_path / folder).mkdir(parents=True)
    for file in ("docs/a.md", "books/deep/a.md", "file.txt", "kawara.yml"):
        (tmp_path / "work/project" / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "work/project" / file).touch()
    (tmp_path / "work/project/link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "work/project/dangling").symlink_to(tmp_path / "nowhere")
    (tmp_path / "work/project/through").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "alias").symlink_to(tmp_path / "work/project/content")
    monkeypatch.setenv("HOME", str(tmp_path / "home/me"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home/me"))
    return tmp_path


def asked(world: Path, output: str) -> list[Problem]:
    """The verdict on an output folder; names begin at the home, the project, or the world."""
    first, _, rest = output.partition("/")
    starts = {"home": world / "home/me", "project": world / "work/project", "": Path("/")}
    return check_folder(
        starts.get(first, world / first) / rest, world / "work/project", ["docs", world / "work/project/books/deep"]
    )


@pytest.mark.parametrize("output", REFUSED)
def test_refused_folders(world: Path, output: str) -> None:
    """Each with its reason, as a problem of usage: exit 2."""
    (found,) = asked(world, output)
    assert found.text.startswith(REFUSED[output])
    assert (found.code, exit_status([found]), is_blocking(found)) == ("output", 2, True)


@pytest.mark.parametrize(
    "output", ["project/_site", "project/out/site", "home/_site", "elsewhere", "elsewhere/new/site", "project/contents"]
)
def test_accepted_folders(world: Path, output: str) -> None:
    """Anything else will do, absent or not, inside the project or out."""
    assert asked(world, output) == []
