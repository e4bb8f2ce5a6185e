"""A build and its proof: that what it published is, byte for byte, what a build from nothing makes.

The memory is of no use to the second build, so a memory that lies is found out here. What it costs beside is told too: pages
that were rendered again and came out as they were.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from kawara.base.problems import Problem, in_order, one_line, problem
from kawara.build import build, pipeline
from kawara.build.comparing import Words, differences, ours
from kawara.build.options import Options, Report, Tell, silent
from kawara.build.recall import PASSING
from kawara.build.settings import configure, output_folder
from kawara.memory.digests import digest_of

WORDS = Words(
    "verify",
    differs="is not what a clean build makes",
    missing="is not there, but a clean build makes it",
    surplus="is there, but a clean build does not make it",
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found out about a build."""

    problems: tuple[Problem, ...] = ()
    files: int = 0
    """How many were compared."""
    over_rendered: tuple[str, ...] = ()
    """Pages that were rendered again and came out with the bytes they had, by path."""


def verified(root: Path, options: Options, tell: Tell = silent) -> tuple[Report, Verdict]:
    """Build, and compare with a clean build in a folder of its own. Where nothing was published there is nothing to prove."""
    folder = output_folder(root, configure(root, options.base_url)[0], options.output)
    before = digests(folder, ours(folder))
    report = build(root, options, tell)
    if not report.complete:
        return report, Verdict()
    after = digests(folder, report.made)
    with tempfile.TemporaryDirectory(prefix="kawara-") as scratch:
        other = Path(scratch, "site")
        clean = pipeline.build(root, replace(options, output=other, cache=False, adopt=False), tell)
        found = [*differences(report, folder, other, WORDS), *untold(report, clean)]
    over = tuple(path for path in report.made if before.get(path) == after[path])
    return report, Verdict(tuple(found), len(ours(folder)), over)


def digests(folder: Path, paths: Iterable[str]) -> dict[str, str]:
    """Path → digest of the bytes that are there; empty where there are none."""
    return {path: digest_of(f"{folder}/{path}") for path in paths}


def untold(report: Report, clean: Report) -> list[Problem]:
    """Problems that only one of the two builds has told of."""
    told, all_of_them = lasting(report), lasting(clean)
    missing = [f"a clean build tells of this too: {one_line(each)}" for each in in_order(all_of_them - told)]
    surplus = [f"a clean build does not tell of this: {one_line(each)}" for each in in_order(told - all_of_them)]
    return [problem("verify", "", text) for text in (*missing, *surplus)]


def lasting(report: Report) -> set[Problem]:
    """The problems that are the site's, and not of one build or one output folder."""
    return {each for each in report.problems if each.code not in PASSING}
