"""`--verify` and `--check-reproducible`: the builds beside the build."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kawara.base.problems import in_order

if TYPE_CHECKING:
    from kawara.build.options import Options, Report, Tell
    from kawara.build.verify import Verdict

FEW = 3
"""So many pages are named."""


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
        said += [] if different else [f"site digest {report.site_digest}"]
    return (replace(report, problems=tuple(in_order([*report.problems, *found]))) if found else report), said


def verdict_lines(report: Report, verdict: Verdict) -> Iterator[str]:
    """What `--verify` has found right, and what was done for nothing."""
    if not report.complete:
        return
    if not verdict.problems:
        yield f"verified: all {verdict.files} files are those of a clean build"
    if verdict.over_rendered:
        named = ", ".join(verdict.over_rendered[:FEW]) + (", …" if len(verdict.over_rendered) > FEW else "")
        yield f"{len(verdict.over_rendered)} of {len(report.made)} rendered pages came out as they were: {named}"
