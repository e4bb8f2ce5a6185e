"""`kawara check`: front matter, terms, and the rules that look at the blog as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from checking import checked, found, laid
from kawara.base.findings import Finding
from kawara.check.loose import katakana, loose
from kawara.cli import main
from sites import lay, write

ASK = "check:\n  severity:\n    unlinked: note\n"


def about(folder: Path, code: str) -> list[Finding]:
    """The findings of one rule."""
    return [each for each in checked(folder) if each.problem.code == code]


def post(name: str, front: str, text: str = "Text.") -> str:
    """A post for :func:`sites.lay`."""
    return f"-- content/posts/{name}.md --\n---\ntitle: {name}\ndate: 2026-01-01\n{front}---\n{text}\n"


# --- front matter ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("slug: 12:30", "12:30' is text here, but YAML reads it as 750"),
        ("tags: [no]", "no' is text here, but YAML reads it as false"),
        ("tags: [rain, 007]", "007' is text here, but YAML reads it as 7"),
        ("tags: [1.10]", "1.10' is text here, but YAML reads it as 1.1"),
        ("tags:\n- on", "on' is text here, but YAML reads it as true"),
        ("runtime: 1:30:00", "1:30:00' is text to kawara, but YAML reads it as 5400"),
        ("issue: 010", "010' is text to kawara, but YAML reads it as 8"),
        ("version: 1.10", "1.10' is the number 1.1"),
        ("comments: no", "no' is a text to kawara, and counts as true in a template"),
    ],
)
def test_what_yaml_takes_for_something_else_is_told(line: str, said: str, tmp_path: Path) -> None:
    """Numbers to the base of sixty, octal ones and booleans among texts, lost zeros, and a `no` that means yes."""
    lay(tmp_path, post("a", f"{line}\n"))
    (one,) = about(tmp_path, "yaml-value")
    assert said in one.problem.text
    assert one.problem.source[one.problem.column - 1 :].startswith(one.marked)


@pytest.mark.parametrize(
    "line",
    [
        'slug: "12:30"',
        "tags: [2026]",
        "weight: 10",
        "weight: 0",
        "price: 1.5",
        "math: true",
        "comments: false",
        "time: noon",
        "author: null",
        "tags: [~, 花]",
        "image: null",
    ],
)
def test_values_that_everyone_reads_alike_are_not_told(line: str, tmp_path: Path) -> None:
    """Quotes, whole numbers, what means the same either way, and nothing."""
    lay(tmp_path, post("a", f"{line}\n"))
    assert about(tmp_path, "yaml-value") == []


def test_quotes_are_set_and_nothing_else_is_changed(tmp_path: Path) -> None:
    """--fix keeps comments, order and spacing, and finds nothing to mend the second time."""
    text = "---\n# of May\ntags:   [rain, no]  # two\ntitle: 12:30\ndate: 2026-01-01\n---\nText.\n"
    write(tmp_path, "content/posts/a.md", text)
    assert main(["-C", str(tmp_path), "check", "--fix", "--yes"]) == 0
    mended = text.replace(" no]", ' "no"]').replace("12:30", '"12:30"')
    assert (tmp_path / "content/posts/a.md").read_text() == mended
    assert about(tmp_path, "yaml-value") == []


def test_an_unknown_code_is_told_where_it_stands(tmp_path: Path) -> None:
    """With the near miss, inline or in a list of lines; codes of builds are no less known."""
    laid(tmp_path, "---\ntitle: A\ndate: 2026-01-01\ncheck:\n  ignore:\n    - leftovr\n    - undated\n---\nText.\n")
    (one,) = about(tmp_path, "unknown-code")
    assert (one.problem.line, one.problem.column, one.problem.hint) == (6, 7, "did you mean 'leftover'?")


def test_an_excerpt_with_words_of_its_text_is_quiet(tmp_path: Path) -> None:
    """It need not be cut from the text; a few shared words will do."""
    text = "The plum in the garden opened this morning, in the cold light after a night of rain. " * 5
    far = "excerpt: Writing parsers with combinators, from grammar theory through lexers towards error recovery.\n"
    near = "excerpt: A short note about watching blossoms in winter, when rainy nights give way to sunny mornings over gardens.\n"
    assert found(tmp_path / "far", post("a", far, text).partition("\n")[2], about="excerpt-far") == ["4:10 excerpt-far"]
    assert found(tmp_path / "near", post("a", near, text).partition("\n")[2], about="excerpt-far") == []


# --- terms and words ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("サーバ", "サーバー"),
        ("ﾌﾟﾛｸﾞﾗﾏ", "プログラマー"),
        ("ヴァイオリン", "バイオリン"),
        ("ソフトウェア", "ソフトウエア"),
        ("static site", "static-site"),
        ("Node.js", "nodejs"),
        ("tutorial", "Tutorials"),
        ("テスト・データ", "テストデータ"),
    ],
)
def test_usual_variants_are_one(one: str, other: str) -> None:
    """Long vowels, small vowels, width, case, signs between words, plurals."""
    assert loose(one) == loose(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("カバ", "カバー"),
        ("ビル", "ビール"),
        ("C", "C++"),
        ("3.1", "31"),
        ("2020-1", "20201"),
        ("new", "news"),
        ("class", "clas"),
        ("Window", "Windows"),
    ],
)
def test_words_that_differ_by_little_stay_two(one: str, other: str) -> None:
    """A hippo is no cover."""
    assert loose(one) != loose(other)


def test_the_long_vowel_within_a_compound_stays() -> None:
    """Only the end of a word varies."""
    assert katakana("サーバーサイド") != katakana("サーバサイド")
    assert katakana("ビジュアルモード") == katakana("ヴィジュアルモード")


def test_the_rarer_term_is_told_with_the_usual_one(tmp_path: Path) -> None:
    """At its own post, with the place of the other; settings that join the two settle it."""
    lay(tmp_path, post("a", "tags: [サーバ]\n") + post("b", "tags: [サーバー]\n") + post("c", "tags: [サーバー]\n"))
    (one,) = about(tmp_path, "variant-term")
    assert (one.problem.path, one.problem.line, one.marked) == ("content/posts/a.md", 4, "サーバ")
    assert (one.related[0].path, one.related[0].line) == ("content/posts/b.md", 4)
    write(tmp_path, "kawara.yml", "taxonomies: {tags: {aliases: {サーバ: サーバー}}}\n")
    assert about(tmp_path, "variant-term") == []


def test_a_spelling_needs_a_usual_one_beside_it(tmp_path: Path) -> None:
    """Five times as frequent, in prose and not in code; a name is known by the capital within."""
    usual = "GitHub is here. " * 5 + "Usual is usual. "
    lay(
        tmp_path,
        post("a", "", usual) + post("b", "", "We moved to Github, `Github` and https://Github.example/Github."),
    )
    assert [(one.problem.path, one.problem.line, one.problem.column) for one in about(tmp_path, "variant-word")] == [
        ("content/posts/b.md", 5, 13)
    ]
    lay(tmp_path, post("b", "", "Github. Github."))
    assert about(tmp_path, "variant-word") == []


def test_a_young_blog_has_no_singletons(tmp_path: Path) -> None:
    """From five posts on; authors may well have written one post."""
    names = "abcd"
    lay(tmp_path, "".join(post(name, f"tags: [{name}1]\nauthor: {name}2\n") for name in names))
    assert about(tmp_path, "singleton") == []
    lay(tmp_path, post("e", "tags: [e1, e1]\n"))
    assert [one.marked for one in about(tmp_path, "singleton")] == ["a1", "b1", "c1", "d1", "e1"]


def test_links_of_every_kind_count(tmp_path: Path) -> None:
    """By file, with and without its suffix, by address, by reference, by name and in HTML; a post's own does not."""
    write(tmp_path, "kawara.yml", ASK)
    ways = {
        "a": "[b](b.md#x)",
        "b": "[c](../posts/c)",
        "c": "[d](/posts/d/)",
        "d": "[e][]\n\n[e]: e.md",
        "e": "[[F]]",
        "f": '<a href="g.md">g</a>',
        "g": "[g](g.md)",
    }
    lay(tmp_path, "".join(post(name, "", text) for name, text in ways.items()))
    assert [one.problem.path for one in about(tmp_path, "unlinked")] == ["content/posts/a.md"]


def test_a_post_is_spared_rules_over_the_site_too(tmp_path: Path) -> None:
    """`check: {ignore: [...]}` holds for what is found by comparing posts."""
    spared = "tags: [サーバ]\ncheck: {ignore: [variant-term]}\n"
    lay(tmp_path, post("a", spared) + post("b", "tags: [サーバー]\n") + post("c", "tags: [サーバー]\n"))
    assert about(tmp_path, "variant-term") == []
