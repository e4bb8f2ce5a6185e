"""Markdown: what holds for every text, however odd, however long."""

from __future__ import annotations

import gc
import re
import time
import unicodedata
from collections.abc import Callable
from html import unescape
from math import ceil

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conftest import shared
from kawara.base.text import clean, graphemes
from kawara.config import Config
from kawara.loader.loader import load
from kawara.loader.markdown import ASKED_FOR, PRESETS, Rendered, render, render_markdown
from kawara.loader.rules.images import KIND as IMAGE
from kawara.loader.rules.images import plain_image
from kawara.model import Hole, Source
from kawara.renderer.summaries import opening

EVERYTHING = dict.fromkeys(ASKED_FOR, True)

SIGNS = (
    *"*_~`^=$:|{}[]()<>!#-+\\&\"'./\n \t　",
    *("**", "~~", "==", "$$", "```", "~~~", ":::", "::", "[[", "]]", "](", "^[", "[^1]", "\n[^1]: ", "{#a}", "{.b}"),
    *("\n\n", "\n- ", "\n1. ", "\n> ", "\n> [!NOTE] ", "\n## ", "\n: ", "\n| ", " | ", "\n|---|---|\n", "\n*[字]: "),
    *(
        "[ ] ",
        "[x] ",
        "    ",
        "---",
        "...",
        ":tada:",
        "https://a.example/",
        "<https://a.example/>",
        "(https://a.example/)",
    ),
    *(
        "{字|じ}",
        "[[名]]",
        "![",
        "a.md",
        "::: note 題",
        "::figure{src=a.png}",
        "{lang=ja}",
        "\n{.c}\n",
        "&amp;",
        "\\\n",
    ),
)
"""Every sign that a rule begins or ends with, and the beginnings of every construct."""
LETTERS = (
    "あ",
    "漢字",
    "「",
    "」",
    "。",
    "（",
    "）",
    "한",
    "ａ",
    "a",
    "B2",
    "é",
    "葛\U000e0100",
    "👩‍👧",
    "が",
    "か\u3099",
)
LINKS = ("[", "](https://a.example/)", "[a", "^[n]", "]", "{.c}", "**") * 4
MIXED = st.lists(st.sampled_from((*SIGNS, *LINKS, *LETTERS)), max_size=40).map("".join)
"""Prose in which every construct is begun, few are ended, and Japanese stands beside all of them."""


def rendered(text: str, *, lang: str = "", title: str = "") -> Rendered:
    """A text of a post, with every rule on."""
    return render(text, path="content/a.md", stem="content/a", settings=EVERYTHING, lang=lang, title=title)


def shown(piece: str | Hole) -> str:
    """A piece where every reference leads somewhere and a directive is what stands in it."""
    if isinstance(piece, str):
        return piece
    if piece.kind == IMAGE:
        return plain_image(piece)
    return f"<div>{''.join(map(shown, piece.inner))}</div>" if piece.kind == "directive" else "#"


def html_of(made: Rendered) -> str:
    """The HTML of a text."""
    return "".join(map(shown, made.body.pieces))


@given(MIXED | st.text(max_size=60), st.sampled_from(["", "en", "ja", "ko", "fr"]))
def test_any_text_renders_alike_twice(text: str, lang: str) -> None:
    """With every rule on, those included that are off by default; in the presets too."""
    assert rendered(text, lang=lang) == rendered(text, lang=lang)
    for preset in PRESETS:
        assert render_markdown(text, preset=preset) == render_markdown(text, preset=preset)


WITHOUT_TAGS = MIXED.map(lambda text: re.sub(r"<(?!https:)", "", clean(text)))
"""Texts in which every tag of the result is one of ours."""


@given(WITHOUT_TAGS)
@settings(max_examples=300)
def test_the_html_of_our_own_is_well_formed(text: str) -> None:
    """A strict parser of HTML finds nothing to repair."""
    html5lib.HTMLParser(strict=True).parseFragment(html_of(rendered(text, lang="en")))


