"""Problems: one form for people, two for machines, severities and the exit status they lead to."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kawara.base.problems import (
    KawaraError,
    Problem,
    cells,
    exit_status,
    in_order,
    is_blocking,
    one_line,
    problem,
    render_github,
    render_json,
    render_text,
    visible,
    with_severities,
)
from kawara.base.rules import RULES

LATE = problem(
    "date",
    "content/posts/a.md",
    "'tomorrow' is not a date",
    line=3,
    column=7,
    source="date: tomorrow",
    hint="write it as 2026-11-23",
)


def test_a_problem_for_people() -> None:
    """Place, severity, code and sentence; the line with a caret; the help."""
    assert render_text([LATE]) == (
        "content/posts/a.md:3:7: error[date] 'tomorrow' is not a date\n"
        "    date: tomorrow\n"
        "          ^\n"
        "help: write it as 2026-11-23"
    )


@pytest.mark.parametrize(
    ("place", "line"),
    [
        ({"path": "a.md"}, "a.md: error[date] x"),
        ({"path": "a.md", "line": 2}, "a.md:2: error[date] x"),
        ({"path": ""}, "error[date] x"),
    ],
)
def test_only_what_is_known_of_the_place_is_told(place: dict[str, str | int], line: str) -> None:
    """No `:0:0` for a whole file, no path where there is none; and no excerpt."""
    found = Problem("date", text="x", **place)  # type: ignore[arg-type]
    assert render_text([found]) == line == one_line(found)


@pytest.mark.parametrize(
    ("source", "column", "caret"),
    [
        ("日付：明日", 4, "      ^"),
        ("か\u3099き", 3, "  ^"),
        ("\tx: y", 2, "  ^"),
        ("👍\ufe0f!", 3, "  ^"),
        ("abc", 4, "   ^"),
    ],
)
def test_the_caret_stands_under_the_column(source: str, column: int, caret: str) -> None:
    """Wide characters move it by two, marks not at all, a tab by the two spaces it is shown as."""
    found = problem("date", "a.md", "x", line=1, column=column, source=source)
    assert render_text([found]).splitlines()[2] == "    " + caret


def test_a_long_line_is_shown_around_its_column() -> None:
    """A paragraph on one line does not fill the terminal, and the caret still points at the character."""
    source = "あ" * 500 + "X" + "あ" * 500
    found = Problem("link", "a.md", "x", line=1, column=501, source=source)
    _, excerpt, caret = render_text([found]).splitlines()
    assert len(excerpt) < 120
    assert cells(excerpt[: excerpt.index("X")]) == caret.index("^")


def test_equal_faults_in_many_files_are_folded() -> None:
    """One wrong template in 419 posts is told once, at the first; five are told five times."""
    many = [problem("template", f"{n:03}.md", "'postt' is undefined", hint="write 'post'") for n in range(419)]
    assert render_text([*many, LATE]) == (
        "000.md: error[template] 'postt' is undefined\nhelp: write 'post'\n… and 418 more\n\n" + render_text([LATE])
    )
    assert render_text(many[:5]).count("postt") == 5
    assert "… and 5 more" in render_text(many[:6])


def test_faults_in_one_file_are_not_folded() -> None:
    """Each has its own line to mend."""
    found = [problem("link", "a.md", "no such file", line=n) for n in range(1, 9)]
    assert render_text(found).count("no such file") == 8


def test_other_severities_are_not_folded_together() -> None:
    """A warning of the same words does not hide behind errors."""
    errors = [problem("link", f"{n}.md", "no such file") for n in range(6)]
    warning = problem("link", "z.md", "no such file", severity="warning")
    assert "z.md: warning[link]" in render_text([*errors, warning])


def test_color_changes_nothing_but_color() -> None:
    """Taken away again, the text is the plain one."""
    painted = render_text([LATE], color=True)
    assert "\x1b[1;31merror[date]\x1b[0m" in painted
    for code in ("\x1b[0m", "\x1b[1m", "\x1b[32m", "\x1b[1;31m"):
        painted = painted.replace(code, "")
    assert painted == render_text([LATE])


@given(st.text(), st.text(min_size=1), st.integers(0, 20))
def test_content_cannot_steer_the_terminal(text: str, source: str, column: int) -> None:
    """No control character of a path, a value or a line is printed, and none of them begins a line of its own."""
    shown = render_text([problem("date", f"{text}.md", text, line=1, column=column, source=source, hint=text)])
    assert all(visible(line) == line for line in shown.split("\n"))
    assert len(shown.split("\n")) <= 4
    assert shown.encode()


@pytest.mark.parametrize("code", RULES)
def test_no_problem_is_without_a_mend(code: str) -> None:
    """One that brings no hint of its own has that of its code."""
    assert problem(code, "a.md", "x", hint="").hint == RULES[code].mend != ""
    assert problem(code, "a.md", "x", hint="do this").hint == "do this"


def test_json_has_the_fields_machines_are_promised() -> None:
    """In this order, and nothing else."""
    (fields,) = json.loads(render_json([LATE]))
    assert list(fields) == ["path", "line", "column", "code", "severity", "text", "hint"]
    assert (fields["path"], fields["column"]) == ("content/posts/a.md", 7)
    assert render_json([]) == "[]"


@pytest.mark.parametrize(
    ("found", "line"),
    [
        (
            LATE,
            "::error file=content/posts/a.md,line=3,col=7,title=date::'tomorrow' is not a date%0Ahelp: write it as 2026-11-23",
        ),
        (
            Problem("title", "", "no: title, 100%\nnone", severity="note"),
            "::notice title=title::no: title, 100%25%0Anone",
        ),
        (Problem("key", "a,b:c%.md", "x", severity="warning"), "::warning file=a%2Cb%3Ac%25.md,title=key::x"),
    ],
    ids=["whole", "message", "property"],
)
def test_github_annotation(found: Problem, line: str) -> None:
    """The runner's own escapes; a note is a notice; what is not known is left out."""
    assert render_github([found]) == line
    assert render_github([found, found]).splitlines() == [line, line]


