"""`kawara diff`: what readers would notice between a site built before and the one built now."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kawara.base.problems import KawaraError, problem
from kawara.cli import terminal

if TYPE_CHECKING:
    from kawara.build.differing import Difference

EXAMPLE = """examples:
  kawara diff old_site                     as Markdown, for a pull request
  kawara diff old_site --format json       for a program
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "diff",
        help="compare the built site with one built before",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("old", metavar="OLD_SITE", type=Path, help="the folder of the site as it was")
    parser.add_argument("--output", metavar="DIR", type=Path, help="the folder of the site as it is (default: _site)")
    parser.add_argument("--format", choices=("markdown", "json"), default="markdown", help="how to say it")
    parser.set_defaults(run=run)


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Compare, and say what differs. That something differs is no error."""
    from kawara.build.differing import compare
    from kawara.build.differing_text import markdown
    from kawara.build.settings import configure, output_folder

    config, _ = configure(root)
    new = output_folder(root, config, arguments.output)
    old = arguments.old if arguments.old.is_absolute() else root / arguments.old
    for folder, hint in ((old, "name the folder of a built site"), (new, "build first: kawara build")):
        if not folder.is_dir():
            raise KawaraError(problem("usage", "", f"there is no folder '{folder}'", hint=hint))
    difference = compare(old, new)
    terminal.say(as_json(difference) if arguments.format == "json" else markdown(difference).removesuffix("\n"))
    return 0


def as_json(difference: Difference) -> str:
    """The difference with the names of its fields."""
    import json
    from dataclasses import asdict

    return json.dumps(asdict(difference), ensure_ascii=False, indent=2)
