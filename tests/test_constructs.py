"""The constructs of Markdown that a blog expects, where HTML alone does not show what is promised."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest

from kawara.base.problems import Problem
from kawara.loader.markdown import Rendered, render
from kawara.loader.rules import math
from kawara.loader.rules.images import KIND as IMAGE
from kawara.loader.rules.images import plain_image
from kawara.model import Hole


def rendered(text: str, **more: Any) -> Rendered:
    """A text as the post whose body begins at line 11 of its file."""
    return render(text, path="content/a.md", first_line=11, **more)


def html(text: str, **more: Any) -> str:
    """Its HTML, each hole as its reference."""
    pieces = rendered(text, **more).body.pieces
    return "".join(map(_shown, pieces)).strip()


def _shown(piece: str | Hole) -> str:
    if isinstance(piece, str):
        return piece
    return plain_image(piece) if piece.kind == IMAGE else piece.value


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


# --- addresses ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "mended"),
    [
        ("![桜](写真 1.png)", (11, 1), "![桜](<写真 1.png>)"),
        ("a\n\n咲いた。\n> b [次](写真 1.PNG) c", (14, 5), "[次](<写真 1.PNG>)"),
        ("`[x](a b.md)` と [**次**](./a b.md#見出し)", (11, 17), "[**次**](<./a b.md#見出し>)"),
        ('[次](photo (1).jpg "題")', (11, 1), '[次](<photo (1).jpg> "題")'),
        ("- [it](it's here.html?x)", (11, 3), "[it](<it's here.html?x>)"),
        ("| a |\n|---|\n| [次](https://a.test/b c) |", (13, 3), "[次](<https://a.test/b c>)"),
    ],
)
def test_a_space_in_an_address_is_told(text: str, place: tuple[int, int], mended: str) -> None:
    """At its place, with what would be the link; and that is one."""
    problem = only_problem(text)

    assert (problem.code, problem.severity, (problem.line, problem.column)) == ("address", "warning", place)
    assert problem.hint == f"write {mended}"
    assert rendered(mended).problems == ()
    assert "](" not in html(mended)


@pytest.mark.parametrize(
    "text",
    [
        "[注](ただし 1 を除く)",
        "[注](http から https へ)",
        "[注](Next.js や Node.js)",
        "[注](a / b)",
        "`[次](写真 1.png)`",
        "```\n[次](写真 1.png)\n```",
        "    [次](写真 1.png)",
        "<!-- [次](写真 1.png) -->",
        "\\[次](写真 1.png)",
        '[次](a.png "b c.png")',
        "[次](a.png 'b c.png')",
        "[次](a.png (b c.png))",
        "[次](<写真 1.png>)",
        "[次](写真　1.png)",
        "[次](写真%201.png)",
    ],
)
def test_what_is_no_address_or_has_no_space_is_left_alone(text: str) -> None:
    """Prose, code, comments, what is escaped, and every way to write a link."""
    assert told(text) == []


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


@pytest.mark.parametrize(
    ("mark", "text", "hint"),
    [
        ("[!メモ]", "'メモ' is no kind of alert", "there are NOTE, TIP, IMPORTANT, WARNING, CAUTION"),
        ("[!メモ] 題", "'メモ' is no kind of alert", "there are NOTE, TIP, IMPORTANT, WARNING, CAUTION"),
        ("[！NOTE]", "'[！NOTE]' is no mark of an alert", "did you mean [!NOTE]?"),
        ("［！ｎｏｔｅ］", "'［！ｎｏｔｅ］' is no mark of an alert", "did you mean [!NOTE]?"),
        ("[! tip] 題", "'[! tip]' is no mark of an alert", "did you mean [!TIP]?"),
        ("[!warn-ing]", "'warn-ing' is no kind of alert", "did you mean [!WARNING]?"),
    ],
)
def test_a_mark_of_other_signs_is_told(mark: str, text: str, hint: str) -> None:
    """Words in Japanese and full-width signs leave a quotation as well."""
    problem = only_problem(f"a\n\n> {mark}\n> b")

    assert (problem.code, problem.line, problem.hint) == ("alert", 13, hint)
    assert problem.text == f"{text}, and the quotation stays one"


@pytest.mark.parametrize("text", ["> [!メモ](a.test)", "> [！]", "> a [!メモ]", "> [!?] b", "[!メモ] b", "> `[!メモ]`"])
def test_what_is_no_mark_of_an_alert_is_left_alone(text: str) -> None:
    """A link, signs alone, and words elsewhere."""
    assert "alert" not in [code for code, *_ in told(text)]


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


# --- attributes --------------------------------------------------------------------------------------------------------


def test_a_given_id_is_the_one_of_the_table_of_contents() -> None:
    """And no other heading gets it, not even one above."""
    headings = rendered("## a\n\n## b {#a}\n\n## a").body.headings

    assert [(heading.id, heading.text) for heading in headings] == [("a-1", "a"), ("a", "b"), ("a-2", "a")]


def test_an_id_given_twice_is_told_where_it_is_given_again() -> None:
    """To headings, blocks and words alike."""
    text = "## a {#x}\n\n## b {#x}\n\n{#x}\n- c\n\n*d*{#x}\n\ne\n[f]{#x}"

    assert told(text) == [("id", 13, 0), ("id", 15, 0), ("id", 18, 0), ("id", 21, 1)]


@pytest.mark.parametrize("name", ["onclick", "style", "href", "src", "srcdoc", "formaction", "xlink:href", "action"])
def test_attributes_neither_run_nor_load_anything(name: str) -> None:
    """Braces that hold one of these are text, whatever stands beside it."""
    made = html(f"## a {{.b {name}=c}}\n\n{{{name}=c}}\n- d\n\n*e*{{{name}=c}} [f]{{{name}=c}}")

    assert f" {name}=" not in re.sub(r">[^<]*<", "><", made)


# --- formulas ----------------------------------------------------------------------------------------------------------

MATH = {"math": True}


@pytest.mark.parametrize(
    "text",
    [
        "$5 と $10",
        "US$5 と CA$10",
        "$ a $",
        "$a$1",
        "\\$a$ b",
        "`$a$`",
        "    $a$",
        "$a",
        "$$",
        "$$$$",
        "$$\n\na\n$$",
        "1$a$",
    ],
)
def test_money_is_no_formula(text: str) -> None:
    """Nor is what is code, escaped or not closed."""
    assert "<math" not in html(text, settings=MATH)
    assert told(text, settings=MATH) == []


@pytest.mark.parametrize(
    ("text", "display"),
    [
        ("関数$f(x)$は", "inline"),
        ("**$a$**", "inline"),
        ("[$a$](https://example.org/)", "inline"),
        ("| a |\n|---|\n| $x$ |", "inline"),
        ("$a\nb$", "inline"),
        ("文$$x$$文", "block"),
        ("$$x$$", "block"),
        ("$$\nx\n$$", "block"),
        ("a\n$$\nx\n$$\nb", "block"),
        ("> - $$\n>   x\n>   $$", "block"),
    ],
)
def test_a_formula_is_mathml(text: str, display: str) -> None:
    """In a line or by itself; nothing is left of its dollars."""
    made = html(text, settings=MATH)

    assert f'<math xmlns="http://www.w3.org/1998/Math/MathML" display="{display}">' in made
    assert "$" not in made


def test_emphasis_takes_nothing_of_a_formula() -> None:
    """Stars, underscores and backslashes are the formula's."""
    made = html("$a_1 * b_2$ と *c* と $\\{x\\}$", settings=MATH)

    assert made.count("<em>") == 1
    assert made.count("<math") == 2


