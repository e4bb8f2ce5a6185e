"""Laws of `kawara check --fix` and of the baseline, on texts that nobody thought of."""

from __future__ import annotations

import shutil
import tempfile
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checking import FIRST, checked, laid
from kawara.base.findings import Finding, edited
from kawara.build.checking import looking_again
from kawara.cli import baseline, main
from kawara.cli.fixing import END, like, plain, planned, put
from sites import write

FRONT = (
    "title: 春",
    "date: 2026-01-01  # when it bloomed",
    "# a word to myself",
    "tags: [2026, 007, yes]",
    "tags: [a, 12:30]  # the hour",
    "categories:\n  - on\n  - 花",
    "series: 1_000",
    "note: 12:30",
    "excerpt: 0x10",
    "reading_time: 8",
    "own: {time: 12:30, x: no}",
)
LINES = (
    "春",
    "# 春",
    "",
    "",
    "---END---",
    "<|im_end|>",
    "梅\u200bが咲いた。",
    "A plum\ufeff tree, **bold",
    "```",
    "```markdown",
    "    ---END---",
    "`---END---`",
    "- item\n\n  ---END---",
    "> ---END---",
    "雨が降った、",
    "Sure! Here is the blog post about rain:",
    "| a | b |\n| - | - |\n| \u200b | c |",
    "\u3000雨が降った。",
    "Rain【12†source】 fell.",
    "<!-- ---END--- -->",
)
ENDS = st.sampled_from(["\n", "\r\n"])
FRONTS = st.lists(st.sampled_from(FRONT), unique_by=lambda line: line.partition(":")[0], max_size=6)


@st.composite
def sources(draw: st.DrawFn) -> str:
    """A post with faults of every kind that can be mended, among others."""
    front, body = draw(FRONTS), draw(st.lists(st.sampled_from(LINES), max_size=14))
    block = ["---", *front, "---"] if front else []
    text = "\n".join([*block, *body]) + draw(st.sampled_from(["", "\n"]))
    return draw(st.sampled_from(["", "\ufeff"])) + text.replace("\n", draw(ENDS))


def front_of(text: str) -> list[str]:
    """The lines of a front matter."""
    lines = text.removeprefix("\ufeff").splitlines()
    return lines[1 : lines.index("---", 1)] if lines[:1] == ["---"] and "---" in lines[1:] else []


def unquoted(line: str) -> str:
    """A line without its quotes."""
    return line.replace('"', "").replace("'", "")


@settings(max_examples=150)
@given(text=sources())
def test_what_is_mended_is_mended_once_and_nothing_else_is_touched(text: str) -> None:
    """Looking changes nothing.

    Mending changes only within what is told as mendable, keeps comments and order of the front matter, line ends and mark; and where it
    was done, there is nothing left to do.
    """
    folder = Path(tempfile.mkdtemp(prefix="kawara-fix-"))
    try:
        write(folder, FIRST, text)
        found = checked(folder)
        file = folder / FIRST
        assert file.read_bytes().decode() == text
        changes = list(planned(folder, found, looking_again(folder)))
        assert all(each.edits for change in changes for each in change.findings)
        for change in changes:
            assert_within(plain(change.before), change.findings)
            assert harmless(change.after) == harmless(change.before)
            put(change)
        after = file.read_bytes().decode()
        assert list(map(unquoted, front_of(after))) == list(map(unquoted, front_of(text)))
        assert after.startswith("\ufeff") == text.startswith("\ufeff")
        assert ("\r\n" in after, "\n" in after.replace("\r\n", "")) in [
            ("\r\n" in text, "\n" in text.replace("\r\n", "")),
            (False, False),
        ]
        assert [change.after for change in planned(folder, checked(folder), looking_again(folder))] == []
    finally:
        shutil.rmtree(folder)


HARMLESS = frozenset({"雨が降った、", "`---END---`", "- item", "# 春", "| a | b |"})


def harmless(text: str) -> list[str]:
    """The lines of a text in which nothing is to be mended, wherever they stand."""
    return [line for line in text.removeprefix("\ufeff").splitlines() if line in HARMLESS]


def assert_within(before: str, findings: tuple[Finding, ...]) -> None:
    """Every line outside the edits is there still, in order, and nothing but what they leave of theirs stands between."""
    edits = [edit for each in findings for edit in each.edits]
    old, new = before.split("\n"), edited(before, edits).split("\n")
    touched = {line for edit in edits for line in range(edit.line, edit.end_line + 1)}
    kept = [line for number, line in enumerate(old, 1) if number not in touched and line]
    there = iter(new)
    assert all(line in there for line in kept)
    assert len([line for line in new if line]) <= len(kept) + len(touched)


OLD = "---\ntitle: A\ndate: 2026-01-01\n---\nText.\n\n---END---\n\nMore text.\n\n<|im_end|>\n"


def run(folder: Path, *more: str) -> int:
    """The command."""
    return main(["-C", str(folder), "check", *more])


