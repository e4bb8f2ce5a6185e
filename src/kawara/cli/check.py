"""`kawara check`: what is wrong with the texts of a site, before anybody reads them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from kawara.base.findings import Finding
from kawara.base.near import near_name
from kawara.base.problems import KawaraError, exit_status, problem
from kawara.base.reports import REPORTS, counted, text_report
from kawara.base.rules import RULES
from kawara.cli import baseline, fixing, progress, terminal
from kawara.cli.build import count, moment, plural

EXAMPLE = """examples:
  kawara check                             look at every text
  kawara check content/posts/cherry.md     at one, or at a folder
  kawara check --explain cut-off           what a rule looks for, in English and Japanese
  kawara check --format sarif > check.sarif
  kawara check --external                  ask the addresses of other sites, too
  kawara check --fix                       mend what is safe, after showing it
  kawara check --write-baseline            let what is there be, and tell only what is new
"""


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "check", help="find faults in the texts", epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("paths", metavar="PATH", nargs="*", help="only these files and folders")
    parser.add_argument("--format", choices=tuple(REPORTS), default="text", help="form of the findings")
    parser.add_argument("--strict", action="store_true", help="warnings count as errors")
    parser.add_argument("--explain", metavar="CODE", help="say what a rule looks for, and why")
    parser.add_argument(
        "--baseline", metavar="FILE", type=Path, help=f"findings to pass over (default: {baseline.FILE})"
    )
    parser.add_argument("--write-baseline", action="store_true", help="keep all findings of now as such")
    parser.add_argument("--fix", action="store_true", help="mend what can be mended safely; shows the change and asks")
    parser.add_argument("--yes", action="store_true", help="with --fix: do not ask")
    parser.add_argument("--external", action="store_true", help="ask addresses elsewhere whether they are there still")
    parser.add_argument("--output", metavar="DIR", type=Path, help="built site to look at (default: _site)")
    parser.add_argument("--jobs", metavar="N", type=count, help="worker processes (default: one per core)")
    parser.add_argument("--no-cache", action="store_true", help="neither use nor keep what earlier builds knew")
    parser.set_defaults(run=run)


def run(root: Path, arguments: argparse.Namespace) -> int:
    """Look, tell, and return the exit status."""
    if arguments.explain:
        terminal.say(explained(arguments.explain))
        return 0
    paths = [shown_path(root, path) for path in arguments.paths]
    look = looking if arguments.write_baseline else looked  # a site that cannot be looked at has nothing to keep
    found = chosen(look(root, arguments), paths)
    say = terminal.say if arguments.format == "text" else terminal.aside
    file = arguments.baseline or root / baseline.FILE
    if arguments.write_baseline:
        return keep(file, found, paths, say)
    known = baseline.read(file)
    fresh = baseline.without(found, known)
    if not arguments.paths and (gone := baseline.stale(found, known)):
        told = f"{plural(gone, 'finding')} of {file.name} {'is' if gone == 1 else 'are'} there no more"
        terminal.complain(f"{told}; --write-baseline leaves out what is gone")
    if arguments.fix and mended(root, fresh, known, yes=arguments.yes, say=say):
        found = chosen(looked(root, arguments), paths)
        fresh = baseline.without(found, known)
    if arguments.format == "text":
        if not is_built(root, arguments.output):
            terminal.complain("the site is not built yet: kawara build, and check again, for its links and pictures")
        tell(fresh, len(found) - len(fresh))
    else:
        terminal.say(REPORTS[arguments.format](fresh))
    return exit_status((each.problem for each in fresh), strict=arguments.strict)


def keep(file: Path, found: Sequence[Finding], paths: Sequence[str], say: Callable[[str], None]) -> int:
    """Write the baseline, with what it knows of files that were not looked at; answers the exit status.

    Raises KawaraError where the settings are at fault: with others the texts may be others too.
    """
    at_fault = [each.problem for each in found if each.problem.severity == "error" and RULES[each.problem.code].usage]
    if at_fault:
        raise KawaraError(*at_fault)
    others = (
        baseline.kept(file, lambda path: is_among(path, paths)) if paths else ()
    )  # else a broken one is written anew
    baseline.write(file, found, others)
    say(f"{plural(len(found), 'finding')} kept in {file}: from now on only others are told")
    return 0


def mended(
    root: Path, fresh: Sequence[Finding], known: Mapping[str, int], *, yes: bool, say: Callable[[str], None]
) -> bool:
    """Whether something was mended, after which the lines of what is left are others."""
    from kawara.build.checking import looking_again

    again = looking_again(root)
    return fixing.fix(root, fresh, lambda path, text: baseline.without(again(path, text), known), yes=yes, say=say)


def looked(root: Path, arguments: argparse.Namespace) -> Sequence[Finding]:
    """The findings of the whole site; when nothing can be said of it, why."""
    try:
        return looking(root, arguments)
    except KawaraError as error:
        return [Finding(one) for one in error.problems]


def looking(root: Path, arguments: argparse.Namespace) -> Sequence[Finding]:
    """The findings of the whole site. Raises KawaraError when nothing can be said of it."""
    from kawara.build.checking import check
    from kawara.build.options import Options

    options = Options(
        now=moment(None),
        output=arguments.output,
        jobs=arguments.jobs,
        cache=not arguments.no_cache,
        external=arguments.external,
    )
    with progress.shown() as show:
        return check(root, options, show)


def is_built(root: Path, output: Path | None) -> bool:
    """Whether there are pages to look at; what cannot be told is told already."""
    from kawara.build.settings import configure, output_folder

    try:
        return output_folder(root, configure(root)[0], output).is_dir()
    except KawaraError:
        return True


def shown_path(root: Path, path: str) -> str:
    """A path of the command line as the site has it. Raises KawaraError for one that leads to nothing in the site."""
    inside = Path(path).absolute() if Path(path).exists() else (root / path).absolute()
    hint = "name a file or folder of the site"
    try:
        inside_site = inside.resolve().relative_to(root.absolute().resolve()).as_posix()
    except ValueError as error:
        raise KawaraError(problem("usage", "", f"'{path}' is not in this site", hint=hint)) from error
    if not inside.exists():
        raise KawaraError(problem("usage", "", f"there is no '{path}'", hint=hint))
    return inside_site


def chosen(found: Sequence[Finding], paths: Sequence[str]) -> list[Finding]:
    """The findings in these files and folders, and those of no file; all, when none is named."""
    return [one for one in found if is_among(one.problem.path, paths)]


def is_among(at: str, paths: Sequence[str]) -> bool:
    """Whether a file is one of these or lies in one of these folders; any is where none of them is named."""
    wanted = [path for path in paths if path != "."]
    return not at or not wanted or any(at == path or at.startswith(f"{path}/") for path in wanted)


def tell(found: Sequence[Finding], passed_over: int) -> None:
    """The findings for people, and how many there are."""
    if found:
        terminal.say(text_report(found, color=terminal.wants_color(sys.stdout)))
        terminal.say("")
    numbers = [plural(number, severity) for severity, number in counted(found).items() if number]
    more = f"; {passed_over} in the baseline" if passed_over else ""
    terminal.say((", ".join(numbers) or "nothing found") + more)


def explained(code: str) -> str:
    """What a rule looks for, why, and how to mend it, in English and Japanese, with examples."""
    from kawara.check.table import CHECKS

    if code not in RULES:
        near = near_name(code, RULES)
        raise KawaraError(
            problem("usage", "", f"there is no problem '{code}'", hint=f"did you mean '{near}'?" if near else "")
        )
    rule, row = RULES[code], CHECKS.get(code)
    severity = f"{rule.severity}, once kawara.yml asks for it" if row and row.asked else rule.severity
    head = f"{code} ({severity}): {rule.title}\n\nTo mend it: {rule.mend}."
    if row is None:
        return f"{head}\n\nIt is told by builds too; docs/problems.md has more."
    examples = f"Wrong:\n\n{indented(row.wrong)}\n\nRight:\n\n{indented(row.right)}"
    return f"{head}\n\n{row.english}\n\n{row.japanese}\n\n{examples}"


def indented(text: str) -> str:
    """An example, set apart."""
    return "\n".join(f"    {line}".rstrip() for line in text.rstrip("\n").split("\n"))