@pytest.mark.parametrize("text", ['$a<b & "c"$', "$\\text{<script>alert(1)</script>}$", "$<img src=x>$"])
def test_a_formula_is_well_formed_whatever_stands_in_it(text: str) -> None:
    """The library would leave an author's signs as they are."""
    made = html(text, settings=MATH)

    assert fromstring(made).tag == "p"  # noqa: S314  our own output
    assert not re.search(r"<(?!/?(?:p|math|m[a-z]+)\b)", made)


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("一\n二$\\frac{1$三", 12, 2, "its braces do not pair"),
        ("a\n\n$$\n\\ce{x}\n$$", 13, 0, "'\\ce' is not known"),
        ("$\\begin{matrix}$", 11, 1, "'\\begin{matrix}' cannot be set"),
        ("$\\left( a$", 11, 1, "cannot be set"),
    ],
)
def test_a_bad_formula_stays_and_is_told(text: str, line: int, column: int, words: str) -> None:
    """At its line, with what is wrong."""
    problem = only_problem(text, settings=MATH)

    assert (problem.code, problem.severity, problem.line, problem.column) == ("math", "warning", line, column)
    assert words in problem.text
    assert unescape(re.sub(r"</?p>", "", html(text, settings=MATH))).split("\n\n")[-1].count("$") == text.count("$")


