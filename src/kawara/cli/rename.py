"""`kawara rename`: a post under another name, found at its old address all the same."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kawara.base.problems import KawaraError, problem, visible
from kawara.cli import terminal
from kawara.cli.build import moment, plural
from kawara.cli.check import shown_path
from kawara.cli.fixing import Change, diff, is_current, like, plain, put

if TYPE_CHECKING:
    from kawara.build.renaming import Renaming

EXAMPLE = """examples:
  kawara rename content/posts/cherry.md sakura --yes
  kawara rename content/posts/trip content/posts/2026/kyoto --yes
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "rename",
        help="move a post, and redirect from its old address",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("old", metavar="OLD", help="the post: its file, or its folder")
    parser.add_argument("new", metavar="NEW", help="its new name, or its new path")
    parser.add_argument("--yes", action="store_true", help="do not ask")
    parser.set_defaults(run=run)


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Show what would be done, ask, and do it."""
    from kawara.build.options import Options
    from kawara.build.renaming import renaming

    old = shown_path(root, arguments.old) if Path(arguments.old).exists() else arguments.old
    todo = renaming(root, Options(now=moment(None)), old, arguments.new)
    writing = list(written(root, todo))
    for path, new in todo.moves.items():
        terminal.say(f"{visible(path)} → {visible(new)}")
    for change in writing:
        for line in diff(change):
            terminal.say(line)
    for was, now in todo.addresses:
        terminal.say(f"{visible(was)} leads to {visible(now)}" if now else f"{visible(was)} is no more")
    for path in todo.apart:
        terminal.say(f"{visible(path)} stays, and will be no version of it; rename it likewise to keep them together")
    if not arguments.yes and not terminal.confirm("do this?"):
        terminal.complain("nothing was changed; --yes does it without asking")
        return 1
    ready(root, todo, writing)
    for change in writing:
        put(change)
    for path, new in todo.moves.items():
        move(root / path, root / new)
    terminal.say(f"moved {plural(len(todo.moves), 'file')}, changed {plural(len(writing), 'text')}")
    return 0


def ready(root: Path, todo: Renaming, writing: Sequence[Change]) -> None:
    """Raise KawaraError where it cannot be done as it was shown: then nothing has been."""
    for change in writing:
        if not is_current(change):
            text = "was saved in the meantime, and nothing was changed"
            raise KawaraError(problem("usage", change.path, text, hint="try again"))
    for path, new in todo.moves.items():
        if (root / new).exists() and not (root / new).samefile(root / path):
            raise KawaraError(problem("usage", new, "there is a file of this name already", hint="choose another"))


def written(root: Path, todo: Renaming) -> Iterator[Change]:
    """The texts that are written anew, where they still lie, with the line ends they have."""
    for path, (_, after) in todo.written.items():
        before = (root / path).read_bytes().decode()
        yield Change(path, root / path, before, like(plain(after), before), ())


def move(file: Path, to: Path) -> None:
    """Move one file; folders that it leaves empty go."""
    to.parent.mkdir(parents=True, exist_ok=True)
    file.rename(to)
    for folder in file.parents:
        if any(folder.iterdir()):
            break
        folder.rmdir()
