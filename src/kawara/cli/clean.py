"""`kawara clean`: remove what kawara wrote, and nothing else."""

from __future__ import annotations

import argparse
from pathlib import Path

from kawara.base.problems import is_blocking
from kawara.cli import terminal

EXAMPLE = """examples:
  kawara clean          list what would go, and ask
  kawara clean --yes    do not ask
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "clean", help="remove what kawara wrote", epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--output", metavar="DIR", type=Path, help="the folder to clean (default: _site)")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.set_defaults(run=run)


def run(root: Path, arguments: argparse.Namespace) -> int:
    """List first; remove only our own files, and only while they are as we wrote them."""
    from kawara.build.settings import configure, output_folder
    from kawara.writer.clean import clean, remove

    config, found = configure(root)
    terminal.problems(found)
    if any(is_blocking(p) for p in found):
        return 2
    folder = output_folder(root, config, arguments.output)
    ours, others = clean(folder)
    for path in others:
        terminal.say(f"kept    {path}")
    if not ours:
        terminal.say(f"nothing of kawara's in {folder}")
        return 0
    terminal.say(f"{len(ours)} files of kawara's in {folder}")
    if not (arguments.yes or terminal.confirm("remove them?")):
        terminal.complain("nothing was removed; say --yes to remove without being asked")
        return 1
    remove(folder, ours)
    terminal.say(f"removed {len(ours)} files")
    return 0
