"""`kawara serve`: the site in the browser while it is written."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kawara.base.problems import KawaraError, Problem, problem, visible
from kawara.cli import progress, terminal
from kawara.cli.build import count, moment

if TYPE_CHECKING:
    from kawara.preview.edition import Edition

EXAMPLE = """examples:
  kawara serve                  build, watch, and serve on http://127.0.0.1:4000/
  kawara serve --open --follow  and show in the browser each post that is saved
  kawara serve --editor vscode  with links that open the editor
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "serve",
        help="show the site in the browser while it is written",
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", metavar="N", type=port, help="the port (default: the first free one from 4000 on)")
    parser.add_argument("--host", metavar="ADDR", default="127.0.0.1", help="listen here too (default: this machine)")
    parser.add_argument(
        "--allow-host", metavar="NAME", action="append", default=[], help="answer to this name as well; may be repeated"
    )
    parser.add_argument("--open", action="store_true", help="open the browser")
    parser.add_argument("--follow", action="store_true", help="every tab goes to the post that was just saved")
    parser.add_argument("--editor", metavar="NAME|URL", default="", help="the editor that links open")
    parser.add_argument(
        "--jobs",
        metavar="N",
        type=count,
        help="worker processes (default: one per core at first and for a large site, else one)",
    )
    parser.set_defaults(run=run)


def port(text: str) -> int:
    """A port's number; 0 lets the system choose."""
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is no port, a number up to 65535")
    return int(text)


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Build, serve until Ctrl-C, and end."""
    from kawara.build.options import Options
    from kawara.preview import editor
    from kawara.preview.app import Preview, application
    from kawara.preview.builder import Builder
    from kawara.preview.news import Hub
    from kawara.preview.server import Server, address_of, is_wide, opened
    from kawara.workers import abandon

    if not root.is_dir():
        hint = "name another with -C, or start a blog there: kawara init"
        raise KawaraError(problem("usage", "", f"there is no folder '{root}'", hint=hint))
    terminal.at_once()
    builder = Builder(root, lambda: Options(now=moment(None), jobs=arguments.jobs), follow=arguments.follow)
    hub = Hub()
    with opened(arguments.host, arguments.port) as listening:
        greet(listening.getsockname()[1], arguments)
        builder.heard += [hub.publish, Teller()]
        with progress.shown() as tell:
            builder.open(tell)
        form = editor.pattern(arguments.editor, os.environ)
        preview = Preview(builder.root, builder.output, now, lambda: builder.edition, hub, form)
        names = {arguments.host.lower(), *(name.lower() for name in arguments.allow_host)}
        wide = is_wide(listening)
        server = Server(application(preview, names, wide=wide), lambda: hub.publish(None))
        address = address_of(listening, builder.edition.base)
        announce(address, builder.watch.reason, wide=wide)
        builder.troubled.append(poll)
        if arguments.open:
            import webbrowser

            webbrowser.open(address)
        try:
            server.run(sockets=[listening])
        except KeyboardInterrupt:
            pass  # this is how a preview ends
        finally:
            builder.close()
    if abandon():
        sys.stdout.flush()
        os._exit(0)  # Python would wait for what the ended processes were at
    return 0


def now() -> datetime:
    """The moment, for what is not published yet."""
    return moment(None)


def greet(number: int, arguments: argparse.Namespace) -> None:
    """Say at once which port it became, where that is not the usual one."""
    from kawara.preview.server import PORT

    if arguments.port is None and number != PORT:
        terminal.complain(f"port {PORT} is taken: serving on port {number}")


def announce(address: str, reason: str, *, wide: bool) -> None:
    """Say where the preview is, who can reach it, and how changes are noticed."""
    terminal.say(f"serving {address} (Ctrl-C ends it); the author's page is at /_kawara/")
    if wide:
        terminal.complain("other machines on the network can read this preview, drafts and all")
    if reason:
        poll(reason)


def poll(reason: str) -> None:
    """Say that changes are noticed in another way from now on."""
    terminal.complain(f"{reason}: files are looked at twice a second instead")


class Teller:
    """Tells each build on the terminal: its problems, where they are others than before, and one line."""

    def __init__(self) -> None:
        self.before: set[Problem] = set()
        self.ahead: object = None

    def __call__(self, edition: Edition) -> None:
        """Called after each build."""
        found = {each for each in edition.problems if each.severity != "note"}
        terminal.problems(found - self.before)
        if self.before and not found:
            terminal.complain("all problems are mended")
        self.before = found
        is_early = edition.ahead is not None and edition.ahead is not self.ahead
        self.ahead = edition.ahead
        what = "shown as it will be, and now being built" if is_early else done(edition)
        terminal.say(visible(f"{now():%H:%M:%S}  {what}"))


def done(edition: Edition) -> str:
    """What a build did, in one line."""
    report = edition.report
    if not report.complete:
        return "not built: the last good pages stay" if edition.pages else "not built yet: waiting for the repair"
    seconds = sum(time for _, time in report.seconds)
    return f"{report.rendered} pages made, {report.written} files written, {report.removed} removed ({seconds:.2f} s)"
