"""`kawara schema`: what settings and front matter may hold, as JSON Schemas for editors."""

from __future__ import annotations

import argparse
from pathlib import Path

from kawara.cli import terminal

EXAMPLE = """examples:
  kawara schema settings --output kawara.schema.json   of kawara.yml
  kawara schema post                                   of front matter, on standard output
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "schema",
        help="print a JSON Schema for your editor",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("of", choices=("settings", "post"), help="kawara.yml, or the front matter of a post")
    parser.add_argument("--output", metavar="FILE", type=Path, help="write it there, instead of printing it")
    parser.set_defaults(run=run)


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Print or write one schema."""
    import json

    from kawara.config import schema as settings
    from kawara.loader import schema as post

    made = settings.schema() if arguments.of == "settings" else post.schema()
    text = json.dumps(made, ensure_ascii=False, indent=2)
    if arguments.output is None:
        terminal.say(text)
        return 0
    (root / arguments.output).write_text(f"{text}\n", encoding="utf-8")
    terminal.say(str(arguments.output))
    return 0
