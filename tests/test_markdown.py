"""Markdown: the specification kept, Japanese right, references left open, and no text that does not render."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import kawara
from conftest import REPOSITORY, shared
from kawara.loader.markdown import ASKED_FOR, NEEDED, RULES, Rendered, render, render_markdown
from kawara.loader.rules.cjk_emphasis import cjk_emphasis
from kawara.model import Heading, Hole

CASES = Path(__file__).parent / "cases"


OPTIONS = re.compile(r" \[([^\]]*)\]$")


def pairs(file: Path) -> Iterator[tuple[int, str, dict[str, Any], str]]:
    """The cases of a file: a title, then source and expected result, each closed by a line with a dot alone.

    Options stand in brackets behind the title: `preset=gfm`, `lang=en`, `summary` (the result is the summary), or settings.
    """
    lines = file.read_text(encoding="utf-8").split("\n")
    dots = [number for number, line in enumerate(lines) if line == "."]
    for first, second, third in zip(dots[::3], dots[1::3], dots[2::3], strict=True):
        found = OPTIONS.search(lines[first - 1])
        words = (word.partition("=") for word in found[1].split()) if found else ()
        options = {name: {"": True, "false": False}.get(value, value) for name, _, value in words}
        source, expected = ("\n".join(lines[a + 1 : b]) for a, b in ((first, second), (second, third)))
        yield first, f"{source}\n", options, expected


def result(source: str, options: dict[str, Any]) -> str:
    """What a source becomes under the options of its case; by itself, unless something is said of the post it is in."""
    if options.keys() <= {"preset"}:
        return render_markdown(source, **options).rstrip("\n")
    settings = {name: value for name, value in options.items() if name not in ("lang", "summary")}
    rendered = render(source, lang=options.get("lang", ""), settings=settings)
    return rendered.summary if "summary" in options else html_of(rendered).rstrip("\n")


@pytest.mark.parametrize(
    ("source", "options", "expected"),
    [
        pytest.param(*case, id=f"{file.name}:{line}")
        for file in sorted(CASES.glob("*.md"))
        for line, *case in pairs(file)
    ],
)
def test_each_case_renders_as_written_beside_it(source: str, options: dict[str, Any], expected: str) -> None:
    """The id names file and line of the case's title."""
    assert result(source, options) == expected


def test_there_are_cases_for_every_construct() -> None:
    """Good and bad ones, and each rule that a setting switches is switched in one of them."""
    cases = [case for file in CASES.glob("*.md") for case in pairs(file)]
    switched = {name for _, _, options, _ in cases for name in options}

    assert len(cases) >= 500
    assert set(RULES) - NEEDED <= switched


def suite(name: str) -> list[dict[str, Any]]:
    """A public suite of cases."""
    cases: list[dict[str, Any]] = json.loads(shared(f"cases/{name}.json").read_text(encoding="utf-8"))
    return cases


def test_the_commonmark_suite_is_unchanged_by_the_rules_for_cjk() -> None:
    """652 of 652 examples of CommonMark 0.31.2."""
    cases = suite("commonmark-0.31.2")
    # The library writes an empty quotation on one line; HTML sees no difference.
    wanted = {
        case["n"]: case["html"].replace("<blockquote>\n</blockquote>", "<blockquote></blockquote>") for case in cases
    }

    failed = [
        n
        for n, case in zip(wanted, cases, strict=True)
        if render_markdown(case["markdown"], preset="commonmark") != wanted[n]
    ]

    assert len(cases) == 652
    assert failed == []


@pytest.mark.parametrize("name", ["cjk-friendly-open", "mdit-strikethrough", "mdit-tables", "mdit-tasklists"])
def test_a_public_suite_passes_whole(name: str) -> None:
    """With the very rules posts are rendered with."""
    cases = suite(name)

    failed = [case["n"] for case in cases if render_markdown(case["markdown"]) != case["html"]]

    assert failed == []


GITHUB = {
    "gfm-extensions": {
        20: "the case has no result, it must only not crash",
        **dict.fromkeys((19, 24, 25), "bare URLs are links only where a setting asks for it"),
        22: "raw HTML is the author's",
        23: "footnotes are marked up as the library does; see the test below",
    },
    "gfm-regression": {13: "a footnote again"},
    "mdit-strikethrough": dict.fromkeys(
        (2, 3, 4, 5, 14, 15),
        "with GitHub a single tilde strikes out, and three or more are text: gfm-extensions 17, 18",
    ),
    "mdit-alerts": {},
    "mdit-tables": {},
    "mdit-tasklists": {},
}
"""Suite → its cases that do not count under `gfm`, and why."""