@given(
    st.lists(st.sampled_from((*LETTERS, " ", "🇯🇵", "(", ")", "一、", "二。", "word ")), min_size=1, max_size=200).map(
        "".join
    )
)
def test_a_summary_is_whole_characters_of_plain_text(text: str) -> None:
    """It splits no grapheme, and holds no tag."""
    made = rendered(text)
    short, whole = made.summary.removesuffix("…"), " ".join(made.words.split())

    assert whole.startswith(short)
    assert list(graphemes(whole))[: len(list(graphemes(short)))] == list(graphemes(short))


# --- time --------------------------------------------------------------------------------------------------------------


BLOCKS = (
    "a b.",
    "花。",
    "*c*",
    "`d`",
    "[e](f.md)",
    "{花|はな}",
    "[^1]",
    "\n\n",
    "\n- ",
    "\n# ",
    "\n> ",
    "\n| g |\n|---|\n",
)


@given(st.lists(st.sampled_from(BLOCKS)))
def test_a_summary_of_several_blocks_is_its_plain_form_in_markup(parts: list[str]) -> None:
    """Letter for letter, but for readings and the numbers of notes; whole when parsed, and nothing in it is a block."""
    made = rendered("".join(parts) + "\n\n<!-- more -->\n\nend", lang="ja", title="題")
    found = opening(html_of(made), made.summary)
    words = re.sub(r"<(r[pt])>.*?</\1>|<[^>]*>", "", found)

    assert "".join(unescape(words).split()) == "".join(made.summary.split())
    html5lib.HTMLParser(strict=True).parseFragment(found)
    assert not re.search(r"<(?:p|li|ul|h\d|t[dr]|blockquote)\b", found)


LONG: dict[str, Callable[[int], str]] = {
    "quotations in quotations": lambda n: "> " * n,
    "quotations": lambda n: "> a\n" * n,
    "opening brackets": lambda n: "[" * n,
    "nested brackets": lambda n: "[" * n + "]" * n,
    "links never ended": lambda n: "[a](b" * n,
    "brackets that are no links": lambda n: "[a][b]" * n,
    "brackets before braces": lambda n: "[" * n + "]{.b}" * n,
    "links": lambda n: "[x](a.md) " * n,
    "links elsewhere defined": lambda n: "".join(f"[a{i}]: b\n" for i in range(n)) + "[a1] " * n,
    "links by name": lambda n: "[[a]] " * n,
    "links by name never ended": lambda n: "[[a|" * n,
    "links that run scripts": lambda n: "[x](javascript:a) " * n,
    "images": lambda n: "![a](b.png)\n\n" * n,
    "stars": lambda n: "a**" * n,
    "stars beside CJK": lambda n: "あ**「" * n,
    "stars and underscores": lambda n: "*a_ " * n,
    "tildes": lambda n: "~~a" * n,
    "single tildes": lambda n: "a~b" * n,
    "carets": lambda n: "a^b" * n,
    "equals": lambda n: " ==a==" * n,
    "equals never ended": lambda n: "==a " * n,
    "dollars": lambda n: "$a " * n,
    "formulas that cannot be set": lambda n: "$\\frac{$ " * n,
    "dollars on lines": lambda n: "$$\n" * n,
    "braces": lambda n: "{" * n,
    "readings never ended": lambda n: "{字|" * n,
    "readings that do not fit": lambda n: "{日本語|に|ほ} " * n,
    "attributes": lambda n: "*a*{#b} " * n,
    "attributes never ended": lambda n: "*a*{" + ".a " * n,
    "bars": lambda n: "|" * n,
    "rows": lambda n: "| a |\n|---|\n" + "| b |\n" * n,
    "columns": lambda n: "|a" * n + "|\n" + "|-" * n + "|\n",
    "colons": lambda n: ":" * n,
    "names never ended": lambda n: "[[" + "あ" * n + "]",
    "names of emoji": lambda n: ":a" * n,
    "definitions": lambda n: "a\n: b\n\n" * n,
    "lines before a colon": lambda n: "a\n" * n + ": b",
    "directives never closed": lambda n: "::: a\n" * n,
    "arguments": lambda n: "::a{" + "b " * n + "}",
    "footnotes": lambda n: "".join(f"a[^{i}]\n\n[^{i}]: b\n\n" for i in range(n)),
    "footnotes in a line": lambda n: "^[a] " * n,
    "footnotes never defined": lambda n: "[^a] " * n,
    "alerts with titles": lambda n: "> [!NOTE] a\n> b\n\n" * n,
    "tasks": lambda n: "- [ ] a\n" * n,
    "items in items": lambda n: "- " * n,
    "headings": lambda n: "# a\n" * n,
    "lines of Japanese": lambda n: "あ\n" * n,
    "stops": lambda n: "。" * n,
    "dashes": lambda n: "a -- " * n,
    "quotation marks": lambda n: "'a " * n,
    "schemes": lambda n: "http://" * n,
    "a long address": lambda n: "http://a.b/" + "(" * n,
    "backquotes": lambda n: "`a" * n,
    "comments": lambda n: "<!--" * n,
    "tags never ended": lambda n: "<a " * n,
    "ampersands": lambda n: "&a" * n,
    "backslashes": lambda n: "\\" * n,
    "abbreviations": lambda n: "*[a]: b\n\n" + "a " * n,
    "many abbreviations": lambda n: "".join(f"*[A{i}]: b\n" for i in range(n)) + "\n" + "A7 A " * n,
    "marks on one letter": lambda n: "a" + "\u0301" * n,
}


