"""A hastened lexer reads as Pygments' own does, token by token."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pygments.lexer import RegexLexer, bygroups, default, using
from pygments.lexer import this as itself
from pygments.lexers import get_lexer_by_name
from pygments.token import Comment, Keyword, Name, Number, Operator, String, Text

from kawara.loader.rules import lexing
from kawara.loader.rules.lexing import hasten, joined

USUAL = [
    "bash",
    "c",
    "c++",
    "css",
    "diff",
    "docker",
    "go",
    "html",
    "ini",
    "java",
    "js",
    "json",
    "kotlin",
    "lua",
    "php",
    "python",
    "ruby",
    "rust",
    "scss",
    "sql",
    "toml",
    "ts",
    "xml",
    "yaml",
]
SIGNS = [
    "a",
    "_",
    "0",
    "9",
    '"',
    "'",
    "`",
    ".",
    ",",
    ";",
    ":",
    "+",
    "-",
    "*",
    "/",
    "%",
    "=",
    "<",
    ">",
    "!",
    "?",
    "&",
    "|",
    "^",
    "~",
    "@",
    "#",
    "$",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "\\",
    "漢",
    "é",
]
WORDS = [
    "if",
    "for",
    "def",
    "class",
    "return",
    "import",
    "from",
    "function",
    "let",
    "const",
    "fn",
    "pub",
    "use",
    "select",
    "where",
    "end",
    "do",
    "then",
    "fi",
    "echo",
]
ROWS = [
    "/*",
    "*/",
    "//",
    "--",
    "<!--",
    "-->",
    "${",
    "$(",
    "#{",
    "{{",
    "}}",
    "<a",
    "b='c'>",
    "</a>",
    "<?php",
    "?>",
    "=>",
    "::",
    "&&",
    "<<E",
    "r'",
    'f"',
    "'''",
    "---",
    "+++",
    "@@",
    "0x1F",
    "1.5e3",
]
SCRAPS = st.sampled_from([*SIGNS, *WORDS, *ROWS, " ", "\t", "\n", "\nE\n"])
TEXTS = st.lists(SCRAPS, max_size=40).map("".join) | st.lists(SCRAPS, max_size=40).map(" ".join)


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Patterns are joined from the first text on."""
    monkeypatch.setattr(lexing, "SOON", 0)


@pytest.mark.parametrize("language", USUAL)
def test_tokens_are_those_of_the_lexer_itself(language: str) -> None:
    """In any of the usual languages, for any row of signs and words."""
    quick, plain = hasten(get_lexer_by_name(language)), get_lexer_by_name(language)

    @settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
    @given(TEXTS)
    def compare(text: str) -> None:
        assert list(quick.get_tokens(text)) == list(plain.get_tokens(text))

    compare()


class Odd(RegexLexer):  # type: ignore[misc]  # the library is not typed
    """Every kind of rule that a lexer can have."""

    flags = re.MULTILINE
    tokens = {  # noqa: RUF012  as the library wants it
        "root": [
            (r"(a|b)(=)(\w+)", bygroups(Name, Operator, using(itself, state="inner"))),
            (r"(['|])x*\1", String),
            (r"(?i)end", Keyword, "#pop"),
            (r"\(", Operator, ("inner", "#push")),
            (r"(?P<sign>#).*$", Comment),
            (r"[a-z]+", Name, "inner"),
            (r" +", Text),
        ],
        "inner": [(r"[0-9]+", Number), (r"\)", Operator, "#pop:2"), (r"x", Text, ("#pop", "root")), default("#pop")],
    }


@given(st.text(alphabet="ab=x1'|(#)eNd \n?"))
def test_every_kind_of_rule_does_what_it_did(text: str) -> None:
    """Groups, references to them, flags, states that are entered and left, and what fits no rule."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lexing, "SOON", 0)
        assert list(hasten(Odd()).get_tokens(text)) == list(Odd().get_tokens(text))


def test_only_what_means_the_same_is_joined() -> None:
    """Rules that refer to groups or have flags of their own stay apart, in their order."""
    Odd()
    assert [len(rules) for _, rules in joined(Odd._tokens["root"])] == [1, 1, 1, 1, 1, 2]


def test_what_makes_no_pattern_together_stays_apart() -> None:
    """Such as flags that may stand at the start of a pattern only, in a spelling that was not foreseen."""
    rules = [(re.compile(pattern).match, Text, None) for pattern in ("(?:a)", "b")]
    assert [len(one) for _, one in joined(rules)] == [2]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lexing, "_APART", re.compile("(?!)"))
        assert [len(one) for _, one in joined([*rules, (re.compile("(?u)a").match, Text, None)])] == [1, 1, 1]


def test_a_lexer_that_reads_in_its_own_way_stays_as_it_is() -> None:
    """Only the library's own loop over rules is replaced."""
    assert "get_tokens_unprocessed" not in vars(hasten(get_lexer_by_name("ruby")))
    assert "get_tokens_unprocessed" in vars(hasten(get_lexer_by_name("python")))
