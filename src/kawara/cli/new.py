"""`kawara new`: a post with safe front matter."""

from __future__ import annotations

import argparse
import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kawara.base.problems import KawaraError, is_blocking, problem
from kawara.base.text import brief
from kawara.base.urls import slugify, unsafe
from kawara.cli import terminal
from kawara.cli.build import moment

EXAMPLE = """examples:
  kawara new "Title with: colon"
  kawara new 春の便り --slug spring-letter --draft
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "new", help="start a post", epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("title", metavar="TITLE", help="the post's title")
    parser.add_argument("--slug", help="name of the file and of its URL (default: made from the title)")
    parser.add_argument("--draft", action="store_true", help="not to be published yet")
    parser.set_defaults(run=run)


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Write the file, name it, and refuse to overwrite one."""
    from kawara.build.settings import configure

    config, found = configure(root)
    terminal.problems(found)
    if any(is_blocking(p) for p in found):
        return 2
    name = arguments.slug or slugify(arguments.title)
    if not is_text(arguments.title):
        raise KawaraError(problem("usage", "", "the title is not UTF-8", hint="look at the encoding of the terminal"))
    if reason := fault(name):
        text = f"'{brief(arguments.slug or arguments.title)}' gives no name for the file: {reason}"
        raise KawaraError(problem("usage", "", text, hint="give it one: --slug a-name"))
    place = f"content/posts/{name}.md"
    now = moment(None).astimezone(ZoneInfo(config.timezone))
    try:
        create(root / place, front_matter(arguments.title, now, draft=arguments.draft))
    except FileExistsError as error:
        raise KawaraError(
            problem("usage", place, "there is a post of this name already", hint="choose another --slug")
        ) from error
    terminal.say(str(root / place))
    return 0


def is_text(title: str) -> bool:
    """Whether a file can hold it: what a terminal sent that is not UTF-8 cannot be written."""
    try:
        title.encode()
    except UnicodeEncodeError:
        return False
    return True


def fault(name: str) -> str | None:
    """Why no file can have this name, as the end of a sentence."""
    if not name:
        return "no letter and no digit is in it"
    if "/" in name:
        return "it has a slash"
    reason = unsafe(name)
    return f"it {reason}" if reason else None


def front_matter(title: str, now: datetime, *, draft: bool) -> str:
    """The head of a new post. JSON's strings are YAML's double-quoted ones, so that any title is safe."""
    lines = [f"title: {json.dumps(title, ensure_ascii=False)}", f"date: {now:%Y-%m-%d %H:%M:%S %z}", "tags: []"]
    return "\n".join(["---", *lines, *(["draft: true"] if draft else []), "---", "", ""])


def create(file: Path, text: str) -> None:
    """Write a file that must not exist yet."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("x", encoding="utf-8") as new:
        new.write(text)