def as_github(html: str) -> str:
    """The HTML in one spelling for what GitHub and the library mark up differently."""
    for pattern, spelling in (
        (r'align="(\w+)"', r'style="text-align:\1"'),
        (r"(</?)del>", r"\1s>"),
        (r" />", ">"),
        (r"&quot;", '"'),
        (r' class="(?:contains-task-list|task-list-item)"', ""),
        (r"<input(?=[^>]*checked)[^>]*>", "<input checked>"),
        (r"<input (?!checked)[^>]*>", "<input>"),
    ):
        html = re.sub(pattern, spelling, html)
    return html


@pytest.mark.parametrize("name", GITHUB)
def test_the_gfm_preset_is_githubs_markdown(name: str) -> None:
    """Tables, strikethrough, task lists and alerts, each case of the public suites but those with a reason."""
    cases = [case for case in suite(name) if case["n"] not in GITHUB[name]]

    failed = [
        case["n"]
        for case in cases
        if as_github(render_markdown(case["markdown"], preset="gfm")) != as_github(case["html"])
    ]

    assert failed == []


def test_the_gfm_preset_has_footnotes_and_nothing_of_a_blog() -> None:
    """A footnote is one, an own title of an alert is none, and headings have no ids."""
    html = render_markdown("# a[^1]\n\n> [!NOTE] own\n\n{漢字|かんじ}\n\n[^1]: b\n", preset="gfm")

    assert '<h1>a<sup class="footnote-ref"><a href="#fn1" id="fnref1">' in html
    assert '<li id="fn1" class="footnote-item"><p>b' in html
    assert "<p>[!NOTE] own</p>" in html
    assert "<p>{漢字|かんじ}</p>" in html


@pytest.mark.parametrize(
    ("settings", "html"),
    [({}, "<p>9~12時と13~15時</p>\n"), ({"single_tilde": True}, "<p>9<s>12時と13</s>15時</p>\n")],
    ids=["off", "on"],
)
def test_what_is_off_by_default_is_switched_on_by_name(settings: dict[str, bool], html: str) -> None:
    """A single tilde is a range, as Japanese has it, until the author wants GitHub's."""
    assert html_of(render("9~12時と13~15時", settings=settings)) == html


@given(st.text(alphabet="ab (）「」。*_~`[]\n", max_size=30))
def test_text_without_cjk_beside_its_marks_is_commonmark(text: str) -> None:
    """The amendment for CJK changes nothing where there is none."""
    latin = text.translate(str.maketrans("）「」。", ")\"'."))
    plain, amended = MarkdownIt("commonmark"), MarkdownIt("commonmark")
    cjk_emphasis(amended)

    assert amended.render(latin) == plain.render(latin)


def test_other_parsers_of_the_process_are_left_alone() -> None:
    """Our rules are one parser's, not the library's."""
    source = "これは**「重要」**です。"
    render_markdown(source)

    assert MarkdownIt("commonmark").render(source) == f"<p>{source}</p>\n"


LISTED = st.sampled_from(
    [
        ":::",
        "::: a",
        "::: b {c=d.md}",
        "::: :::",
        "::e{f='g'}",
        "```",
        "- ",
        "> ",
        "**",
        "*",
        "~~",
        "[",
        "](",
        ")",
        "](a.md)",
        "<a href=",
        "'",
        '"',
        ">",
        "<!--",
        "&#0;",
        "\x00",
        "\f",
        "\n",
        "# ",
    ]
)


@given(st.lists(LISTED | st.text(max_size=5), max_size=30).map("".join))
def test_any_text_renders_alike_each_time(text: str) -> None:
    """Nothing raises, no mark of a hole is left over, and a second run gives the same."""
    rendered = render(text, path="content/a.md", stem="content/a")

    assert "\x00" not in html_of(rendered)
    assert "\f" not in html_of(rendered)
    assert rendered == render(text, path="content/a.md", stem="content/a")


@pytest.mark.parametrize(
    "text",
    [
        "> " * 3000,
        "[" * 30_000,
        "**" * 20_000,
        "<pre " * 20_000,
        "<a '" * 20_000,
        f"<a {'a' * 50_000}>",
        "# a\n" * 5_000,
        "[x](a.md) " * 5_000,
        "あ\n" * 10_000,
        "<!--" * 20_000,
        "::: a\n" * 5_000,
        ":::\n" * 5_000,
        "::: a\n:::\n" * 5_000,
        ":" * 50_000 + " a\n" + ":" * 50_000,
        "::a{" + "b " * 20_000,
        "::a{" + 'b="' * 20_000 + "}",
        "::: a " + "{" * 20_000,
        "> ::: a\n" * 2_000,
        "[^1] " * 2_000 + "\n\n[^1]: a",
    ],
    ids=lambda text: text[:8],
)
@pytest.mark.timeout(20)
def test_no_text_takes_for_ever(text: str) -> None:
    """Each takes well under a second when the time grows with the length, and minutes when it grows with its square."""
    assert html_of(render(text, path="content/a.md"))


