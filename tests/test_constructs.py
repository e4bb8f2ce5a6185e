"""The constructs of Markdown that a blog expects, where HTML alone does not show what is promised."""

from __future__ import annotations

from typing import Any

import pytest

from kawara.base.problems import Problem
from kawara.loader.markdown import Rendered, render


def rendered(text: str, **more: Any) -> Rendered:
    """A text as the post whose body begins at line 11 of its file."""
    return render(text, path="content/a.md", first_line=11, **more)


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
