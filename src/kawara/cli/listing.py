"""`kawara list`: the posts and pages, with what becomes of each."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kawara.base.problems import cells, exit_status, visible
from kawara.cli import terminal
from kawara.cli.build import moment

if TYPE_CHECKING:
    from kawara.build.options import Entry

EXAMPLE = """examples:
  kawara list
  kawara list --status draft
  kawara list --format json
"""
STATUSES = ("published", "draft", "future", "expired", "faulty")


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "list", help="list posts and pages", epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--status", choices=STATUSES, help="only those")
    parser.add_argument("--now", metavar="ISO", help="the moment that decides what is published (default: now)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="form of the list")
    parser.set_defaults(run=run)


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Print one line an entry, newest first."""
    from kawara.build.options import Options
    from kawara.build.survey import survey

    entries, found = survey(root, Options(now=moment(arguments.now)))
    chosen = [entry for entry in entries if arguments.status in (None, entry.status)]
    if arguments.format == "json":
        terminal.say(json.dumps([as_json(entry) for entry in chosen], ensure_ascii=False, indent=2))
    else:
        for line in table(chosen):
            terminal.say(line)
        if not chosen:
            terminal.complain("nothing to list")
    terminal.problems(found)
    return exit_status(found)


def as_json(entry: Entry) -> dict[str, Any]:
    """One entry as plain values."""
    return {
        "path": entry.path,
        "status": entry.status,
        "kind": entry.kind,
        "title": entry.title,
        "date": entry.date.isoformat() if entry.date else None,
        "url": entry.url,
    }


def table(entries: list[Entry]) -> list[str]:
    """Aligned columns: date, status, title, path; a wide character takes two cells."""
    rows = [(f"{e.date:%Y-%m-%d}" if e.date else "", e.status, visible(e.title), visible(e.path)) for e in entries]
    widths = [max((cells(row[n]) for row in rows), default=0) for n in range(3)]
    return ["  ".join([*(pad(cell, width) for cell, width in zip(row, widths, strict=False)), row[3]]) for row in rows]


def pad(text: str, width: int) -> str:
    """The text, filled with spaces to a width in cells."""
    return text + " " * (width - cells(text))
