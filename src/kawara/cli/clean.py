"""`kawara clean`: remove what kawara wrote, and nothing else."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from kawara.base.problems import is_blocking, visible
from kawara.cli import terminal
from kawara.cli.build import plural

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
    if not ours:
        terminal.say(f"nothing of kawara's in {folder}")
        return 0
    for path in others:
        terminal.say(f"kept    {visible(path)}")
    for line in overview(ours):
        terminal.say(f"  {line}")
    terminal.say(f"{plural(len(ours), 'file')} of kawara's in {folder}")
    if not (arguments.yes or terminal.confirm("remove them?")):
        terminal.complain("nothing was removed; --yes removes without asking")
        return 1
    remove(folder, ours)
    terminal.say(f"removed {plural(len(ours), 'file')}")
    return 0


def overview(paths: Iterable[str]) -> list[str]:
    """The files and folders right in the output folder, with how much is in each: a whole site would fill the screen."""
    counted = Counter(path.partition("/")[0] + "/" * ("/" in path) for path in paths)
    return [
        f"{name} ({plural(count, 'file')})" if name.endswith("/") else name for name, count in sorted(counted.items())
    ]