def seconds(text: str) -> float:
    """What rendering a text takes, of the processor's time."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        rendered(text, lang="en")
        return time.process_time() - start
    finally:
        gc.enable()


LEAST = 0.02
"""Seconds under which a clock tells too little."""


def growth(text: Callable[[int], str]) -> float:
    """How many times longer it takes to render four times as much."""
    length, short = 500, 0.0
    while short < LEAST and length < 100_000:
        length *= 2
        short = seconds(text(length))
    return seconds(text(4 * length)) / max(min(short, seconds(text(length))), LEAST / 4)


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
@pytest.mark.timeout(60)
def test_time_grows_with_the_length(text: Callable[[int], str]) -> None:
    """Four times as much takes some four times as long; were it the square, it would be sixteen."""
    assert any(growth(text) < 8 for _ in range(3))


@pytest.mark.parametrize("character", "aあ*[#>-`~|_ 1")
@pytest.mark.timeout(120)
def test_twelve_megabytes_of_one_character_render(character: str) -> None:
    """As a text that something else has written by mistake."""
    assert rendered(character * 12_000_000).problems is not None


# --- the seed ----------------------------------------------------------------------------------------------------------

SEED = "seed/2025-10-25-meta-reliance-india-ai.md"


@pytest.mark.parametrize("front", [True, False])
def test_the_reading_time_of_the_seed(front: bool) -> None:  # noqa: FBT001  a table
    """As its front matter says; without that, its CJK characters at 500 a minute and its other words at 220."""
    text = shared(SEED).read_text(encoding="utf-8")
    said = text if front else text.replace("reading_time: 8\n", "")
    body = text.split("---\n", 2)[2]
    characters = sum(unicodedata.east_asian_width(character) in "FW" for character in body)
    words = len(re.findall(r"[0-9A-Za-z][0-9A-Za-z.-]*", body))
    counted = ceil(characters / 500 + words / 220)

    post = load(Source(SEED, f"/site/{SEED}", SEED, "content"), said.encode(), Config()).post

    assert post is not None
    assert post.reading_time == (8 if front else counted)
    assert counted > 8


def test_the_seed_renders_complete() -> None:
    """Every paragraph in its order, once for each time it is written; two of them are written twice."""
    body = shared(SEED).read_text(encoding="utf-8").split("---\n", 2)[2]
    written = [bare(line) for line in body.splitlines() if line.strip()]
    blocks = re.findall(r"<(p|h\d|li)\b[^>]*>(.*?)</\1>", html_of(rendered(body, title="別の題")), re.DOTALL)

    assert [bare(unescape(re.sub(r"<[^>]+>", "", text))) for _, text in blocks] == written
    assert len(set(written)) < len(written)


def bare(text: str) -> str:
    """A line without the signs of Markdown."""
    return re.sub(r"^(?:#+|[-*]|\d+\.)\s|\*\*|\s", "", text)
