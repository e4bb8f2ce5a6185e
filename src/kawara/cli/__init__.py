"""Commands: one command, one file. The only room that prints, and the only one that reads the clock."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from kawara import __version__
from kawara.base.problems import KawaraError, exit_status, problem
from kawara.cli import terminal

COMMANDS = {
    "init": "init",
    "new": "new",
    "build": "build",
    "serve": "serve",
    "list": "listing",
    "why": "why",
    "check": "check",
    "lock": "lock",
    "rename": "rename",
    "next": "upcoming",
    "diff": "diff",
    "theme": "theme",
    "schema": "schema",
    "clean": "clean",
}
"""Command → its module here, with an `add(subparsers)` that declares its options and names what carries it out."""

EPILOG = """examples:
  kawara init blog             start a blog in the folder `blog`
  kawara -C blog build         build it into blog/_site
"""


def program() -> NoReturn:
    """The command `kawara`: :func:`main`, and then an end at once.

    Everything is closed by then; to free the objects of ten thousand posts one by one would take a fifth of a second.
    """
    status = main()
    with suppress(BrokenPipeError):
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(status)


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command line. Returns the exit status: 0 clean, 1 content or templates at fault, 2 usage or settings."""
    words = sys.argv[1:] if argv is None else argv
    arguments = parser(asked(words)).parse_args(words)
    try:
        status: int = arguments.run(Path(arguments.directory), arguments)
    except KawaraError as error:
        terminal.problems(error.problems)
        return exit_status(error.problems)
    except KeyboardInterrupt:
        terminal.complain("interrupted")
        return 130
    except BrokenPipeError:  # the reader of our output went away, as `kawara list | head` does
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:  # a disk that is full, a folder that is closed: no fault of ours, and no traceback
        named = f"'{error.filename}': " if error.filename else ""
        hint = "look at the permissions and at the room on the disk"
        terminal.problems([problem("usage", "", f"{named}{error.strerror or error}", hint=hint)])
        return 2
    return status


def asked(words: Sequence[str]) -> Sequence[str]:
    """The command of a command line where it stands first or after `-C DIR`; else all there are."""
    rest = words[2:] if words[:1] == ["-C"] else words
    return rest[:1] if rest and rest[0] in COMMANDS else tuple(COMMANDS)


def parser(names: Sequence[str] = tuple(COMMANDS)) -> argparse.ArgumentParser:
    """The command line with these commands. A command pays for importing itself, and for no other."""
    whole = argparse.ArgumentParser(
        prog="kawara",
        description="A blog engine for people who write Markdown, Japanese first.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument("--version", action="version", version=f"kawara {__version__}")
    whole.add_argument(
        "-C", dest="directory", metavar="DIR", default=".", help="work in DIR instead of the current folder"
    )
    commands = whole.add_subparsers(metavar="COMMAND", required=True)
    for name in names:
        import_module(f"kawara.cli.{COMMANDS[name]}").add(commands)
    return whole