def test_a_baseline_through_its_life(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Green at the start; green when lines move; red for what is new; what has been mended is said until it is left out."""
    laid(tmp_path, OLD)
    assert main(["-C", str(tmp_path), "build"]) == 0
    assert run(tmp_path) == 1
    assert run(tmp_path, "--write-baseline") == 0
    assert run(tmp_path, "--strict") == 0
    laid(tmp_path, OLD.replace("Text.", "A new beginning.\n\nText."))
    capsys.readouterr()
    assert run(tmp_path) == 0
    assert capsys.readouterr().err == ""
    laid(tmp_path, OLD.replace("More text.", "More【1†source】 text."))
    assert run(tmp_path) == 1
    assert "【1†source】" in capsys.readouterr().out
    laid(tmp_path, OLD.replace("---END---\n\n", ""))
    assert run(tmp_path) == 0
    said = capsys.readouterr()
    assert f"1 finding of {baseline.FILE} is there no more" in said.err
    assert run(tmp_path, FIRST) == 0
    assert capsys.readouterr().err == ""
    assert run(tmp_path, "--write-baseline") == 0
    capsys.readouterr()
    assert run(tmp_path) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("severity", ["error", "warning", "note", "off"])
@pytest.mark.parametrize("code", ["leftover", "title-twice", "variant-term", "undated"])
def test_a_site_decides_how_severe_a_rule_is(tmp_path: Path, code: str, severity: str) -> None:
    """Rules over a text, over the site, and problems of builds alike; `off` is silence, and a post's own wish comes first."""
    texts = {"a": "tags: [サーバー]", "b": "tags: [サーバー]", "c": "tags: [サーバ]"}
    write(tmp_path, "kawara.yml", f"check: {{severity: {{{code}: {severity}}}}}\n")
    for name, tags in texts.items():
        write(
            tmp_path,
            f"content/posts/{name}.md",
            f"---\ntitle: Rain {name}\n{tags}\n---\nRain {name}\n\nText.\n\n---END---\n",
        )
    found = {each.problem.severity for each in checked(tmp_path) if each.problem.code == code}
    assert found == ({severity} if severity != "off" else set())
    if code != "undated":
        for name, tags in texts.items():
            front = f"---\ntitle: Rain {name}\n{tags}\ncheck: {{ignore: {code}}}\n---\n"
            write(tmp_path, f"content/posts/{name}.md", f"{front}Rain {name}\n\nText.\n\n---END---\n")
        assert [each for each in checked(tmp_path) if each.problem.code == code] == []


class Terminal(StringIO):
    """Somebody at a keyboard."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.mark.parametrize(("answer", "mended"), [("y", True), ("yes", True), ("n", False), ("", False)])
def test_on_a_terminal_it_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: str, *, mended: bool
) -> None:
    """The diff has been shown by then; anything but yes is no."""
    laid(tmp_path, OLD)
    monkeypatch.setattr("sys.stdin", Terminal(f"{answer}\n"))
    run(tmp_path, "--fix")
    assert "mend 2 findings in 1 file? [y/N]" in capsys.readouterr().err
    assert ("---END---" not in (tmp_path / FIRST).read_text("utf-8")) is mended


def test_what_is_saved_before_the_yes_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The author looks at the text in the editor, changes a sentence, and says yes: the file is left alone, and named."""
    laid(tmp_path, OLD)
    newer = OLD.replace("More text.", "Another sentence.")

    def saved(_question: str) -> bool:
        write(tmp_path, FIRST, newer)
        return True

    monkeypatch.setattr("kawara.cli.terminal.confirm", saved)
    run(tmp_path, "--fix")
    assert f"{FIRST} was saved in the meantime" in capsys.readouterr().err
    assert (tmp_path / FIRST).read_text("utf-8") == newer


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        (
            "---\ntitle: A\r\ndate: 2026-04-01\r\n---\r\n\r\n本文\u200bです。\r\n\r\n---END---\r\n",
            "---\ntitle: A\r\ndate: 2026-04-01\r\n---\r\n\r\n本文です。\r\n\r\n",
        ),
        (
            "---\r\ntitle: A\ndate: 2026-04-01\n---\r\n本\u200b文\rです。\r\n\r\n---END---\n\nあと。",
            "---\r\ntitle: A\ndate: 2026-04-01\n---\r\n本文\rです。\r\n\r\nあと。",
        ),
    ],
)
def test_a_text_with_line_ends_of_several_kinds_is_mended(tmp_path: Path, written: str, mended: str) -> None:
    """Each line keeps its own."""
    write(tmp_path, FIRST, written)
    run(tmp_path, "--fix", "--yes")
    assert (tmp_path / FIRST).read_bytes().decode() == mended


PIECES = st.lists(st.tuples(st.sampled_from(["", "a", "b", "c"]), st.sampled_from(["\n", "\r\n", "\r"])), max_size=8)


@given(pieces=PIECES, after=st.lists(st.sampled_from(["", "a", "b", "d"]), max_size=8).map("\n".join))
def test_a_text_like_another_says_what_it_says(pieces: list[tuple[str, str]], after: str) -> None:
    """Whatever the line ends of the other are; the same text has the same ones, and no end is of a kind that it has not."""
    written = "".join(line + end for line, end in pieces)
    assert like(plain(written), written) == written
    assert plain(like(after, written)) == after
    assert set(END.findall(like(after, written))) <= (set(END.findall(written)) or {"\n"})
