"""The parsers that ours follows, as judges: whatever is made up, both make the same HTML of it."""

from __future__ import annotations

import json
import random
import re
import subprocess
from collections.abc import Sequence

import pytest
from markdown_it import MarkdownIt

from conftest import REPOSITORY, absent, require_tool
from kawara.loader.rules.cjk_emphasis import cjk_emphasis

HOME = REPOSITORY / "tests" / "oracles"
NUMBER = 12_000
"""Texts for each judge."""

KNOWN = re.compile(r"\\[ \t]+$", re.MULTILINE)
"""markdown-it-py 4.3 keeps a space behind a backslash at the end of a line, which markdown-it takes away."""

MARKS = ("*", "**", "***", "_", "__", "~~", "~~~~", "`x`", "[l](u)", "\\", "\n", " ")
LATIN = ("a", "b", "é", "ß", "1", "(", ")", ".", '"', "«", "\u2018", "”", "₩", "☺", "①", "𝜵", "∇")
WIDE = (*tuple("。「」（）、！強あアｱ한ᄏㅏ🈂🈁😀〰㊗〈𠮟Ａ￦𛀀㉠ㆍ〯ꥠ䷀〾⿰"), "🈷", "🉐", "葛󠄀")
VARIATIONS = ("\ufe0e", "\ufe0f", "\ufe00", "\ufe01", "\U000e0100")
LINES = (
    "# a",
    "> b",
    "- c",
    "1. d",
    "    e",
    "```",
    "***",
    "---",
    "<b>",
    "<!-- -->",
    "[l]: /u",
    "[l]",
    "",
    "a\\",
    "\tf",
)


def judged(judge: str, texts: Sequence[str]) -> list[str]:
    """What an original parser makes of the texts."""
    node = require_tool("node")
    if not (HOME / "node_modules").is_dir():
        absent("the parsers that judge ours are not installed (npm install in tests/oracles)")
    command = [node, str(HOME / "render.mjs"), judge]
    done = subprocess.run(
        command, input=json.dumps(texts), capture_output=True, text=True, check=True, encoding="utf-8"
    )
    html: list[str] = json.loads(done.stdout)
    return html


def made_up(seed: int, atoms: Sequence[str], between: str = "", longest: int = 12) -> list[str]:
    """Texts of a few atoms each."""
    dice = random.Random(seed)  # noqa: S311  not for secrets
    texts = (between.join(dice.choices(atoms, k=dice.randint(2, longest))) for _ in range(NUMBER))
    return [KNOWN.sub("", text) for text in texts]


def plain() -> MarkdownIt:
    """The library's parser as the judges are set."""
    return MarkdownIt("commonmark").enable("strikethrough")


@pytest.mark.parametrize("seed", range(3))
def test_emphasis_beside_cjk_is_that_of_the_rules_own_home(seed: int) -> None:
    """Emphasis and strikethrough of made-up strings are those of markdown-it with markdown-it-cjk-friendly, each of them."""
    texts = made_up(seed, MARKS + LATIN + WIDE + VARIATIONS)
    ours = plain()
    cjk_emphasis(ours)
    differences = [
        (text, html) for text, html in zip(texts, judged("friendly", texts), strict=True) if ours.render(text) != html
    ]
    assert differences == []


@pytest.mark.parametrize("seed", range(3))
def test_text_without_cjk_is_read_as_by_the_original(seed: int) -> None:
    """Without a wide character our rule changes nothing: blocks and lines come out as markdown-it makes them."""
    texts = made_up(seed, LINES + MARKS + LATIN[:9], between="\n" if seed % 2 else "", longest=9)
    ours = plain()
    cjk_emphasis(ours)
    differences = [
        (text, html) for text, html in zip(texts, judged("plain", texts), strict=True) if ours.render(text) != html
    ]
    assert differences == []
