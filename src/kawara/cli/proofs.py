"""`--verify` and `--check-reproducible`: the builds beside the build."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kawara.base.problems import Problem, in_order

if TYPE_CHECKING:
    from kawara.build.options import Options, Report, Tell
    from kawara.build.verify import Verdict

FEW = 3
"""So many pages are named."""
MANY = 20
"""So many files that are wrong are named; the report holds them all."""


def built(root: Path, options: Options, arguments: argparse.Namespace, tell: Tell) -> tuple[Report, list[str]]:
    """The build, with what its proofs have found among its problems, and the lines they have to say in the end."""
    if arguments.verify:
        from kawara.build.verify import verified

        report, verdict = verified(root, options, tell)
        found, said = verdict.problems, list(verdict_lines(report, verdict))
    else:
        from kawara.build import build

        report, found, said = build(root, options, tell), (), []
    if arguments.check_reproducible and report.complete:
        from kawara.build.reproduce import reproduced

        different = reproduced(root, options, report)
        found = (*found, *different)
        said += [named(different, "other than when built elsewhere")] if different else [digest_line(report)]
    return (replace(report, problems=tuple(in_order([*report.problems, *found]))) if found else report), said


def verdict_lines(report: Report, verdict: Verdict) -> Iterator[str]:
    """What `--verify` has found right, and what was done for nothing."""
    if not report.complete:
        return
    if verdict.problems:
        yield named(verdict.problems, "not as a clean build makes it")
    else:
        yield f"verified: all {verdict.files} files are those of a clean build"
    if verdict.over_rendered:
        some = ", ".join(verdict.over_rendered[:FEW]) + (", …" if len(verdict.over_rendered) > FEW else "")
        yield f"{len(verdict.over_rendered)} of {len(report.made)} rendered pages came out as they were: {some}"


def named(found: Sequence[Problem], what: str) -> str:
    """The files that are wrong: where there are many the problems are folded, and would not name them."""
    paths = [each.path for each in found if each.path] or ["the list of problems"]
    return f"{what}: {', '.join(paths[:MANY])}" + (f" and {len(paths) - MANY} more" if len(paths) > MANY else "")


def digest_line(report: Report) -> str:
    """The one line by which a site can be compared with that of another machine."""
    return f"site digest {report.site_digest}"
