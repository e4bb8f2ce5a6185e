"""`kawara lock`: record what has been published, so that nothing of it is lost unnoticed."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kawara.base.problems import exit_status
from kawara.base.reports import text_report
from kawara.cli import terminal
from kawara.cli.build import moment, plural

if TYPE_CHECKING:
    from kawara.check.lockfile import Lock

EXAMPLE = """examples:
  kawara lock                  write kawara.lock.yml, or renew it after a deployment
  kawara lock --accept         although an address is gone for good
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "lock",
        help="record what has been published",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--accept", action="store_true", help="renew the lock in spite of what would be lost")
    parser.set_defaults(run=run)


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Write the lock; not when it would forget what should be kept, unless that is accepted."""
    from kawara.build.locking import compare
    from kawara.build.options import Options
    from kawara.check.lockfile import FILE, dump

    file = root / FILE
    if arguments.accept and file.exists() and not readable(root):
        file.unlink()
    now, found = compare(root, Options(now=moment(None)))
    grave = [each for each in found if each.problem.severity == "error"]
    if grave and not arguments.accept:
        terminal.say(text_report(grave))
        terminal.complain(f"{FILE} stays as it was; mend this, or accept it: kawara lock --accept")
        return exit_status(each.problem for each in grave)
    text = dump(now)
    if file.exists() and file.read_text(encoding="utf-8") == text:
        terminal.say(f"{FILE} is as it should be: {counted(now)}")
        return 0
    file.write_text(text, encoding="utf-8")
    terminal.say(f"{FILE} written: {counted(now)}; commit it")
    return 0


def readable(root: Path) -> bool:
    """Whether there is a lock that can be read."""
    from kawara.base.problems import KawaraError
    from kawara.build.locking import known

    try:
        return known(root) is not None
    except KawaraError:
        return False


def counted(lock: Lock) -> str:
    """What a lock holds, in a few words."""
    kinds = [entry.kind for entry in lock.urls.values()]
    return ", ".join(plural(kinds.count(kind), kind) for kind in ("post", "page", "redirect", "feed") if kind in kinds)
