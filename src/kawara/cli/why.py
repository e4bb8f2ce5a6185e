"""`kawara why`: why a page was made again or was not, and what became of a source."""

from __future__ import annotations

import argparse
from pathlib import Path

from kawara.base.problems import visible
from kawara.cli import terminal
from kawara.cli.build import moment

EXAMPLE = """examples:
  kawara why /tags/ai/
  kawara why content/posts/hello.md
  kawara why templates/post.html
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "why",
        help="say why a page was made again, or what became of a file",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("name", metavar="URL|FILE", help="a page, by its address or its file, or a source")
    parser.add_argument("--output", metavar="DIR", type=Path, help="the folder that was built (default: _site)")
    parser.add_argument("--drafts", action="store_true", help="ask about the build with --drafts")
    parser.add_argument("--future", action="store_true", help="ask about the build with --future")
    parser.add_argument("--base-url", metavar="URL", help="ask about the build for this address")
    parser.set_defaults(run=run)


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Say it in a few lines."""
    from kawara.build.options import Options
    from kawara.build.why import why

    options = Options(
        now=moment(None),
        output=arguments.output,
        drafts=arguments.drafts,
        future=arguments.future,
        base_url=arguments.base_url,
    )
    for line in why(root, options, arguments.name):
        terminal.say(visible(line))
    return 0
