"""`kawara next`: when the site would change by itself, for whoever builds it by a clock."""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kawara.base.problems import visible
from kawara.cli import terminal
from kawara.cli.build import moment

if TYPE_CHECKING:
    from kawara.build.upcoming import Turn

EXAMPLE = """examples:
  kawara next                  what comes next, and when
  kawara next --all            everything that is to come
  kawara next --cron           a line for a crontab or a workflow, in UTC
"""
WORDS = {"published": "will be published", "expires": "will expire"}


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "next",
        help="tell when the site would change by itself",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--all", action="store_true", help="every moment, not only the next")
    parser.add_argument("--cron", action="store_true", help="the next moment as a cron schedule, in UTC")
    parser.add_argument("--now", metavar="ISO", help="the moment from which to look (default: now)")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="form of the answer")
    parser.set_defaults(run=run)


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Tell the next moment, or all of them."""
    from kawara.build.options import Options
    from kawara.build.upcoming import upcoming

    turns = upcoming(root, Options(now=moment(arguments.now)))
    chosen = turns if arguments.all else [turn for turn in turns if turn.when == turns[0].when]
    if arguments.format == "json":
        terminal.say(json.dumps([as_json(turn) for turn in chosen], ensure_ascii=False, indent=2))
    elif not chosen:
        terminal.complain("nothing will change by itself")
    elif arguments.cron:
        terminal.say(cron(chosen[0].when))
    else:
        for turn in chosen:
            terminal.say(f"{turn.when:%Y-%m-%d %H:%M %z}  {visible(turn.path)} {WORDS[turn.what]}")
    return 0


def as_json(turn: Turn) -> dict[str, str]:
    """One moment as plain values."""
    return {"when": turn.when.isoformat(), "path": turn.path, "what": turn.what}


def cron(when: datetime) -> str:
    """The first full minute at which the change has happened, in the five fields of cron, in UTC."""
    full = when.astimezone(UTC)
    if full.second or full.microsecond:
        full = full.replace(second=0, microsecond=0) + timedelta(minutes=1)
    return f"{full.minute} {full.hour} {full.day} {full.month} *"
