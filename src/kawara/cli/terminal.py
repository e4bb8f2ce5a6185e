"""What people see: the only home of `print`.

Results go to standard output; problems, progress and remarks to standard error, so that `--format json` leaves standard
output to the JSON alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from io import TextIOWrapper
from typing import TextIO

from kawara.base.problems import Problem, in_order, render_github, render_json, render_text

FORMATS = {"json": render_json, "github": render_github}
"""Renderings of problems for machines; `text` is for people."""


def say(text: str) -> None:
    """A line of the result."""
    print(text)


def aside(text: str) -> None:
    """A line beside the result: what people read while standard output is for a machine."""
    print(text, file=sys.stderr)


def at_once() -> None:
    """From now on show each line as it is said, also to a pipe: for a command that goes on and on."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(line_buffering=True)


def gap() -> None:
    """An empty line between problems and result, where both are on one terminal."""
    if sys.stderr.isatty():
        print(file=sys.stderr)


def complain(text: str) -> None:
    """A remark that is no part of the result."""
    print(f"kawara: {text}", file=sys.stderr)


def problems(found: Iterable[Problem], form: str = "text") -> None:
    """All problems, in order; for people on standard error, for machines on standard output."""
    ordered = in_order(found)
    if form != "text":
        print(FORMATS[form](ordered))
    elif ordered:
        print(render_text(ordered, color=wants_color(sys.stderr)), file=sys.stderr)


def wants_color(stream: TextIO) -> bool:
    """Whether to colour what goes to `stream`: a terminal, unless NO_COLOR is set (no-color.org) or the terminal is dumb."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def confirm(question: str) -> bool:
    """Ask on the terminal; anything but yes, and the absence of a terminal, is no."""
    if not sys.stdin.isatty():
        return False
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}
