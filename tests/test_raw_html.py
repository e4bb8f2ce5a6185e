"""HTML in a text: kept, shown as text or made harmless, by folder; links that run a script are refused everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawara.build import extras
from kawara.loader.markdown import render
from kawara.loader.rules import raw_html
from kawara.model import Hole
from sites import lay, made, page, told

WORDS = ("allow", "escape", "sanitize")


def html(text: str, word: str = "allow", **settings: Any) -> str:
    """The HTML of a text, each hole as its reference in braces."""
    found: Mapping[str, Any] = {"html": word, **settings}
    pieces = render(text, path="content/a.md", settings=found).body.pieces
    return "".join(f"{{{piece.value}}}" if isinstance(piece, Hole) else piece for piece in pieces)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("/a.jpg 1x, b.jpg 2x", "{/a.jpg} 1x, {b.jpg} 2x"),
        ("a.jpg", "{a.jpg}"),
        ("a.jpg,  b.jpg   2x ,", "{a.jpg}, {b.jpg} 2x"),
        ("https://e.test/c,d.jpg 480w, /e.jpg 960w", "https://e.test/c,d.jpg 480w, {/e.jpg} 960w"),
        ("data:image/png;base64,AA== 1x, 猫.jpg 2x", "data:image/png;base64,AA== 1x, {猫.jpg} 2x"),
        ("https://e.test/a.jpg  1x", "https://e.test/a.jpg  1x"),
    ],
)
def test_every_picture_of_a_set_is_found(written: str, shown: str) -> None:
    """Browsers prefer it to `src`, so it must lead where that leads: below the base path, and from a feed as well."""
    assert html(f'<img src="https://e.test/x.jpg" srcset="{written}">').count(f'srcset="{shown}"') == 1


@pytest.mark.parametrize(
    ("text", "escaped", "harmless"),
    [
        ("a <b onclick='x()'>b</b>", "<p>a &lt;b onclick='x()'&gt;b&lt;/b&gt;</p>\n", "<p>a <b>b</b></p>\n"),
        ("<script>x()</script>", "<p>&lt;script&gt;x()&lt;/script&gt;</p>\n", ""),
        ("<!-- note -->", "<!-- note -->", ""),
        ("<!-- a --> <!-- b -->", "<!-- a --> <!-- b -->", " "),
        (
            "<!-- a --><script>x()</script><!-- b -->",
            "<p>&lt;!-- a --&gt;&lt;script&gt;x()&lt;/script&gt;&lt;!-- b --&gt;</p>\n",
            "",
        ),
        ("<!-- a --!><b>b</b> -->", "<p>&lt;!-- a --!&gt;&lt;b&gt;b&lt;/b&gt; --&gt;</p>\n", "<b>b</b> --&gt;"),
        ("<!--><b>b</b>-->", "<p>&lt;!--&gt;&lt;b&gt;b&lt;/b&gt;--&gt;</p>\n", "<b>b</b>--&gt;"),
        ("<!---><b>b</b>-->", "<p>&lt;!---&gt;&lt;b&gt;b&lt;/b&gt;--&gt;</p>\n", "<b>b</b>--&gt;"),
        ("</div></div>\n\ntext", "<p>&lt;/div&gt;&lt;/div&gt;</p>\n<p>text</p>\n", "\n<p>text</p>\n"),
        (
            "<div style='position:fixed' class='x'>\n\n*a*\n\n</div>",
            "<p>&lt;div style='position:fixed' class='x'&gt;</p>\n<p><em>a</em></p>\n<p>&lt;/div&gt;</p>\n",
            '<div style="" class="x">\n<p><em>a</em></p>\n</div>',
        ),
        ("<iframe src='a.html'></iframe>", "<p>&lt;iframe src='a.html'&gt;&lt;/iframe&gt;</p>\n", ""),
    ],
)
def test_what_becomes_of_html(text: str, escaped: str, harmless: str) -> None:
    """As text, or with what can do no harm."""
    assert html(text, "escape") == escaped
    assert html(text, "sanitize") == harmless


OWN = """# 題

| a | b |
|---|--:|
| [x](b.md "t") | `<b>` |

- [x] done

**「強調」**です[^1]。 {漢字|かんじ} ~~a~~ ![絵](c.png)

```python
import this
```

