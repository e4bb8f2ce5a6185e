"""What can go wrong in a template, as one Problem: which template, which line, which name was meant, for which page."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import TracebackType

from jinja2 import Template, TemplateNotFound, TemplateRuntimeError, TemplatesNotFound, TemplateSyntaxError

from kawara.base.problems import Problem, problem
from kawara.renderer.undefined import UnknownName, nearest

SITE, THEME = "templates/", "theme:"
"""How a template is named in messages: `templates/post.html` is the site's own, `theme:post.html` the built-in one."""


class TemplateFault(Exception):  # noqa: N818 (said aloud: a template fault)
    """Raised when a page cannot be rendered. `subject` is the page's source, or its URL; `bare` does not name it."""

    def __init__(self, bare: Problem, subject: str = "") -> None:
        super().__init__(bare.text)
        self.bare = bare
        self.subject = subject

    def __reduce__(self) -> tuple[type[TemplateFault], tuple[Problem, str]]:
        # A fault travels home from a worker process; the default would hand the text alone to __init__.
        return TemplateFault, (self.bare, self.subject)

    @property
    def problem(self) -> Problem:
        """The fault with the page that was being rendered."""
        return reported([self])[0]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the templates know, against which a near miss is told."""

    names: Collection[str]
    """Variables and functions of this page."""
    templates: Collection[str]
    filters: Collection[str]
    tests: Collection[str]
    lines: Mapping[str, str]
    """Name in messages → source text of each template read so far."""


def fault_of(error: Exception, subject: str, knowledge: Knowledge) -> TemplateFault | None:
    """The fault that an exception in a template means; None when no template had a part in it."""
    if isinstance(error, TemplateFault):
        return TemplateFault(error.bare, subject)
    found = _place(error, knowledge.templates)
    if found is None:
        return None
    path, line = found
    text, name, hint = _told(error, knowledge)
    source = _line(knowledge.lines.get(path, ""), line)
    column = _column(source, name)
    return TemplateFault(problem("template", path, text, line=line, column=column, source=source, hint=hint), subject)


def reported(faults: Iterable[TemplateFault]) -> list[Problem]:
    """The problems of these faults, equal ones as one: «… while rendering content/posts/a.md and 418 more»."""
    subjects: dict[Problem, list[str]] = {}
    for fault in faults:
        subjects.setdefault(fault.bare, []).append(fault.subject)
    return [replace(bare, text=bare.text + _while_rendering(pages)) for bare, pages in subjects.items()]


def _while_rendering(subjects: Iterable[str]) -> str:
    first, *others = sorted(set(subjects))
    also = f" and {len(others)} more" if others else ""
    return f", while rendering {first}{also}" if first else ""


def _place(error: Exception, names: Collection[str]) -> tuple[str, int] | None:
    """Template, as named in messages, and line."""
    if isinstance(error, TemplateSyntaxError):
        return error.filename or error.name or "", error.lineno
    frame = _last_template_frame(error.__traceback__)
    if frame is None and isinstance(error, TemplateNotFound):
        return f"{SITE}{error.name}" if names else str(error.name), 0
    return frame


def _last_template_frame(trace: TracebackType | None) -> tuple[str, int] | None:
    place = None
    while trace is not None:
        template = trace.tb_frame.f_globals.get("__jinja_template__")
        if isinstance(template, Template):
            place = template.filename or "", template.get_corresponding_lineno(trace.tb_lineno)
        trace = trace.tb_next
    return place


def _told(error: Exception, knowledge: Knowledge) -> tuple[str, str, str]:
    """What to say of an exception: text, the name at fault, and the mend."""
    for kind, tell in TELLERS:
        if isinstance(error, kind):
            return tell(error, knowledge)
    return f"{type(error).__name__}: {error}", "", ""


def _unknown_name(error: Exception, knowledge: Knowledge) -> tuple[str, str, str]:
    if not isinstance(error, UnknownName):
        return _plain(error, knowledge)
    near = _did_you_mean(error.name, error.known() or knowledge.names)
    is_own = isinstance(error.owner, Mapping)
    return str(error), error.name, near or ("ask first whether it is there, with {% if … %}" if is_own else "")


def _missing_template(error: Exception, knowledge: Knowledge) -> tuple[str, str, str]:
    wanted = error.templates if isinstance(error, TemplatesNotFound) else [getattr(error, "name", None)]
    names = [str(name) for name in wanted]
    listed = " or ".join(f"'{name}'" for name in names)
    stems = {name.rpartition(".")[0]: name for name in knowledge.templates}  # all names end alike: that is no likeness
    near = stems.get(nearest(names[-1].rpartition(".")[0], stems), "")
    return f"there is no template {listed}", names[-1], f"did you mean '{near}'?" if near else ""


def _grammar(error: Exception, knowledge: Knowledge) -> tuple[str, str, str]:
    text = str(getattr(error, "message", None) or error).strip().rstrip(".")
    found = re.fullmatch(r"No (filter|test) named '(.+)'( found)?", text)
    if found is None:
        return text, "", "compare this line with the tags around it; the fault may be above it"
    known = knowledge.filters if found[1] == "filter" else knowledge.tests
    return f"there is no {found[1]} '{found[2]}'", found[2], _did_you_mean(found[2], known)


def _plain(error: Exception, knowledge: Knowledge) -> tuple[str, str, str]:
    del knowledge
    return str(error).rstrip(".") or type(error).__name__, "", ""


def _endless(error: Exception, knowledge: Knowledge) -> tuple[str, str, str]:
    del error, knowledge
    hint = "to change a template of the theme, extend it by its full name, as 'theme:post.html'"
    return "a template includes or extends itself", "", hint


Teller = Callable[[Exception, Knowledge], tuple[str, str, str]]
TELLERS: tuple[tuple[type[Exception], Teller], ...] = (
    (UnknownName, _unknown_name),
    (TemplateNotFound, _missing_template),
    (TemplateSyntaxError, _grammar),
    (TemplateRuntimeError, _grammar),
    (RecursionError, _endless),
    (TypeError, _plain),
    (ValueError, _plain),
)
"""The first row whose type fits tells; anything else is told by its type and its own words."""


def _did_you_mean(name: str, known: Iterable[str]) -> str:
    near = nearest(name, known)
    return f"did you mean '{near}'?" if near else ""


def _line(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number - 1] if 0 < number <= len(lines) else ""


def _column(line: str, name: str) -> int:
    """Where the name stands in its line; 0 when it is not there, or not the only one of its kind."""
    found = [match.start() + 1 for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", line)] if name else []
    return found[0] if len(found) == 1 else 0
