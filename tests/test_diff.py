"""`kawara diff`: what readers would notice, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawara.build.differing import Changed, Difference, compare, is_empty, lines_between
from kawara.build.differing_text import LINES, MOST, markdown
from kawara.build.shown import entries, shown
from kawara.cli import main
from sites import lay, made, write

SITE = """
-- kawara.yml --
title: Diary
url: https://cat.test/
language: en
-- content/posts/a.md --
---
title: A
date: 2026-01-01
---
The first line.

A [link](b.md).
-- content/posts/b.md --
---
title: B
date: 2026-01-02
---
The second post.
-- static/robot.svg --
<svg xmlns="http://www.w3.org/2000/svg"><title>x</title></svg>
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A built site, beside which another is built."""
    made(lay(tmp_path, SITE), output=tmp_path / "old")
    return tmp_path / "old"


def rebuilt(folder: Path, *files: tuple[str, str]) -> Path:
    """The site with these files other than they were."""
    for name, text in files:
        write(folder, name, text)
    made(folder)
    return folder / "_site"


def test_two_builds_of_one_site_are_the_same(old: Path, tmp_path: Path) -> None:
    """Nothing is found, and one sentence says so; with the manifest of the old site and without."""
    new = rebuilt(tmp_path)
    assert is_empty(compare(old, new))
    (old / ".kawara-manifest.json").unlink()
    assert markdown(compare(old, new)) == "The two sites are the same.\n"


def test_words_links_pages_and_entries_are_told(old: Path, tmp_path: Path) -> None:
    """An edit shows as the lines it took and brought; a new post as a page and as an entry of the feed."""
    edited = "---\ntitle: A\ndate: 2026-01-01\n---\nThe first line, mended.\n\nA [link](c.md).\n"
    (tmp_path / "content/posts/b.md").unlink()
    new = rebuilt(
        tmp_path,
        ("content/posts/a.md", edited),
        ("content/posts/c.md", "---\ntitle: C @all\ndate: 2026-01-03\n---\nNew.\n"),
    )
    found = compare(old, new)
    assert {url for url in found.added if url.startswith("/posts/")} == {"/posts/c/"}
    assert {url for url in found.removed if url.startswith("/posts/")} == {"/posts/b/"}
    (page,) = (one for one in found.changed if one.url == "/posts/a/")
    assert "The first line." in page.taken
    assert "The first line, mended." in page.added
    assert (page.links_taken, page.links_added) == (("/posts/b/",), ("/posts/c/",))
    (feed,) = (one for one in found.feeds if one.url == "/feed.xml")
    assert (list(feed.taken.values()), list(feed.added.values())) == (["B"], ["C @all"])
    text = markdown(found)
    assert "\n- The first line.\n" in text
    assert "\n+ The first line, mended.\n" in text
    assert "@all" not in text.split("```")[0]
    assert r"`/posts/c/` C &#64;all" in text


def test_a_change_of_markup_alone_is_told_apart(old: Path, tmp_path: Path) -> None:
    """After a template was changed every page differs, and none of them to a reader."""
    base = '{% extends "theme:base.html" %}{% block extra_head %}<meta name="x" content="y">{% endblock %}'
    found = compare(old, rebuilt(tmp_path, ("templates/base.html", base)))
    assert found.changed == ()
    assert {"/", "/posts/a/", "/posts/b/"} <= set(found.markup)
    assert "### Same words, other markup" in markdown(found)


def test_other_files_are_named(old: Path, tmp_path: Path) -> None:
    """A picture that is another now has no words to compare."""
    assert compare(old, rebuilt(tmp_path, ("static/robot.svg", "<svg/>"))).files == ("robot.svg",)


def test_json_holds_every_field(old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For programs, alone on standard output."""
    rebuilt(tmp_path, ("content/posts/c.md", "---\ntitle: C\ndate: 2026-01-03\n---\nNew.\n"))
    assert main(["-C", str(tmp_path), "diff", str(old), "--format", "json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert found["added"]["/posts/c/"] == "C — Diary"
    assert found["count"][1] > found["count"][0]
    assert set(found) == {"added", "removed", "changed", "markup", "files", "feeds", "count", "size"}


@pytest.mark.parametrize(
    ("words", "hint"), [(["nowhere"], "no folder"), (["old", "--output", "nowhere"], "kawara build")]
)
def test_a_folder_that_is_not_there(
    old: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], hint: str
) -> None:
    """An error of usage, with what to do."""
    assert old.is_dir()
    assert main(["-C", str(tmp_path), "diff", *words]) == 2
    assert hint in capsys.readouterr().err


def test_a_long_report_is_cut_and_says_so(tmp_path: Path) -> None:
    """Many pages and long pages: what is left out is counted."""
    for name, word in (("old", "before"), ("new", "now")):
        for number in range(MOST + 5):
            lines = "".join(f"<p>{word} {line}</p>" for line in range(LINES + 3))
            write(tmp_path, f"{name}/{number:02}/index.html", f"<title>T</title>{lines}")
    text = markdown(compare(tmp_path / "old", tmp_path / "new"))
    assert text.count("<details>") == MOST
    assert "and 5 more" in text
    assert "+ … 3 more" in text


def test_what_a_page_shows() -> None:
    """Words by line, whatever is marked within a line; neither scripts nor styles."""
    page = shown(
        "<head><title>T  x</title><style>a</style></head><p>a <b>b</b>\nc<script>d</script></p><a href=/e>f</a>"
    )
    assert page == ("T x", ("a b c", "f"), frozenset({"/e"}))
    assert shown("<pre>a\nb</pre>").lines == ("a", "b")
    assert entries("no feed") == {}


@given(st.text(st.sampled_from("<>/ab &;\"'=`!-\n"), max_size=80), st.lists(st.text("ab`@<", max_size=4), max_size=6))
def test_any_text_has_words(html: str, lines: list[str]) -> None:
    """No page is too broken to be compared, and what went and came together makes the one text of the other."""
    assert all(shown(html).lines)
    taken, added = lines_between((html,), tuple(lines))
    assert len(added) - len(taken) == len(lines) - 1


def test_signs_of_markup_are_words() -> None:
    """In a list they are escaped as Markdown has it; in a summary, which is HTML, a backslash would be seen."""
    page = Changed("/c/", "C# <b> & *d*", (), ("x",), (), ())
    text = markdown(Difference({"/e/": "C# & *d*"}, {}, (page,), (), (), (), (1, 2), (999, 1_000_000)))
    assert "<summary><code>/c/</code> C# &lt;b&gt; &amp; *d*</summary>" in text
    assert r"- `/e/` C\# &amp; \*d\*" in text
    assert "999 B → 1.0 MB" in text
