"""The quick parser gives what the library's own gives with the same rules: the same tokens, and so the same HTML."""

from __future__ import annotations

import random
from collections.abc import MutableMapping
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from kawara.loader.markdown import PRESETS, parser
from kawara.loader.quick import blocks
from kawara.loader.quick.inlines import QuickInlines
from kawara.loader.quick.parser import quick
from kawara.loader.quick.starts import ByStart, Chains, starting, starts
from kawara.loader.quick.tokens import QuickState
from kawara.loader.rules.document import KEY, Document

SCRAPS = (
    *("a", "b c", "語", "。", "「", "」", "\u3000", "\u00a0", "é\u0301", "한", "\ufe00", "1", "0"),
    *("\n", "\n", "\n", "\n\n", " ", "  ", "    ", "\t", "\r\n", "\r", "\x00", "\x0b", "\f", "\x85", "\u2028"),
    *("*", "**", "_", "~", "~~", "~~~", "`", "``", "```", "\\", "\\\n", "  \n", "&amp;", "&#12;", "&", "^[", "^"),
    *("[", "]", "(", ")", "[a]", "](b)", "![", "[^1]", "[^1]: ", "[a]: /b", "[!NOTE]", "[x] ", "[ ] ", ":", "://"),
    *("<", ">", "<b>", "</b>", "<!--", "-->", "<div>", "<https://a.b>", "<a href='c'>", "<br>", "<pre>"),
    *("# ", "## ", "#", "> ", ">", ">\t", "- ", "* ", "+ ", "-\t", "1. ", "2) ", "10. ", "---", "===", "- - -", "***"),
    *(
        "|",
        "a | b",
        "|-|-|",
        "---|---",
        ":-:",
        "| a |\n|---|\n| b |\n",
        "```py\nx\n```\n",
        "a\n-\n",
        "\n  - ",
        "\n   ",
        "\n> ",
    ),
    *("**a**", "**語**", "*b*", "`c`", "` d `", "[e](f)", "[語](https://a.b/c?d)", "[g](java:h)", "[i](javascript:j)"),
    *("- a\n", "- b\n- c\n", "1. d\n2. e\n", "  - f\n", "g\n\n", "h\n\n: i\n", "\u3000j\n\n"),
)
"""What any rule reacts to, and what it does not."""


def tokens(md: MarkdownIt, text: str) -> list[MutableMapping[str, Any]]:
    """Everything a parser says of a text."""
    return [token.as_dict() for token in md.parse(text, {KEY: Document(lines=text.split("\n"))})]


def html(md: MarkdownIt, text: str) -> str:
    """The HTML, with the marks of its holes."""
    return str(md.render(text, {KEY: Document(lines=text.split("\n"))}))


def assert_alike(text: str) -> None:
    """Both presets, with all their rules, on both parsers."""
    for preset in PRESETS.values():
        assert tokens(parser(*preset), text) == tokens(parser(*preset, MarkdownIt), text)
        assert html(parser(*preset), text) == html(parser(*preset, MarkdownIt), text)


@given(st.lists(st.sampled_from(SCRAPS) | st.text(max_size=3), max_size=25).map("".join))
@example("1. a\n2. b\n\n   c\n===\n")
@example("> a\nb\n===\n")
@example("- a | b\n  ---|---\n")
@example("[^1]: - a\n\tb\n\n[^1]")
@example("~~~~~ a ~~b~~")
@example("a\n    # b\n===")
@settings(max_examples=300)
def test_any_text_gives_the_same_tokens(text: str) -> None:
    """Whatever the scraps make: tables cut short, lists in quotations in lists, tabs, odd characters and line ends."""
    assert_alike(text)


def test_a_thousand_texts_of_more_scraps_give_the_same_tokens() -> None:
    """Longer than those that are sought for the smallest fault, and the same ones each time."""
    chosen = random.Random(20)  # noqa: S311  nothing is kept secret by it
    for _ in range(1000):
        assert_alike("".join(chosen.choices(SCRAPS, k=chosen.randint(10, 60))))


@pytest.mark.parametrize("depth", [1, 19, 20, 21, 60])
@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "[", "![", "**a ", "*a **b "])
def test_deep_nesting_ends_where_the_library_ends_it(mark: str, depth: int) -> None:
    """Beyond the deepest level allowed nothing is parsed."""
    assert_alike(f"{mark * depth}x{'](y)' * depth} **z**\n")