def html_of(rendered: Rendered) -> str:
    """The HTML, each hole shown as its reference in braces."""
    return "".join(f"{{{piece.value}}}" if isinstance(piece, Hole) else piece for piece in rendered.body.pieces)


def holes_of(text: str, path: str = "content/posts/foo.md", stem: str = "content/posts/foo", **more: Any) -> list[Hole]:
    """The holes of a text."""
    return [piece for piece in render(text, path=path, stem=stem, **more).body.pieces if isinstance(piece, Hole)]


@pytest.mark.parametrize(
    ("reference", "kind", "paths", "tail"),
    [
        ("bar.md", "link", ("content/posts/bar.md", "content/posts/foo/bar.md"), ""),
        (
            "./bar.md#はじめに",
            "link",
            ("content/posts/bar.md", "content/posts/foo/bar.md"),
            "#%E3%81%AF%E3%81%98%E3%82%81%E3%81%AB",
        ),
        ("../a.png?v=1", "link", ("content/a.png", "content/posts/a.png"), "?v=1"),
        ("%E7%94%BB.png", "link", ("content/posts/画.png", "content/posts/foo/画.png"), ""),
        ("か\u3099.md", "link", ("content/posts/が.md", "content/posts/foo/が.md"), ""),
        ("../../../etc/passwd.txt", "link", ("etc/passwd.txt",), ""),
        ("../../../../etc/passwd.txt", "link", (), ""),
        (
            "../about/",
            "link",
            (
                "content/about",
                "content/about.md",
                "content/about/index.md",
                "content/posts/about",
                "content/posts/about.md",
                "content/posts/about/index.md",
            ),
            "",
        ),
        ("/about/#a", "site", (), "#a"),
        ("#a", "anchor", (), "#a"),
    ],
)
def test_a_reference_into_the_site_is_a_hole(reference: str, kind: str, paths: tuple[str, ...], tail: str) -> None:
    """With every file it may mean, decoded and in NFC, and with what follows the path."""
    for text in (f"[x](<{reference}>)", f'a <img src="{reference}">'):
        [hole] = holes_of(text)

        assert (hole.kind, hole.paths, hole.tail) == (kind, paths, tail)


@pytest.mark.parametrize(
    "reference", ["https://e.org/a", "mailto:a@e.org", "//e.org/a", "?page=2", "tel:1", "HTTP://e.org"]
)
def test_a_reference_to_elsewhere_is_no_hole(reference: str) -> None:
    """It stands in the HTML as it is."""
    assert holes_of(f'[x]({reference}) <a href="{reference}">y</a>') == []


def test_a_post_with_a_folder_of_its_own_has_no_folder_beside_it() -> None:
    """`foo/index.md` looks for its files in `foo/` alone."""
    [hole] = holes_of("[](a.png)", "content/posts/foo/index.md", "content/posts/foo/index")

    assert hole.paths == ("content/posts/foo/a.png",)


def test_holes_know_where_in_the_file_they_are_written() -> None:
    """Line and column of the reference itself, counted in the file, also when it is written twice or its label is the same."""
    text = "[b.md](b.md) and [again](b.md)\nand <img src='c.png'>\n\n| a |\n|---|\n| [日](画像.png) |\n"

    assert [(hole.line, hole.column, hole.value) for hole in holes_of(text, first_line=8)] == [
        (8, 8, "b.md"),
        (8, 26, "b.md"),
        (9, 15, "c.png"),
        (13, 7, "画像.png"),
    ]


def test_the_excerpt_of_a_hole_is_its_line() -> None:
    """For the caret in a message."""
    [hole] = holes_of("one\ntwo [x](b.md) three\n")

    assert hole.excerpt == "two [x](b.md) three"


def test_a_reference_defined_elsewhere_is_placed_at_its_use() -> None:
    """There is no column when the reference is not on the lines of its block."""
    [hole] = holes_of("a\n\nb [x][y]\n\n[y]: c.md\n")

    assert (hole.line, hole.column) == (3, 0)


def test_headings_are_collected_in_order() -> None:
    """For the table of contents."""
    body = render("# 一\n\n### 二 **三**\n\n> # 引用\n", title="別").body

    assert body.headings == (Heading(1, "一", "一"), Heading(3, "二-三", "二 三"), Heading(1, "引用", "引用"))