@pytest.mark.parametrize(
    ("codes", "strict", "status"),
    [
        ((), False, 0),
        (("title", "undated"), False, 0),
        (("undated",), True, 1),
        (("title",), True, 0),
        (("date",), False, 1),
        (("date", "config"), False, 2),
        (("usage",), False, 2),
    ],
)
def test_exit_status(codes: tuple[str, ...], strict: bool, status: int) -> None:  # noqa: FBT001 (a column of the table)
    """0 clean, 1 content, 2 usage or configuration; `strict` counts warnings, never notes."""
    assert exit_status([problem(code, "a.md", "x") for code in codes], strict=strict) == status


def test_a_site_sets_its_own_severities() -> None:
    """Raised, lowered or switched off; a lowered error no longer stops publication."""
    found = [LATE, problem("title", "a.md", "x"), problem("key", "a.md", "x")]
    lowered, raised = with_severities(found, {"date": "warning", "title": "error", "key": "off"})
    assert (lowered.severity, raised.severity) == ("warning", "error")
    assert is_blocking(LATE)
    assert not is_blocking(lowered)
    assert not is_blocking(raised)


def test_order_does_not_depend_on_who_found_what_first() -> None:
    """By path and place, each problem once."""
    early = problem("date", "a.md", "x", line=2)
    assert in_order([LATE, early, LATE]) == in_order([early, LATE]) == [early, LATE]


def test_an_error_says_its_problems() -> None:
    """The facts stay in the exception; its text is their lines."""
    error = KawaraError(LATE, problem("read", "b.md", "cannot be read"))
    assert error.problems[0] is LATE
    assert str(error) == f"{one_line(LATE)}; b.md: error[read] cannot be read"


def test_usage_errors_stop_publication() -> None:
    """No rule ends with status 2 and publishes all the same; every rule says what it covers."""
    assert all(rule.blocking for rule in RULES.values() if rule.usage)
    assert all(rule.title and not rule.title.endswith(".") for rule in RULES.values())
