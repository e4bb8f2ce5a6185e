"""The constructs of Markdown that a blog expects, where HTML alone does not show what is promised."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from kawara.base.problems import Problem
from kawara.loader.markdown import Rendered, render
from kawara.model import Hole


def rendered(text: str, **more: Any) -> Rendered:
    """A text as the post whose body begins at line 11 of its file."""
    return render(text, path="content/a.md", first_line=11, **more)


def html(text: str, **more: Any) -> str:
    """Its HTML, each hole as its reference."""
    pieces = rendered(text, **more).body.pieces
    return "".join(piece.value if isinstance(piece, Hole) else piece for piece in pieces).strip()


def told(text: str, **more: Any) -> list[tuple[str, int, int]]:
    """Code, line and column of each problem in a text."""
    return [(p.code, p.line, p.column) for p in rendered(text, **more).problems]


def only_problem(text: str, **more: Any) -> Problem:
    """The one problem of a text."""
    (problem,) = rendered(text, **more).problems
    return problem


# --- ruby --------------------------------------------------------------------------------------------------------------


def test_the_words_of_a_text_are_without_their_readings() -> None:
    """In its title, its summary and what is counted."""
    text = rendered("## {京都|きょうと}\n\n{漢字|かん|じ}を書く。")

    assert (text.heading, text.summary, text.words) == ("京都", "漢字を書く。", "京都\n漢字を書く。")


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("一\n二{日本語|にほん|ご}三\n", [("ruby", 12, 2)]),
        ("> - {漢字|}\n", [("ruby", 11, 5)]),
        ("{字|じ|あざ}\n\n# {字|じ|あざ}", [("ruby", 11, 1), ("ruby", 13, 3)]),
        ("a\n\n![{漢字|かん|じ|}](a.png)", [("ruby", 13, 3)]),
        ("| a |\n|---|\n| {漢字\\|} |", [("ruby", 13, 0)]),
        ("[a {字|じ|あざ}](https://example.org/) [b", [("ruby", 11, 4)]),
        ("{a|b} `{漢字|}` \\{漢字|}\n\n    {漢字|}", []),
    ],
)
def test_readings_that_do_not_fit_are_told_where_they_stand(text: str, places: list[tuple[str, int, int]]) -> None:
    """Once each, with line and column in the file, and nothing about what is no ruby."""
    assert told(text) == places


def test_the_warning_counts_readings_and_characters() -> None:
    """As an author counts them."""
    assert only_problem("{日本語|にほん|ご}").text == (
        "'{日本語|にほん|ご}' has 2 readings for 3 characters, and is left as it stands"
    )


# --- bare URLs ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "linked"),
    [
        ("https://example.org/a。次の文", "https://example.org/a"),
        ("（https://example.org/a）", "https://example.org/a"),
        ("「https://example.org/a」です", "https://example.org/a"),
        ("【https://example.org/a】", "https://example.org/a"),
        ("https://example.org/a、https", "https://example.org/a"),
        ("見よhttps://example.org", "https://example.org"),
        ("https://example.orgをご覧ください", "https://example.org"),
        ("https://ja.wikipedia.org/wiki/日本、と", "https://ja.wikipedia.org/wiki/日本"),
        ("https://example.org/ジョン・レノン", "https://example.org/ジョン・レノン"),
        ("http://例え.jp/あ　次", "http://例え.jp/あ"),
        ("https://example.org/a…", "https://example.org/a"),
        ("ＵＲＬ：https://example.org/a，", "https://example.org/a"),
        ("See https://example.org/a.", "https://example.org/a"),
        ("(https://example.org/a).", "https://example.org/a"),
        ("https://example.org/a_(b)", "https://example.org/a_(b)"),
        ("(https://example.org/a_(b))", "https://example.org/a_(b)"),
        ("**https://example.org/a**です", "https://example.org/a"),
        ("~~https://example.org/a~~", "https://example.org/a"),
        ("_https://example.org/a_b_", "https://example.org/a_b"),
        ("https://example.org:8080/a?b=c#d!", "https://example.org:8080/a?b=c#d"),
        ("http://localhost/", "http://localhost/"),
        ("`https://example.org`", ""),
        ("    https://example.org", ""),
        ("xhttps://example.org", ""),
        ("https://", ""),
        ("https://someone@example.org/", ""),
        ("javascript://example.org", ""),
        ("\\https\\://example.org", ""),
    ],
)
def test_a_bare_url_ends_where_a_reader_sees_its_end(text: str, linked: str) -> None:
    """When it is asked for; before Japanese punctuation and brackets, and never in code."""
    found = re.findall(r"<a [^>]*>(.*?)</a>", html(text, settings={"autolink": True}))

    assert found == [linked][: bool(linked)]
    assert "<a" not in html(text)


def test_a_link_holds_no_other() -> None:
    """The words of a link may be a URL, which stays words."""
    assert html("[https://a.example](https://b.example)", settings={"autolink": True}) == (
        '<p><a href="https://b.example">https://a.example</a></p>'
    )


# --- alerts ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "title"),
    [
        ("ja", "警告"),
        ("ja-JP", "警告"),
        ("en", "Warning"),
        ("zh", "警告"),
        ("ko", "경고"),
        ("fr", "Avertissement"),
        ("de", "Warnung"),
        ("es-MX", "Advertencia"),
        ("sw", "Warning"),
    ],
)
def test_the_title_of_an_alert_is_in_the_language_of_the_post(lang: str, title: str) -> None:
    """Whatever language its words seem to be in; English for a language we have no words of."""
    assert f'<p class="markdown-alert-title">{title}</p>' in html("> [!WARNING]\n> これは日本語です", lang=lang)


@pytest.mark.parametrize(
    ("lang", "title"), [("zh-Hant", "說明"), ("zh-TW", "說明"), ("zh-Hans", "说明"), ("zh-CN", "说明")]
)
def test_both_ways_of_writing_chinese_have_their_titles(lang: str, title: str) -> None:
    """By script, or by the region that uses it."""
    assert title in html("> [!NOTE]\n> 文", lang=lang)


def test_code_does_not_decide_the_language_of_titles() -> None:
    """A Japanese post may hold more code than prose."""
    code = "```\n" + "some_long_name = another_long_name\n" * 20 + "```\n"

    assert "補足" in html(f"> [!NOTE]\n> 次のように書きます。\n\n{code}")


def test_the_main_language_decides_for_a_text_without_letters() -> None:
    """As it does for the post."""
    assert "補足" in html("> [!NOTE]\n> 123", languages=("ja",), title="第1回のまとめ")


def test_an_unknown_kind_of_alert_is_told_with_the_nearest() -> None:
    """At its line, and the quotation stays one."""
    problem = only_problem("a\n\n> [!WARNNG] b\n> c")

    assert (problem.code, problem.line, problem.hint) == ("alert", 13, "did you mean [!WARNING]?")


def test_what_is_wrong_in_an_own_title_is_told_at_its_line() -> None:
    """As in any other text."""
    assert told("a\n\n> [!NOTE] {字|じ|あざ}\n> {字|じ|あざ}") == [("ruby", 13, 11), ("ruby", 14, 3)]


# --- code --------------------------------------------------------------------------------------------------------------


def test_an_unknown_language_is_told_once_with_the_nearest() -> None:
    """At the line of the first block in it; the code stays plain."""
    problem = only_problem("a\n\n```pyhton\nx = 1\n```\n\n- ```pyhton\n  y\n  ```\n")

    assert (problem.code, problem.severity, problem.line, problem.source) == ("code", "warning", 13, "```pyhton")
    assert problem.hint == "did you mean 'python'?"


@pytest.mark.parametrize("language", ["", "text", "TXT", "none", "mermaid", "jsonc", "log", "diff-js", "diff text"])
def test_these_are_known_as_they_are(language: str) -> None:
    """Plain text under its names, what others draw, and what Pygments knows by another name."""
    assert told(f"```{language}\nx\n```\n") == []


def test_the_language_of_what_changes_must_be_known_too() -> None:
    """Or the difference is plain."""
    assert "'pyhton'" in only_problem("```diff-pyhton\n+x\n```").text


def test_nothing_is_told_of_languages_where_nothing_is_coloured() -> None:
    """With `markdown: {highlight: false}`; titles and marked lines are still made."""
    text, settings = "```pyhton {1} title=a\nx = 1\n```\n", {"highlight": False}

    assert told(text, settings=settings) == []
    assert '<figcaption>a</figcaption>\n<pre><code class="language-pyhton"><span class="line marked">x = 1' in (
        html(text, settings=settings)
    )


def test_a_very_long_block_is_not_coloured() -> None:
    """It would take as long as a hundred posts."""
    assert "<span" not in html(f"```python\n{'x = 1' * 30_000}\n```\n")


@pytest.mark.parametrize("text", ["a\n\nb\n", '"""a\n\nb"""\n', "# é\n<&>\n", "\n\n", "  x\n\n\n"])
@pytest.mark.parametrize("info", ["python", "python linenos=7", "python {1-3} title=t", "diff-python linenos", "x {2}"])
def test_what_is_copied_from_a_block_is_its_text(text: str, info: str) -> None:
    """Numbers and marks are no part of it, and each of its lines is whole in itself."""
    code = re.search(r"<code[^>]*>(.*)</code>", html(f"```{info}\n{text}```\n"), re.DOTALL)
    assert code
    for line in re.findall(r'<span class="line[^>]*>(.*?)\n</span>', code[1], re.DOTALL):
        assert line.count("<span") == line.count("</span>")

    assert unescape(re.sub(r"<[^>]*>", "", code[1])) == text
