"""What is wrong, as values.

A :class:`Problem` says where, what and how to mend it. Stages return problems beside their results, so that all faults of
all files come out of one run; only where nothing can be returned at all is :class:`KawaraError` raised. Every code stands in
:data:`kawara.base.rules.RULES`, which alone decides how severe it is and whether it stops publication.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kawara.base.rules import RULES, Severity


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault, at one place."""

    code: str
    """A key of :data:`RULES`."""
    path: str
    """Site-relative path of the file at fault; empty when the fault is in no file."""
    text: str
    """What is wrong, in one sentence without a final stop."""
    line: int = 0
    """1-based; 0 when the whole file is meant."""
    column: int = 0
    """1-based, in characters; 0 when the whole line is meant."""
    source: str = ""
    """The line itself, for the excerpt."""
    hint: str = ""
    """How to mend it."""
    severity: Severity = "error"


class KawaraError(Exception):
    """Raised where no value can be returned: nothing can go on. Holds its facts in :attr:`problems`."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(one_line(problem) for problem in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type[KawaraError], tuple[Problem, ...]]:
        # It may have to travel home from a worker process; the default would hand the text alone to __init__.
        return KawaraError, self.problems


def problem(code: str, path: str, text: str, **place: object) -> Problem:
    """A problem with the severity and, without a hint of its own, the mend of its code. `place`: its further fields."""
    place["hint"] = place.get("hint") or RULES[code].mend
    return Problem(code, path, text, **{"severity": RULES[code].severity} | place)  # type: ignore[arg-type]  # one by one


def with_severities(problems: Iterable[Problem], severities: Mapping[str, str]) -> list[Problem]:
    """The problems with the site's own severities; codes set to `off` fall away."""
    chosen = ((p, severities.get(p.code, p.severity)) for p in problems)
    return [p if s == p.severity else replace(p, severity=s) for p, s in chosen if s != "off"]  # type: ignore[arg-type]  # as `severity` reads them


def is_blocking(problem: Problem) -> bool:
    """Whether publication must stop for this problem."""
    return problem.severity == "error" and RULES[problem.code].blocking


def exit_status(problems: Iterable[Problem], *, strict: bool = False) -> int:
    """0 clean, 1 content or template errors, 2 usage or configuration. `strict` makes warnings count as errors."""
    counted = {"error", "warning"} if strict else {"error"}
    codes = [p.code for p in problems if p.severity in counted]
    if any(RULES[code].usage for code in codes):
        return 2
    return 1 if codes else 0


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems by path, place and code, each once: the same list however the work was divided."""
    return sorted(set(problems), key=lambda p: (p.path, p.line, p.column, p.code, p.text, p.hint))


def place(problem: Problem) -> str:
    """`path:line:column`, as far as each is known."""
    known = [problem.path, *(str(number) for number in (problem.line, problem.column) if number)]
    return ":".join(part for part in known if part)


def one_line(problem: Problem) -> str:
    """`path:line:column: severity[code] text`: the form every output format agrees on."""
    return ": ".join(filter(None, (place(problem), f"{problem.severity}[{problem.code}] {problem.text}")))


def cells(text: str) -> int:
    """Columns a terminal uses for `text`: two for a wide character, none for a combining or invisible one."""
    return sum(
        0 if unicodedata.category(c) in {"Mn", "Me", "Cf"} else 2 if unicodedata.east_asian_width(c) in "FW" else 1
        for c in text
    )


# --- renderings --------------------------------------------------------------------------------------------------------

FOLD_ABOVE = 5
"""Equal faults in more files than this are told once: one wrong template must not bury the rest."""
INDENT = "    "
LONGEST_EXCERPT = 100
"""Characters of a source line that are shown: a paragraph may be one line."""
COLORS = {"error": "1;31", "warning": "1;33", "note": "1;36", "place": "1", "help": "32"}
"""SGR parameters (ECMA-48 §8.3.117)."""
ANNOTATIONS = {"error": "error", "warning": "warning", "note": "notice"}
"""Severity → workflow command of GitHub Actions."""

_VISIBLE = (
    {code: 0x2400 + code for code in range(0x20)}
    | dict.fromkeys(
        (*range(0x7F, 0xA0), *range(0x2028, 0x202F), *range(0x2066, 0x206A), *range(0xD800, 0xE000)), 0xFFFD
    )
    | {ord("\t"): "  "}
)
"""A picture for each C0 control, and one sign for DEL, C1, separators, bidirectional overrides and lone surrogates."""


def visible(text: str) -> str:
    """The text with a sign for each control character, so that content can neither steer a terminal nor break a line."""
    return text.translate(_VISIBLE)


def render_text(problems: Iterable[Problem], *, color: bool = False) -> str:
    """For people: each problem's line, its source line with a caret, and the help; without a closing newline."""
    return "\n\n".join(text for _, text in blocks(problems, color=color))


