"""`kawara schema`: what settings and front matter may hold, and what a check prints, as JSON Schemas."""

from __future__ import annotations

import argparse
from pathlib import Path

from kawara.cli import terminal

EXAMPLE = """examples:
  kawara schema settings --output kawara.schema.json   of kawara.yml
  kawara schema post                                   of front matter, on standard output
  kawara schema check                                  of what kawara check --format json prints
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "schema",
        help="print a JSON Schema for your editor or program",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "of",
        choices=("settings", "post", "check"),
        help="kawara.yml, the front matter of a post, or the report of a check",
    )
    parser.add_argument("--output", metavar="FILE", type=Path, help="write it there, instead of printing it")
    parser.set_defaults(run=run)


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Print or write one schema."""
    import json

    from kawara.base import report_schema as check
    from kawara.config import schema as settings
    from kawara.loader import schema as post

    made = {"settings": settings, "post": post, "check": check}[arguments.of].schema()
    text = json.dumps(made, ensure_ascii=False, indent=2)
    if arguments.output is None:
        terminal.say(text)
        return 0
    (root / arguments.output).write_text(f"{text}\n", encoding="utf-8")
    terminal.say(str(arguments.output))
    return 0
