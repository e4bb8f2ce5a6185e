"""`kawara build`: content/ → a deployable directory."""

from __future__ import annotations

import argparse
import json
import os
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kawara.base.problems import KawaraError, exit_status, problem, visible
from kawara.cli import progress, proofs, reasons, terminal

if TYPE_CHECKING:
    from kawara.build.options import Options, Report

EXAMPLE = """examples:
  kawara build                      build into _site/
  kawara build --drafts --future    with all that is not published yet
  kawara build --strict --keep-going --report report.json
  kawara build --base-url https://preview.example/blog/
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "build", help="build the site", epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--output", metavar="DIR", type=Path, help="folder to write (default: _site)")
    parser.add_argument(
        "--adopt", action="store_true", help="write into a folder that holds files of others, which stay"
    )
    parser.add_argument("--drafts", action="store_true", help="publish drafts too; every page asks not to be indexed")
    parser.add_argument("--future", action="store_true", help="publish posts of the future too")
    parser.add_argument("--now", metavar="ISO", help="the moment that decides what is published (default: now)")
    parser.add_argument("--base-url", metavar="URL", help="build for this address instead of `url` in kawara.yml")
    parser.add_argument("--jobs", metavar="N", type=count, help="worker processes (default: one per core)")
    parser.add_argument("--no-cache", action="store_true", help="neither use nor keep what earlier builds knew")
    parser.add_argument("--strict", action="store_true", help="warnings count as errors")
    parser.add_argument("--keep-going", action="store_true", help="leave out posts with errors, keep their old pages")
    parser.add_argument("--explain", action="store_true", help="say why each page was made again")
    parser.add_argument("--verify", action="store_true", help="compare with a clean build, byte for byte")
    parser.add_argument(
        "--check-reproducible", action="store_true", help="compare with a build in another zone, locale and folder"
    )
    parser.add_argument("--report", metavar="FILE", type=Path, help="write what was done as JSON")
    parser.add_argument("--format", choices=("text", "json", "github"), default="text", help="form of the problems")
    parser.set_defaults(run=run)


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Build, tell, and return the exit status."""
    from kawara.build.options import Report

    proven: list[str] = []
    try:
        with progress.shown() as tell_progress:
            report, proven = proofs.built(root, options(arguments), arguments, tell_progress)
    except KawaraError as error:
        report = Report(problems=error.problems)
    plain = as_json(report) | (reasons.as_json(report) if arguments.explain else {})
    if arguments.format == "json":
        terminal.say(json.dumps(plain, ensure_ascii=False))
    else:
        terminal.problems(report.problems, arguments.format)
        explained = reasons.lines(report) if arguments.explain and report.complete else ()
        tell([*explained, *summary(report), *proven], apart=bool(report.problems))
    if arguments.report:
        keep(arguments.report, plain)
    return exit_status(report.problems, strict=arguments.strict)


def count(text: str) -> int:
    """A whole number, 1 or more."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"'{text}' is no whole number, 1 or more")
    return int(text)


def keep(file: Path, plain: dict[str, Any]) -> None:
    """Write the report as JSON."""
    try:
        file.write_text(json.dumps(plain, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        hint = "name a file in a folder that is there"
        text = f"the report cannot be written to '{file}': {error.strerror}"
        raise KawaraError(problem("usage", "", text, hint=hint)) from error


def options(arguments: argparse.Namespace) -> Options:
    """The flags that concern the build itself."""
    from kawara.build.options import Options

    return Options(
        now=moment(arguments.now),
        output=arguments.output,
        adopt=arguments.adopt,
        drafts=arguments.drafts,
        future=arguments.future,
        base_url=arguments.base_url,
        jobs=arguments.jobs,
        strict=arguments.strict,
        keep_going=arguments.keep_going,
        cache=not arguments.no_cache,
    )


def moment(text: str | None) -> datetime:
    """The one clock of a build: `--now`, else SOURCE_DATE_EPOCH (reproducible-builds.org), else the clock.

    Raises KawaraError for a text that is no moment.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        if text:
            given = datetime.fromisoformat(text)
            return given if given.tzinfo else given.replace(tzinfo=UTC)
        return datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    except (ValueError, OverflowError, OSError) as error:
        hint = "write it as 2026-11-23T09:00:00+09:00" if text else "SOURCE_DATE_EPOCH is a number of seconds"
        raise KawaraError(problem("usage", "", f"'{text or epoch}' is not a moment", hint=hint)) from error


def as_json(report: Report) -> dict[str, Any]:
    """The report as plain values. The names are part of the stable surface (docs/commands.md)."""
    keys = (
        "published",
        "drafts",
        "future",
        "expired",
        "pages",
        "rendered",
        "written",
        "removed",
        "unchanged",
        "loaded",
    )
    counts = {key: getattr(report, key) for key in keys}
    fields = ("path", "line", "column", "code", "severity", "text", "hint")
    problems = [{field: getattr(p, field) for field in fields} for p in report.problems]
    return counts | {"seconds": dict(report.seconds), "site_digest": report.site_digest, "problems": problems}


def tell(lines: Iterable[str], *, apart: bool = False) -> None:
    """The end of a build."""
    if apart:
        terminal.gap()
    for line in lines:
        terminal.say(visible(line))


def summary(report: Report) -> list[str]:
    """The end of a build in a few lines: what is published, what is not and why, what was written where."""
    left = [f"  {entry.reason:<9} {entry.path}{due(entry.when, entry.reason)}" for entry in report.left]
    if not report.complete:
        return [f"{found(report)}: nothing was written{f' to {report.output}' if report.output else ''}"]
    files = f"{plural(report.pages, 'file')} in {report.output}"
    changes = f"{report.written} written, {report.unchanged} unchanged, {report.removed} removed"
    seconds = sum(seconds for _, seconds in report.seconds) - report.index_seconds
    is_grave = any(each.severity != "note" for each in report.problems)
    return [
        ", ".join([f"{report.published} published", *counted(report)]),
        *left,
        f"{files}: {changes} ({seconds:.2f} s)",
        *searchable(report),
        *([found(report)] if is_grave else []),
    ]


def searchable(report: Report) -> list[str]:
    """The search index, with the time that it took."""
    if not report.indexed:
        return []
    if not report.index_made:
        return [f"search: the index of {plural(report.indexed, 'page')} stands"]
    return [f"search: {plural(report.indexed, 'page')} indexed ({report.index_seconds:.2f} s)"]


def found(report: Report) -> str:
    """How many problems there are, by severity."""
    numbers = Counter(each.severity for each in report.problems)
    return ", ".join(
        plural(numbers[severity], severity) for severity in ("error", "warning", "note") if numbers[severity]
    )


def counted(report: Report) -> list[str]:
    """How many are not published, by reason."""
    faulty = sum(entry.reason == "faulty" for entry in report.left)
    numbers = (
        (report.drafts, "draft"),
        (report.future, "scheduled post"),
        (report.expired, "expired post"),
        (faulty, "faulty post"),
    )
    return [plural(number, noun) for number, noun in numbers if number]


def plural(number: int, noun: str) -> str:
    """`1 file`, `2 files`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def due(when: datetime | None, reason: str) -> str:
    """When a scheduled post will be published, or an expired one ended."""
    if when is None or reason == "draft":
        return ""
    return f" ({'due' if reason == 'future' else 'since'} {when:%Y-%m-%d %H:%M %z})"