@pytest.mark.parametrize(
    ("text", "title", "dropped"),
    [
        ("# 題名\n\n本文", "題名", True),
        ("# 題名。\n\n本文", "題名", True),
        ("# ＡＩ　入門\n\n本文", "AI 入門", True),
        ("題名\n===\n\n本文", "題名", True),
        ("# **題**名\n\n本文", "題名", True),
        ("![](a.png)\n\n# 題名\n\n本文", "題名", True),
        ("# 題名\n\n本文", "", True),
        ("# 別の題\n\n本文", "題名", False),
        ("## 題名\n\n本文", "題名", False),
        ("本文\n\n## 節\n\n# 題名", "題名", False),
        ("> # 題名\n\n本文", "題名", False),
    ],
)
def test_a_heading_that_repeats_the_title_is_dropped(text: str, title: str, dropped: bool) -> None:  # noqa: FBT001  a table
    """Only the first heading, only of the first level, and from the table of contents as well."""
    rendered = render(text, title=title)

    assert ("題名" not in html_of(rendered).replace("別の題", "題名")) == dropped
    assert (rendered.body.headings == ()) == dropped
    assert "本文" in html_of(rendered)


@pytest.mark.parametrize(
    ("text", "title", "summary"),
    [
        ("一段落。\n\n二段落。", "", "一段落。"),
        ("題名\n\n一段落。", "題名", "一段落。"),
        ("# 題名\n\n一段落。", "", "一段落。"),
        ("![絵](a.png)\n\n一段落。", "", "一段落。"),
        ("- 項目\n\n一段落。", "", "一段落。"),
        ("一つ。\n\n二つ。\n\n<!-- more -->\n\n三つ。", "", "一つ。二つ。"),
        ("One.\n\nTwo.\n\n<!--more-->\n\nThree.", "", "One. Two."),
        ("一つ。<!-- more -->二つ。", "", "一つ。"),
        ("日本語の\n**続き**と [リンク](a.md)。", "", "日本語の続きと リンク。"),
        ("a <b>c</b> &amp; `d`", "", "a c & d"),
        ("<ruby>漢字<rt>かんじ</rt></ruby>です", "", "漢字です"),
        ("```\ncode\n```", "", ""),
        ("", "", ""),
    ],
)
def test_the_summary_is_the_opening_in_plain_text(text: str, title: str, summary: str) -> None:
    """What stands before `<!-- more -->`, else the first paragraph that says more than the title."""
    assert render(text, title=title).summary == summary


def test_a_long_paragraph_is_cut_at_a_sentence() -> None:
    """Within two hundred columns."""
    assert render("これは長い文です。" * 40).summary == "これは長い文です。" * 11


def test_the_words_leave_code_blocks_out() -> None:
    """They are for counting and for telling the language."""
    assert render("一\n\n```python\nimport this\n```\n\n- 二").words == "一\n二"


def test_a_rule_can_be_switched_off() -> None:
    """By the settings; what is not named stays on."""
    source = "これは**「重要」**です\n続き"

    assert html_of(render(source, settings={"cjk_emphasis": False})) == "<p>これは**「重要」**です続き</p>\n"
    assert (
        html_of(render(source, settings={"line_joins": False})) == "<p>これは<strong>「重要」</strong>です\n続き</p>\n"
    )


def test_the_table_of_rules() -> None:
    """The row that looks at what all others have made is the last; every other table names rows there are."""
    assert list(RULES)[-1] == "links"
    assert set(RULES) >= NEEDED | ASKED_FOR


def test_the_package_offers_the_parser() -> None:
    """As `kawara.render_markdown`."""
    assert kawara.render_markdown("**「強調」**です") == "<p><strong>「強調」</strong>です</p>\n"


def test_an_unknown_preset_is_refused_by_name() -> None:
    """With those there are."""
    with pytest.raises(ValueError, match="'nonesuch' is no preset; there are 'blog', 'gfm', 'commonmark'"):
        render_markdown("", preset="nonesuch")


class Balance(HTMLParser):
    """Counts open elements."""

    open = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002  the parser's signature
        """One more, unless it is never closed."""
        self.open += tag not in ("br", "hr", "img", "input")

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002  the parser's signature
        """One less."""
        self.open -= 1


def test_our_own_pages_are_balanced() -> None:
    """Every element that is opened in the manual and the posts of this repository is closed."""
    for file in [*REPOSITORY.glob("docs/**/*.md"), *REPOSITORY.glob("*.md")]:
        balance = Balance()
        balance.feed(render_markdown(file.read_text(encoding="utf-8")))
        assert balance.open == 0, file