def at_signs(md: MarkdownIt) -> None:
    """A plugin of somebody: a block `@…`, an inline `@a`, and a text rule before all others."""

    def block(state: StateBlock, start: int, _end: int, silent: bool) -> bool:  # noqa: FBT001  the signature of a block rule
        if not state.src.startswith("語", state.bMarks[start] + state.tShift[start]):
            return False
        if not silent:
            state.push("hr", "hr", 0).map = [start, start + 1]
            state.line = start + 1
        return True

    def inline(state: StateInline, silent: bool) -> bool:  # noqa: FBT001  the signature of an inline rule
        if state.src[state.pos] not in "@b":
            return False
        if not silent:
            state.push("hardbreak", "br", 0)
        state.pos += 1
        return True

    md.block.ruler.before("lheading", "at", block, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.inline.ruler.before("text", "at", inline)


@given(st.lists(st.sampled_from([*SCRAPS, "@"]), max_size=25).map("".join))
@settings(max_examples=100)
def test_a_plugins_rules_are_tried_wherever_the_library_tries_them(text: str) -> None:
    """A rule that the table of starts does not know may begin with anything."""
    ours, theirs = quick("gfm-like2", {"linkify": False}), MarkdownIt("gfm-like2", {"linkify": False})
    for md in (ours, theirs):
        md.render(text)  # the rules come when those there have been sorted already
        at_signs(md)

    assert tokens(ours, text) == tokens(theirs, text)


@pytest.mark.parametrize("off", ["code", "table", "lheading", "fragments_join", "text", "emphasis", "entity", "list"])
def test_a_rule_switched_off_is_off(off: str) -> None:
    """Switching, too, is seen after a first use."""
    ours, theirs = quick("gfm-like2", {"linkify": False}), MarkdownIt("gfm-like2", {"linkify": False})
    chosen = random.Random(4)  # noqa: S311  nothing is kept secret by it
    for md in (ours, theirs):
        md.render("a")
        md.disable(off)
    for _ in range(100):
        text = "".join(chosen.choices(SCRAPS, k=20))

        assert tokens(ours, text) == tokens(theirs, text), text


def test_a_rule_that_says_its_start_is_tried_only_there() -> None:
    """And between the rules that say nothing it keeps its place."""
    first, second = (lambda: 1), (lambda: 2)
    third = starting(lambda: 3, "{%")
    sorted_rules = ByStart([first, third, second])

    assert starts(first) is None
    assert sorted_rules.at("%") == (first, third, second)
    assert sorted_rules.at("a") == (first, second)


def test_every_rule_of_ours_is_known() -> None:
    """One unknown inline rule would cost every text the quick way."""
    md = parser(*PRESETS["blog"])

    assert [rule.__name__ for rule in Chains(md.inline.ruler)[""].unknown] == ["text"]
    assert [rule.__name__ for rule in Chains(md.block.ruler)[""].unknown] == [
        "table",
        "code",
        "lheading",
        "definition_list",
        "indented",
    ]


REFERENCES = (
    "http://",
    "https://",
    "/",
    "//",
    "a",
    "b.c",
    "Z9",
    "-",
    "_",
    ".",
    "..",
    "#",
    "xn--a",
    "1.2",
    ":",
    "?",
    "@",
    "%",
    "あ",
)


@given(st.lists(st.sampled_from(REFERENCES), max_size=7).map("".join))
def test_a_reference_is_normalised_as_the_library_does(reference: str) -> None:
    """Also those that are left as they are without looking further."""
    assert parser(*PRESETS["blog"]).normalizeLink(reference) == MarkdownIt().normalizeLink(reference)


def test_a_plugins_way_of_showing_text_is_kept() -> None:
    """The short way past the renderer's rules is taken only while the rule for text is the library's."""
    md = quick("commonmark", None)
    md.add_render_rule("text", lambda _self, tokens, index, _options, _env: tokens[index].content.upper())

    assert md.render("a\n\n*b* c") == "<p>A</p>\n<p><em>B</em> C</p>\n"


PAIRS = (
    "`a`",
    "` b `",
    "**c**",
    "**語1**",
    "*d*",
    "[e f](/g#h)",
    "[語](https://a.b/c?d=e)",
    " i ",
    "語",
    "。",
    "\n",
    "]",
    "(",
    "\u3000",
)


@given(st.lists(st.sampled_from((*PAIRS, *PAIRS, *SCRAPS)), min_size=1, max_size=12).map("".join))
@settings(max_examples=500)
def test_plain_pairs_and_what_is_nearly_one_give_the_same_tokens(text: str) -> None:
    """Side by side, at both ends of a line, and with any other mark among them."""
    assert_alike(text)


@pytest.mark.parametrize(
    "text",
    ["a `b` c", "` a `", "**a** b **語**", "*a*", "a\nb", "[a b](/c) and [語](https://a.b/c#d)", "**a**`b`*c*[d](e)"],
)
def test_plain_pairs_need_no_rule(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nearly every marked text is made of tokens by one pattern alone."""
    expected = MarkdownIt("gfm-like2", {"linkify": False}).render(text)
    monkeypatch.setattr(QuickInlines, "tokenize", None)

    assert quick("gfm-like2", {"linkify": False}).render(text) == expected


@pytest.mark.parametrize("text", ["a", "a\n\nb `c`\n\n\nd\n", "語。\n\nb\n"])
def test_a_paragraph_of_one_line_needs_no_rule(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a mark at its start it is nothing else, where no rule of a plugin may say so."""
    expected = MarkdownIt("gfm-like2", {"linkify": False}).render(text)
    monkeypatch.setattr(blocks, "_one", None)

    assert quick("gfm-like2", {"linkify": False}).render(text) == expected


@pytest.mark.parametrize(
    "off", ["link", "newline", "backticks", "emphasis", "balance_pairs", "fragments_join", "lheading"]
)
def test_the_short_ways_end_where_a_rule_is_off(off: str) -> None:
    """They do the work of all the rules that they stand for, or of none."""
    ours, theirs = quick("gfm-like2", {"linkify": False}), MarkdownIt("gfm-like2", {"linkify": False})
    for md in (ours, theirs):
        md.render("a")
        if off in ("balance_pairs", "fragments_join"):
            md.inline.ruler2.disable(off)
        else:
            md.disable(off)
    for text in (*PAIRS, "".join(PAIRS), "a\n\nb\n", "- c\n- d\n", "- e\n\n  f\n"):
        assert tokens(ours, text) == tokens(theirs, text), text


@given(st.text(alphabet="\n\n \ta語\u3000\x0b\r", min_size=1, max_size=30))
@example("a\n  ")
@example(" \t a\n\t \tb\n")
def test_lines_are_marked_as_the_library_marks_them(text: str) -> None:
    """Where each begins and ends, and how far in its text stands, with the line behind the last."""
    md = MarkdownIt()
    ours, theirs = vars(QuickState(text, md, {}, [])), vars(StateBlock(text, md, {}, []))

    assert ours == theirs


ROWS = (
    "|",
    "|",
    "|",
    "a",
    "語 b",
    " ",
    "\\|",
    "\\",
    "`|`",
    "\n",
    "\n",
    "---",
    ":-:",
    "|-|-|\n",
    "|---|:--:|\n",
    "> ",
    "- ",
    "    ",
    "#",
)


@given(
    st.lists(st.sampled_from(ROWS), max_size=20).map("".join), st.lists(st.sampled_from(ROWS), max_size=20).map("".join)
)
@example("", "c | d\ne\n|\n| f | g | h\n# i\n")
@example("a\\", "|b\\|c|\n\n- d")
@settings(max_examples=300)
def test_tables_are_the_librarys(before: str, after: str) -> None:
    """Rows that are short, long, empty or cut, signs that are escaped, and whatever ends a table."""
    assert_alike(f"{before}\n\n| a | b |\n|---|--:|\n{after}")
    assert_alike(f"{before}{after}")


SIGNS = ("#", "#", "##", "#######", " ", "\t", "    ", "\\", "a", "語", "\u3000", "\u00a0", "*b*", "\n", "> ", "- ")


@given(st.lists(st.sampled_from(SIGNS), max_size=12).map("".join))
@example("# a #\n## b ##c\n### #\n#\t\n# d\\#")
@example("# #")
@settings(max_examples=300)
def test_headings_are_the_librarys(text: str) -> None:
    """Signs before and behind the words, with and without spaces, and lines that are none."""
    assert_alike(text)
    assert_alike(f"# {text}")