def test_formulas_are_asked_for() -> None:
    """By the site or by the post; else a dollar is one."""
    assert html("$a$") == "<p>$a$</p>"


@pytest.mark.usefixtures("without_latex2mathml")
def test_without_the_library_one_line_says_how_to_get_it() -> None:
    """Once in a post, and every formula stays as it is written."""
    problem = only_problem("$a$ と $b$\n\n$$\nc\n$$\n\n$d$", settings=MATH)

    assert (problem.code, problem.hint) == ("math", "pip install 'kawara[math]'")
    assert html("$a_1$ *b*", settings=MATH) == "<p>$a_1$ <em>b</em></p>"


@pytest.fixture
def without_latex2mathml(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As where the extra is not installed."""
    math.mathml.cache_clear()
    monkeypatch.setattr(math, "converter", lambda: None)
    yield
    math.mathml.cache_clear()


def test_the_words_of_a_text_hold_its_formulas_as_written() -> None:
    """For summaries, headings and descriptions of images."""
    text = rendered("## $a^2$ の式\n\n![$x$](https://example.org/a.png)", settings=MATH)

    assert text.body.headings[0].text == "a^2 の式"
    assert 'alt="x"' in html("![$x$](https://example.org/a.png)", settings=MATH)


# --- smart punctuation -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("It's \"so\" -- 'really', she said... and left---now.", "It’s “so” – ‘really’, she said… and left—now."),
        ('"*a*" and *"b"* and \'`d`\'', "“<em>a</em>” and <em>“b”</em> and ‘<code>d</code>’"),
        ("the '90s, dogs' don't rock", "the ’90s, dogs’ don’t rock"),
        ("6\" and 5'", "6&quot; and 5'"),
        ('"\'four\' five" ("three")', "“‘four’ five” (“three”)"),
        ("Call it with --verbose, and a -- b", "Call it with --verbose, and a – b"),
        ("1--2 and wait....", "1–2 and wait...."),
        ("---END---", "---END---"),
        ("\\\"a\\\" \\'b\\'", "&quot;a&quot; 'b'"),
        (
            '`"a"` <https://a.example/b--c...>',
            '<code>&quot;a&quot;</code> <a href="https://a.example/b--c...">https://a.example/b--c...</a>',
        ),
        ('He said "はい" and "yes"', "He said &quot;はい&quot; and “yes”"),
        ("a \" b ' c", "a &quot; b ' c"),
    ],
)
def test_signs_are_set_as_english_prints_them(text: str, printed: str) -> None:
    """In prose; not in code, not where they are escaped, not beside Japanese."""
    assert html(text, lang="en") == f"<p>{printed}</p>"


@pytest.mark.parametrize(
    ("lang", "printed"),
    [
        ("de", "„c’est ‚ici‘ la“"),
        ("fr", "«\u00a0c’est ‹\u00a0ici\u00a0› la\u00a0»"),
        ("es", "«c’est “ici” la»"),
        ("sv", "“c’est ‘ici’ la”"),
        *((lang, "&quot;c'est 'ici' la&quot;") for lang in ("ja", "zh-Hant", "ko")),
    ],
)
def test_quotation_marks_are_those_of_the_language(lang: str, printed: str) -> None:
    """And stay as they are in Chinese, Japanese and Korean."""
    assert html("\"c'est 'ici' la\"", lang=lang) == f"<p>{printed}</p>"


def test_headings_stay_as_titles_are_written() -> None:
    """So that one that repeats the title is known for it, and ids do not move."""
    assert html('## "A" -- it\'s', lang="en") == '<h2 id="a----its">&quot;A&quot; -- it\'s</h2>'


def test_a_text_of_no_known_language_stays_as_it_is() -> None:
    """By itself it says too little; on a site, its script decides among the site's languages."""
    assert html('"a"') == "<p>&quot;a&quot;</p>"
    assert html('"a"', languages=("ja", "en")) == "<p>“a”</p>"
    assert html('"あ"です', languages=("ja", "en")) == "<p>&quot;あ&quot;です</p>"


@pytest.mark.parametrize("name", ["code", "kbd", "samp", "SCRIPT", "style"])
def test_nothing_is_set_in_code_that_is_written_as_html(name: str) -> None:
    """What readers copy has to run; behind it all is as before."""
    text = f'"a" HTML <{name}>f("x") -- HTML</{name}> "b" HTML\n\n*[HTML]: h'
    shown = html(text, lang="en")
    assert f"<{name}>f(&quot;x&quot;) -- HTML</{name}>" in shown
    assert (shown.count("“"), shown.count("<abbr")) == (2, 2)


@pytest.mark.parametrize("line", ["*[ ]: 買い物", "*[\u3000]: a"])
def test_an_abbreviation_of_nothing_is_text(line: str) -> None:
    """As a task whose hyphen is missing."""
    assert html(line) == f"<p>{line}</p>"


# --- emoji -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (":tada:です", "🎉です"),
        ("a :+1: b", "a 👍 b"),
        (":rocket::sushi:", "🚀🍣"),
        ("`:tada:`", "<code>:tada:</code>"),
        ("\\:tada:", ":tada:"),
        (":nonesuch:", ":nonesuch:"),
        ("12:30:45", "12:30:45"),
        ("a:tada:", "a:tada:"),
        (":latin_small_letter_a:", ":latin_small_letter_a:"),
        ("![:tada:](https://example.org/a.png)", '<img src="https://example.org/a.png" alt="🎉">'),
    ],
)
def test_emoji_by_name_where_they_are_asked_for(text: str, shown: str) -> None:
    """GitHub's names and Unicode's; what nothing is called stays."""
    assert html(text, settings={"emoji": True}) == f"<p>{shown}</p>"


@pytest.mark.parametrize(
    "name", ["ruby", "definition_lists", "attributes", "scripts", "marks", "abbreviations", "alerts"]
)
def test_each_can_be_switched_off(name: str) -> None:
    """Then its signs are text."""
    text = "{漢字|かんじ} a~b~ ==c== *d*{.e} HTML\n\nf\n: g\n\n*[HTML]: h\n\n> [!NOTE]\n> i"
    tags = {
        "ruby": "<ruby>",
        "definition_lists": "<dl>",
        "attributes": 'class="e"',
        "scripts": "<sub>",
        "marks": "<mark>",
        "abbreviations": "<abbr",
        "alerts": "markdown-alert",
    }

    assert [tag in html(text, settings={name: False}) for tag in tags.values()] == [key != name for key in tags]
