"""`kawara theme`: an author finds what may be replaced, takes it over, and later sees what has changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kawara.base.theme import theme_folder
from kawara.cli import main


def told(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> list[str]:
    """What the command says on success."""
    assert main(["-C", str(folder), "theme", *words]) == 0
    return capsys.readouterr().out.splitlines()


def test_the_list_names_every_file_and_whose_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A copy, a changed copy and an extension are told apart from what the theme itself supplies."""
    for name in ("post.html", "static/style.css"):
        told(tmp_path, capsys, "eject", name)
    (tmp_path / "static/style.css").write_text("a {}")
    (tmp_path / "templates/home.html").write_text('{% extends "theme:home.html" %}')
    lines = told(tmp_path, capsys, "list")
    theme = theme_folder()
    files = sum(file.is_file() for folder in ("templates", "static") for file in (theme / folder).rglob("*"))
    assert len(lines) == files
    assert {line.split()[0]: line.split("  ")[-1].strip() for line in lines if "yours" in line} == {
        "templates/home.html": "yours, extends it",
        "templates/post.html": "yours, a copy as it is",
        "static/style.css": "yours, changed",
    }


def test_a_file_is_taken_over_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With or without its folder, byte for byte; what is there already is never overwritten."""
    assert told(tmp_path, capsys, "eject", "embeds/audio.feed.html") == ["templates/embeds/audio.feed.html"]
    assert told(tmp_path, capsys, "eject", "strings/ja.yaml") == ["templates/strings/ja.yaml"]
    own = tmp_path / "templates/strings/ja.yaml"
    assert own.read_bytes() == (theme_folder() / "templates/strings/ja.yaml").read_bytes()
    own.write_text("archive: 蔵\n", encoding="utf-8")
    assert main(["-C", str(tmp_path), "theme", "eject", "templates/strings/ja.yaml"]) == 2
    assert "templates/strings/ja.yaml is there already" in capsys.readouterr().err
    assert own.read_text("utf-8") == "archive: 蔵\n"


def test_the_difference_is_that_of_the_copies_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A copy as it is says nothing; a changed line is shown from the theme's to the site's."""
    told(tmp_path, capsys, "eject", "robots.txt")
    assert told(tmp_path, capsys, "diff") == []
    own = tmp_path / "templates/robots.txt"
    own.write_text("User-agent: *\nDisallow: /\n", encoding="utf-8")
    lines = told(tmp_path, capsys, "diff")
    assert lines[:2] == ["--- theme/templates/robots.txt", "+++ templates/robots.txt"]
    assert "+Disallow: /" in lines
    assert told(tmp_path, capsys, "diff", "robots.txt") == lines
    assert told(tmp_path, capsys, "diff", "post.html") == []


def test_what_is_no_text_is_said_to_differ(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A binary file in the place of a text ends in no traceback."""
    (tmp_path / "static").mkdir()
    (tmp_path / "static/style.css").write_bytes(b"\xff\xfe")
    assert told(tmp_path, capsys, "diff") == ["static/style.css: no text"]


@pytest.mark.parametrize(
    ("word", "hint"), [("posts.html", "did you mean 'post.html'?"), ("nothing-like-it", "kawara theme list")]
)
def test_a_name_the_theme_does_not_have(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], word: str, hint: str
) -> None:
    """An error of usage, with the near miss, and nothing is written."""
    assert main(["-C", str(tmp_path), "theme", "eject", word]) == 2
    said = capsys.readouterr().err
    assert f"the theme has no '{word}'" in said
    assert hint in said
    assert list(tmp_path.iterdir()) == []
