"""Directives as the loader reads them: one hole for each, its text inside it, and every slip told where it stands."""

from __future__ import annotations

import pytest

from kawara.loader.markdown import Rendered, render
from kawara.loader.rules.arguments import Line, read
from kawara.model import Hole
from test_markdown import html_of

PATH, STEM = "content/posts/a.md", "content/posts/a"


def rendered(text: str, first_line: int = 1) -> Rendered:
    """A text of a post."""
    return render(text, path=PATH, stem=STEM, first_line=first_line)


def only(text: str) -> Hole:
    """The one piece of a text that is nothing but a directive."""
    [piece] = rendered(text).body.pieces
    assert isinstance(piece, Hole)
    return piece


def faults(text: str, first_line: int = 1) -> list[tuple[int, int, str]]:
    """Line, column and words of each problem."""
    return [(found.line, found.column, found.text) for found in rendered(text, first_line).problems]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (":::", Line(3)),
        (":::::  ", Line(5)),
        ("::: note", Line(3, "note", 4)),
        (":::note", Line(3, "note", 3)),
        ("::: note A b", Line(3, "note", 4, (("title", "A b"),))),
        ("::: note A {b=c}", Line(3, "note", 4, (("title", "A"), ("b", "c")))),
        ("::a{b=c d='e f' g}", Line(2, "a", 2, (("b", "c"), ("d", "e f"), ("g", "true")))),
        ('::a{b="c \\" \\\\ d"}', Line(2, "a", 2, (("b", 'c " \\ d'),))),
        ("::a{}", Line(2, "a", 2)),
        ("::a{b=}", Line(2, "a", 2, (), ((4, "'b=' cannot be read as an argument", 'write name=value, and the value in "straight quotes" when it has spaces'),))),
        ("::a{b=1 b=2}", Line(2, "a", 2, (("b", "1"),), ((8, "'b' is given twice", "keep one"),))),
        ("::: a B {title=C}", Line(3, "a", 4, (("title", "B"),), ((9, "'title' is given twice", "keep one"),))),
        ("::: a [B]", Line(3, "a", 4, (("title", "[B]"),), ((5, "a title stands without brackets", "write ::: a B"),))),
        ("::", None),
        ("::a", None),
        (":: a{b=c}", None),
        ("::1{b=c}", None),
        ("::: 1", None),
        ("::: note!", None),
        (":a{b=c}", None),
    ],
)  # fmt: skip
def test_a_line(line: str, expected: Line | None) -> None:
    """Colons, name, offset of the name, arguments and faults."""
    assert read(line) == expected


def test_a_directive_is_a_hole_with_its_text_inside() -> None:
    """Name, arguments, place; the text in HTML, with holes of its own."""
    [before, hole, after] = rendered("前\n\n::: note 題 {open}\n[b](b.md)\n:::\n\n後", first_line=5).body.pieces

    assert (before, after) == ("<p>前</p>\n", "<p>後</p>\n")
    assert isinstance(hole, Hole)
    assert (hole.kind, hole.value, hole.arguments) == ("directive", "note", (("title", "題"), ("open", "true")))
    assert (hole.line, hole.column, hole.excerpt) == (7, 5, "::: note 題 {open}")
    [start, link, end] = hole.inner
    assert (start, end) == ('<p><a href="', '">b</a></p>\n')
    assert isinstance(link, Hole)
    assert (link.kind, link.paths[0], link.line) == ("link", "content/posts/b.md", 8)


def test_directives_are_nested_as_they_are_written() -> None:
    """Each holds what stands between its own fences."""
    outer = only(":::: a\n一\n::: b\n二\n:::\n::c{d=e}\n三\n::::")

    assert [piece if isinstance(piece, str) else (piece.value, piece.inner) for piece in outer.inner] == [
        "<p>一</p>\n",
        ("b", ("<p>二</p>\n",)),
        ("c", ()),
        "<p>三</p>\n",
    ]


