"""`kawara init`: a folder to start writing in."""

from __future__ import annotations

import argparse
import json
import shlex
from datetime import datetime
from pathlib import Path

from kawara.base.problems import KawaraError, problem
from kawara.base.urls import slugify
from kawara.cli import terminal
from kawara.cli.build import moment

EXAMPLE = """example:
  kawara init blog && cd blog && kawara build
"""

SETTINGS = """\
# Every setting is optional; all of them are explained in the manual under «Configuration».
title: {title}
# Where the site will live, with its path: feeds, the sitemap and canonical links name it.
# url: https://example.org/
# Dates that are written without an offset are in this zone.
timezone: UTC
# What the feed entries' identities are made from. Never change it: readers would see old posts as new.
feed_id: {feed_id}
"""

FIRST_POST = """\
---
title: Hello
date: {date}
tags: [first]
---

This is your first post. Write in this file, or add another beside it, and run `kawara build`.
"""

IGNORED = "_site/\n.kawara/\n"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "init", help="start a blog", epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", metavar="DIR", nargs="?", default=".", help="folder of the blog (default: this one)")
    parser.set_defaults(run=run)


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Write what is not there yet; never touch what is."""
    folder = root / arguments.folder
    if (folder / "content").exists():
        raise KawaraError(
            problem("usage", "", f"'{folder}' has a content folder already", hint="write in it, or name another folder")
        )
    for name, text in files(folder.resolve().name, moment(None)).items():
        write_new(folder / name, text)
    is_here = folder == Path()
    build = shlex.join(["kawara", *([] if is_here else ["-C", str(folder)]), "build"])
    terminal.say(f"A blog stands in {'this folder' if is_here else folder}. Build it with: {build}")
    return 0


def files(name: str, now: datetime) -> dict[str, str]:
    """The files of a new blog: path → text."""
    feed_id = (
        f"{slugify(name) or 'blog'}-{now:%Y%m%d%H%M%S}"  # there is no address yet, and two blogs may have one name
    )
    return {
        "kawara.yml": SETTINGS.format(title=json.dumps(name, ensure_ascii=False), feed_id=feed_id),
        "content/posts/hello.md": FIRST_POST.format(date=f"{now:%Y-%m-%d}"),
        ".gitignore": IGNORED,
    }


def write_new(file: Path, text: str) -> None:
    """Write a file unless there is one; an author's file is never overwritten."""
    file.parent.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        file.write_text(text, encoding="utf-8")