def blocks(problems: Iterable[Problem], *, color: bool = False) -> Iterator[tuple[Problem, str]]:
    """Each problem that is told, and its part of :func:`render_text`."""
    paint = painted if color else unpainted
    return ((first, block(first, paint, more=more)) for first, more in _folded(problems))


def render_json(problems: Iterable[Problem]) -> str:
    """A JSON array of objects with path, line, column, code, severity, text and hint, in ASCII for any terminal."""
    return json.dumps([as_fields(problem) for problem in problems], indent=2)


def render_github(problems: Iterable[Problem]) -> str:
    """Workflow commands of GitHub Actions, one a line: they appear beside the line at fault."""
    return "\n".join(map(annotation, problems))


def as_fields(problem: Problem) -> dict[str, str | int]:
    """The fields of a problem that machines are given."""
    return {name: getattr(problem, name) for name in ("path", "line", "column", "code", "severity", "text", "hint")}


def _folded(problems: Iterable[Problem]) -> Iterator[tuple[Problem, int]]:
    """Each problem and how many more it stands for: equal faults in many files are one."""
    groups: dict[tuple[str, ...], list[Problem]] = {}
    for each in (every := list(problems)):
        groups.setdefault(_fault(each), []).append(each)
    for each in every:
        group = groups[_fault(each)]
        if len({other.path for other in group}) <= FOLD_ABOVE:
            yield each, 0
        elif each is group[0]:
            yield each, len(group) - 1


def _fault(problem: Problem) -> tuple[str, ...]:
    return problem.code, problem.text, problem.hint, problem.severity


Paint = Callable[[str, str], str]
"""Role and text → the text, painted or not."""


def painted(role: str, text: str) -> str:
    """The text in the colour of its role."""
    return f"\x1b[{COLORS[role]}m{text}\x1b[0m"


def unpainted(_role: str, text: str) -> str:
    """The text as it is."""
    return text


def block(problem: Problem, paint: Paint, *, more: int = 0, marked: str = "", notes: Sequence[str] = ()) -> str:
    """One problem for people. `more`: how many others it stands for; `marked`: the text at fault, to be underlined; `notes`: lines after the excerpt."""
    where = paint("place", visible(place(problem)) + ": ") if place(problem) else ""
    lines = [f"{where}{paint(problem.severity, f'{problem.severity}[{problem.code}]')} {visible(problem.text)}"]
    if problem.source.strip():
        lines += [f"{INDENT}{line}" for line in _excerpt(problem, marked, paint)]
    lines += [f"{paint('place', 'note:')} {visible(note)}" for note in notes]
    if problem.hint:
        lines.append(f"{paint('help', 'help:')} {visible(problem.hint)}")
    if more:
        lines.append(f"… and {more} more")
    return "\n".join(lines)


def _excerpt(problem: Problem, marked: str, paint: Paint) -> Iterator[str]:
    """The source line, or the part of a long one around the column, and the carets below it."""
    source, column = problem.source, problem.column
    start = max(0, column - LONGEST_EXCERPT * 2 // 3) if len(source) > LONGEST_EXCERPT else 0
    head, tail = "…" * (start > 0), "…" * (len(source) > start + LONGEST_EXCERPT)
    yield f"{head}{visible(source[start : start + LONGEST_EXCERPT])}{tail}".rstrip()
    if column:
        shown = visible(marked.partition("\n")[0][: max(1, start + LONGEST_EXCERPT - column + 1)])
        carets = "^" * max(1, cells(shown))
        yield " " * cells(head + visible(source[start : column - 1])) + paint(problem.severity, carets)


def annotation(problem: Problem, end_line: int = 0, end_column: int = 0) -> str:
    """One command of :func:`render_github`. The end, where it is known; a column of it counts on the same line only."""
    known = {
        "file": problem.path,
        "line": problem.line,
        "endLine": end_line if end_column else 0,
        "col": problem.column,
        "endColumn": end_column if end_line == problem.line else 0,
        "title": problem.code,
    }
    properties = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in known.items() if value)
    message = f"{problem.text}\nhelp: {problem.hint}" if problem.hint else problem.text
    return f"::{ANNOTATIONS[problem.severity]} {properties}::{_escaped(message)}"


def _escaped(text: str, more: str = "") -> str:
    """Escaped as the runner's own toolkit does it: `%`, line ends, and in properties also `:` and `,`."""
    return "".join(f"%{ord(c):02X}" if c in "%\r\n" or c in more else c for c in text)
