"""The content check: what holds for every text, however odd, however long."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kawara.build.checking import look_over_text
from kawara.build.looked_before import Looked, packed, unpacked
from kawara.check.text import Text
from kawara.config import Config
from kawara.loader.loader import load
from kawara.loader.outline import read_outline
from kawara.model import Source

PATH = "content/posts/a.md"
ALL = Config(severity={"style-mix": "note", "description-missing": "note", "unlinked": "note"})
SIGNS = (
    *("---END---", "<|im_end|>", "[INST]", "【1†a】", "citeturn0search1", "{{a}}", "[Your Name]", "[ここに写真]", "株式会社○○"),
    *("\n<<<<<<< a\n", "\n=======\n", "\n>>>>>>> b\n", "\n```\n", "\n````markdown\n", "`", "``", "$", "$$", "<!--", "-->"),
    *("「", "」", "『", "（", "）", "“", "”", "*", "**", "_", "~~", "\\", "![", "[", "](", "](a.md)", ")", "<b>", "</b>"),
    *("\u200b", "\ufeff", "\u202e", "\ufffd", "ﾊﾝ", "１２", "TODO: ", "（要確認）", "[here](https://example.com/)", "![](a.png)"),
    *("\n\n", "\n", "\n# ", "\n### ", "\n- ", "\n> ", "\n| a | b |\n|---|---|\n| ", " | ", "\n\n...", "\n\n、", "での", " the"),
    *("<blockquote>\n\n", "\n\n</blockquote>", "As an AI language model, ", "以下が記事です。", "サーバ", "サーバー", "GitHub", "Github"),
    *("\n---\ntitle: a\n---\n", "  ", "\t", "　", "。", ". ", "\x00", "\r\n", "\x0b", "\u2028", "\udcff".encode("utf-8", "replace").decode()),
)  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(SIGNS), st.text(max_size=12)), max_size=40).map("".join)
HEADS = st.sampled_from(
    ["", "---\ntitle: a\n---\n", '---\ntitle: "12:30"\nreading_time: 9\nexcerpt: 梅が咲きました\n---\n\n']
)


def looked(text: str) -> tuple[Text, Looked]:
    """One text, and what all rules find in it."""
    data = text.encode("utf-8", "surrogatepass")
    loaded = load(Source(PATH, "", "posts/a.md", "content"), data, ALL)
    whole, body_line, blocks = read_outline(PATH, data, ALL)
    seen = Text(PATH, whole.split("\n") if whole else (), body_line, blocks, loaded.post, loaded.places)
    return seen, look_over_text(ALL, seen)


@settings(max_examples=300)
@given(HEADS, TEXTS)
def test_any_text_is_looked_at_and_every_finding_lies_in_it(head: str, body: str) -> None:
    """Nothing is raised; a finding begins on a line that there is, not behind its end, and ends after it begins."""
    text, found = looked(head + body)
    for each in found.findings:
        start = (each.problem.line, each.problem.column)
        assert 1 <= each.problem.line <= len(text.lines)
        assert 1 <= each.problem.column <= len(text.lines[each.problem.line - 1]) + 1
        assert start <= (each.end_line, each.end_column)
        assert each.problem.source == text.lines[each.problem.line - 1]


@settings(max_examples=100)
@given(HEADS, TEXTS)
def test_what_was_found_is_kept_as_it_was(head: str, body: str) -> None:
    """A second check tells the same as the first."""
    _, found = looked(head + body)
    assert unpacked(packed(found)) == found


def said(n: int) -> str:
    """A passage of five clauses that holds a number."""
    return f"春の庭では{n}、梅が咲き始めたと{n}、朝の光の中で見ると{n}、花びらの一枚一枚が透きとおって{n}、薄い紙のようです{n}。"


GROWING: dict[str, Callable[[int], str]] = {
    "a paragraph without blanks that is broken off": lambda n: "春の庭では。" + "梅が咲" * n + "の",
    "a word before the last": lambda n: "End. " + "a" * n + " the",
    "paragraphs that are broken off": lambda n: "終わる。\n\n" * 9 * (n // 8) + "雨が降った。そして彼への\n\n" * (n // 8),
    "brackets in the wrong order": lambda n: "「" * n + "』" * n,
    "brackets that cross": lambda n: "「『" * n + "」" * n,
    "comments that never end": lambda n: "--> " + "a <!-- " * n,
    "ticks of every length": lambda n: " ".join("`" * (i % 99 + 1) + "a" for i in range(n // 8)),
    "pictures that never end": lambda n: "![" * n,
    "addresses of pictures that never end": lambda n: "![a](" * n,
    "braces": lambda n: "End. " + "{}" * n + "x}",
    "blanks": lambda n: "End. " + " " * n + "x}",
    "elements": lambda n: "End. " + "<a>" * n + "x>",
    "footnotes": lambda n: "End. " + "[^a]" * n + "x]",
    "characters that cannot be seen": lambda n: "a\u200bb " * n,
    "stubs of citations": lambda n: "text【1†a】" * n,
    "blanks to be filled in": lambda n: "[Your Name] " * n,
    "markers": lambda n: "---END---\n" * n,
    "links": lambda n: "[here](https://example.com/) " * n,
    "pictures": lambda n: "![](a) " * n,
    "long words": lambda n: "A" + "a" * n + "/ " + "ア" * n,
    "passages, and all of them in one": lambda n: "\n\n".join(map(said, range(n // 20))) + "\n\n" + "".join(map(said, range(n // 20))),
}  # fmt: skip


@pytest.mark.parametrize("name", GROWING)
def test_looking_takes_time_as_the_text_is_long(name: str) -> None:
    """Four times as much takes less than nine times as long; what is quadratic takes sixteen times as long."""

    def spent(n: int) -> float:
        whole, body_line, blocks = read_outline(PATH, GROWING[name](n).encode(), ALL)
        text = Text(PATH, whole.split("\n"), body_line, blocks)
        start = time.process_time()
        look_over_text(ALL, text)
        return time.process_time() - start

    short, long = min(spent(2000) for _ in range(3)), min(spent(8000) for _ in range(2))
    assert long < 9 * short + 0.05


def test_what_is_kept_of_one_long_line_is_not_kept_for_each_finding() -> None:
    """A line of half a megabyte with many faults once took gigabytes."""
    _, found = looked("a\u200bb text text text text " * 2000)
    assert sum(each.problem.code == "invisible" for each in found.findings) == 2000
    assert len(packed(found)) < 10 * 2000 * 24