@pytest.mark.parametrize(
    ("value", "kind", "paths"),
    [
        ("b.md#x", "link", ("content/posts/b.md", "content/posts/a/b.md")),
        ("../画.png", "link", ("content/画.png", "content/posts/画.png")),
        ('"a b.png"', "link", ("content/posts/a b.png", "content/posts/a/a b.png")),
        ("/about/", "site", ()),
        ("#x", "anchor", ()),
    ],
)
def test_a_value_that_may_be_a_reference_is_a_hole(value: str, kind: str, paths: tuple[str, ...]) -> None:
    """Which is only settled by the template; the value stays as written, with its column."""
    [(_, found)] = only(f"::figure{{src={value}}}").arguments

    assert isinstance(found, Hole)
    assert (found.kind, found.paths, found.value) == (kind, paths, value.strip('"'))
    assert found.column == 14 + value.startswith('"')


@pytest.mark.parametrize("value", ["https://e.org/a.png", "//e.org/a", "dQw4w9WgXcQ", "90", "題名"])
def test_any_other_value_is_text(value: str) -> None:
    """It leads elsewhere, or nowhere."""
    assert only(f"::x{{y={value}}}").arguments == (("y", value),)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("::: note\n文", [(1, 0, "'note' is never closed")]),
        (":::: note\n::: tip\n文\n::::", [(2, 0, "'tip' is never closed")]),
        ("文\n\n:::", [(3, 0, "this fence closes nothing")]),
        ("::: note\n- :::\n:::", [(2, 0, "this fence closes nothing")]),
        ("> ::: note\n\n文", [(1, 0, "'note' is never closed")]),
        ("> - ::: note {a b=}\n>   :::", [(1, 17, "'b=' cannot be read as an argument")]),
        ("前\n::a[b]\n後", [(2, 4, "'a' cannot be read as a directive")]),
        ("::: a\n" * 18 + "::: b\n:::\n" + ":::\n" * 18, []),
        ("```\n::: note\n```", []),
        ("    ::: note", []),
    ],
)
def test_slips_are_told_at_their_line(text: str, found: list[tuple[int, int, str]]) -> None:
    """In the file, not in the text."""
    assert sorted(set(faults(text))) == found
    assert sorted(set(faults(text, first_line=10))) == [(line + 9, column, words) for line, column, words in found]


def test_too_deep_is_told_and_shown() -> None:
    """The parser reads no block below a certain depth; nothing gets lost there in silence."""
    text = "::: a\n" * 30 + "文"

    assert "'a' stands too deep inside other blocks" in {words for _, _, words in faults(text)}
    assert "文</p>" in str(rendered(text).body)


def test_words_headings_and_footnotes_inside_count() -> None:
    """A directive's text is text of the post."""
    found = rendered("# 題\n\n::: note\n## 節\n\n本文[^1]。\n:::\n\n[^1]: 注\n")

    assert [heading.id for heading in found.body.headings] == ["節"]
    assert found.words.split() == ["節", "本文。", "注"]


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("::: note\n断り。\n:::\n\n本文。", "本文。"),
        ("::: note\n断り。\n:::", "断り。"),
        (":::: note\n::: tip\n断り。\n:::\n::::", "断り。"),
        ("::: note\n> 引用。\n:::", ""),
        ("::: note\n一。\n:::\n\n<!-- more -->\n\n二。", "一。"),
    ],
)
def test_the_summary_of_a_text_with_directives(text: str, summary: str) -> None:
    """The first paragraph outside, else the first inside; before a mark, everything."""
    assert rendered(text).summary == summary


def test_a_heading_inside_is_no_title() -> None:
    """Only a heading of the post itself is."""
    assert rendered("::: note\n# 節\n:::").heading == ""


def test_directives_can_be_switched_off() -> None:
    """As every rule."""
    assert html_of(render("::x{y}", settings={"directives": False})) == "<p>::x{y}</p>\n"