[^1]: 注
"""


def tree(text: str) -> str:
    """The HTML as a browser reads it, in one spelling."""
    fragment = html5lib.parseFragment(text)
    return str(html5lib.serialize(fragment, alphabetical_attributes=True, quote_attr_values="always"))


def test_our_own_html_is_harmless() -> None:
    """Sanitizing leaves all that Markdown makes as it is."""
    assert tree(html(OWN, "sanitize")) == tree(html(OWN))


def test_escaped_html_is_told_with_its_place() -> None:
    """Each tag is a warning at its line and column."""
    found = render("一行\n二 <b>三</b>\n\n<div>\n四\n</div>\n", first_line=5, settings={"html": "escape"}).problems

    assert [(one.code, one.severity, one.line, one.column) for one in found] == [
        ("html", "warning", 6, 3),
        ("html", "warning", 6, 7),
        ("html", "warning", 8, 1),
    ]
    assert found[0].text == "'<b>' is shown as text, for HTML is not allowed here"


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize(
    "link",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java&#115;cript:alert(1))",
        "[x](vbscript:x)",
        "[x](data:text/html,x)",
        "[x][y]\n\n[y]: javascript:alert(1)",
        "<javascript:alert(1)>",
        "![x](javascript:alert(1))",
        "<a href='javascript:alert(1)'>x</a>",
        '<a href="java\tscript:alert(1)">x</a>',
        "<a href='&#106;avascript:alert(1)'>x</a>",
        "<a href=' javascript&colon;alert(1)'>x</a>",
        "<a href=javascript:alert(1)>x</a>",
        "<form action='javascript:alert(1)'><button formaction='vbscript:x'>x</button></form>",
        "<object data='data:text/html,x'></object>",
        "<svg><a xlink:href='javascript:x'>x</a></svg>",
        "<iframe src='data:text/html,x'></iframe>",
    ],
)
def test_a_link_that_runs_a_script_is_refused(link: str, word: str) -> None:
    """Whatever is allowed beside: nothing of it is left in an attribute."""
    rendered = html(f"text {link}", word)
    attributes = "".join(part.split(">")[0] for part in rendered.split("<")[1:])

    assert "script" not in attributes.lower()
    assert "data:text" not in attributes


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("one\ntwo [x](javascript:alert(1)) three", 2, 9),
        ("one\n\ntwo <a href='vbscript:x'>x</a>", 3, 14),
        ("<a\nhref='data:text/html,x'>x</a>", 2, 7),
        ("[x][y]\n\n[y]: javascript:alert(1)", 3, 6),
    ],
)
def test_a_refused_link_is_told_with_its_place(text: str, line: int, column: int) -> None:
    """As an error that stops nothing."""
    (found,) = render(text, path="content/a.md").problems

    assert (found.code, found.severity, found.line, found.column) == ("unsafe", "error", line, column)


@pytest.mark.parametrize(
    "link", ["[x](data:image/png;base64,AA)", "<img src='data:image/svg+xml,x'>", "`[x](javascript:a)`", "javascript: a", "[x](script.md)"]
)  # fmt: skip
def test_what_is_no_script_is_no_fault(link: str) -> None:
    """Pictures as data, code and words are left alone."""
    assert render(f"text {link}").problems == ()


SIGNS = st.sampled_from(
    [
        "<b>",
        "</b>",
        "<script>",
        "</div>",
        "hole0at",
        "hole0at1x",
        "[x](a.md)",
        "![](b.png)",
        "\n\n",
        "<a href='c.md'>",
        "*",
    ]
)


@given(st.lists(SIGNS | st.text(max_size=4), max_size=12).map("".join))
def test_sanitizing_keeps_every_hole_that_can_stay(text: str) -> None:
    """Any text is sanitized, no word of ours is left over, and what is harmless already stays so."""
    pieces = render(text, path="content/a.md", settings={"html": "sanitize"}).body.pieces

    again = html(text, "sanitize")
    assert "<script" not in again
    assert all(isinstance(piece, Hole) or "\x00" not in piece for piece in pieces)


@pytest.mark.parametrize("hidden", ["ho&#108;e0at{n}x", "ho<!-- -->le0at{n}x", "ho\x00le0at{n}x"])
def test_a_word_of_ours_that_comes_to_stand_in_a_text_brings_no_html_back(
    hidden: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A word that decoding or dropping makes is a word: it stands for no other piece of the text, and for none that is not there."""
    monkeypatch.setattr(raw_html, "digest", lambda _data: "0")
    told = " ".join(hidden.format(n=n) for n in (0, 2, 9))
    pieces = raw_html.sanitized([f"<p>{told}</p><script>x()</script>", Hole("site", "/a/"), "<script>y()</script>"])
    assert [piece for piece in pieces if isinstance(piece, Hole)] == [Hole("site", "/a/")]
    assert "script" not in "".join(piece for piece in pieces if isinstance(piece, str))


SITE = """
-- kawara.yml --
url: https://example.org/
language: en
markdown:
  external_rel: nofollow noopener
  html:
    content: sanitize
    content/posts/own: allow
    content/posts/guests: escape
-- content/posts/own/a.md --
---
title: A
date: 2026-01-01
---
<b onclick=x>bold</b> [out](https://other.example/) [in](https://example.org/x) <https://third.example/>
-- content/posts/guests/b.md --
---
title: B
date: 2026-01-02
---
<b onclick=x>bold</b>
-- content/posts/c.md --
---
title: C
date: 2026-01-03
---
<b onclick=x>bold</b>
"""


def test_html_is_allowed_by_folder(tmp_path: Path) -> None:
    """The nearest folder counts."""
    report = made(lay(tmp_path, SITE))

    assert "<b onclick=x>bold</b>" in page(tmp_path, "posts/a/index.html")
    assert "&lt;b onclick=x&gt;bold" in page(tmp_path, "posts/b/index.html")
    assert "<b>bold</b>" in page(tmp_path, "posts/c/index.html")
    assert told(report) == [f"content/posts/guests/b.md:5:{column}: warning[html]" for column in (1, 18)]


def test_external_links_get_the_rel_that_is_set(tmp_path: Path) -> None:
    """Other hosts only; without the setting, none do."""
    made(lay(tmp_path, SITE))
    text = page(tmp_path, "posts/a/index.html")

    assert '<a href="https://other.example/" rel="nofollow noopener">out</a>' in text
    assert '<a href="https://third.example/" rel="nofollow noopener">' in text
    assert '<a href="https://example.org/x">in</a>' in text
    assert 'rel="' not in html("[out](https://other.example/)")


def test_a_missing_extra_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And nothing is published that was to be made harmless."""
    monkeypatch.setattr(extras, "find_spec", lambda _name: None)

    report = made(lay(tmp_path, SITE))

    assert [(one.code, one.text, one.hint) for one in report.problems] == [
        ("config", "`markdown.html: sanitize` needs nh3, which is not installed", "pip install 'kawara[sanitize]'")
    ]
    assert not (tmp_path / "_site").exists()
