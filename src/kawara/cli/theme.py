"""`kawara theme`: see what the built-in theme is made of, take a file of it over, and see how yours differs."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from pathlib import Path

from kawara.base.near import near_name
from kawara.base.problems import KawaraError, problem
from kawara.base.theme import theme_folder
from kawara.cli import terminal

FOLDERS = ("templates", "static")
"""What a theme is made of, and where a site's own files of the same names come before it."""
EXTENDING = "theme:"
"""How a template names the one it stands before: one that does so is no copy, and follows what changes in the theme."""

EXAMPLE = """examples:
  kawara theme list                 the theme's files, and which of them are yours
  kawara theme eject home.html      copy one of them into your site, to change it
  kawara theme diff                 how your copies differ from the theme's files
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "theme",
        help="look at the built-in theme, or take a file of it over",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    deeds = parser.add_subparsers(required=True, metavar="list|eject|diff", help="what to do")
    deeds.add_parser("list", help="the theme's files, and which of them are yours").set_defaults(run=overview)
    eject = deeds.add_parser("eject", help="copy a file of the theme into your site")
    eject.add_argument("name", metavar="NAME", help="such as post.html or static/style.css")
    eject.set_defaults(run=take_over)
    diff = deeds.add_parser("diff", help="how your copies differ from the theme's files")
    diff.add_argument("name", metavar="NAME", nargs="?", help="of one file; without it, of all")
    diff.set_defaults(run=differences)


def overview(root: Path, _arguments: argparse.Namespace) -> int:
    """Every file of the theme, and what the site has in its place."""
    rows = [(name, standing(root / name, file)) for name, file in theirs().items()]
    width = max(len(name) for name, _ in rows)
    for name, state in rows:
        terminal.say(f"{name:{width}}  {state}".rstrip())
    return 0


def take_over(root: Path, arguments: argparse.Namespace) -> int:
    """Copy one file to where it comes before the theme's. One that is there already stays as it is."""
    files = theirs()
    name = named(arguments.name, files)
    own = root / name
    if own.exists():
        hint = f"see how it differs: kawara theme diff {name}"
        raise KawaraError(problem("usage", "", f"{name} is there already", hint=hint))
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_bytes(files[name].read_bytes())
    terminal.say(name)
    return 0


def differences(root: Path, arguments: argparse.Namespace) -> int:
    """What was changed in the site's copies, or in the theme since they were copied, as a unified diff."""
    files = theirs()
    for name in [named(arguments.name, files)] if arguments.name else files:
        if (root / name).is_file():
            for line in changes(name, files[name], root / name):
                terminal.say(line)
    return 0


def theirs() -> Mapping[str, Path]:
    """The theme's files, by the name that one of the site's own in its place has."""
    theme = theme_folder()
    found = (file for folder in FOLDERS for file in sorted((theme / folder).rglob("*")) if file.is_file())
    return {file.relative_to(theme).as_posix(): file for file in found}


def named(word: str, files: Mapping[str, Path]) -> str:
    """The file that is meant, with its folder or without. Raises KawaraError when there is none."""
    short = {name.partition("/")[2]: name for name in files}
    found = word if word in files else short.get(word)
    if found is None:
        near = near_name(word, [*files, *short])
        hint = f"did you mean '{near}'?" if near else "see them all: kawara theme list"
        raise KawaraError(problem("usage", "", f"the theme has no '{word}'", hint=hint))
    return found


def standing(own: Path, file: Path) -> str:
    """What the site has in the place of a file of the theme; nothing where the theme's own is used."""
    if not own.is_file():
        return ""
    data = own.read_bytes()
    if data == file.read_bytes():
        return "yours, a copy as it is"
    return "yours, extends it" if EXTENDING.encode() in data else "yours, changed"


def changes(name: str, file: Path, own: Path) -> Iterator[str]:
    """The diff from the theme's file to the site's own; one line where they are no text."""
    from difflib import unified_diff

    try:
        before, after = (one.read_text("utf-8").splitlines() for one in (file, own))
    except UnicodeDecodeError:
        yield f"{name}: no text"
        return
    yield from unified_diff(before, after, f"theme/{name}", name, lineterm="")
