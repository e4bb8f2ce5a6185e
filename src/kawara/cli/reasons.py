"""Reasons as people read them: equal ones told once, with the pages they hold for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kawara.build.options import Report

MANY = 20
"""So many groups of pages are told one by one."""


def lines(report: Report) -> Iterator[str]:
    """Why each page of a build was made again, most pages first."""
    from kawara.build.words import addresses

    every, pages = report.reasons.every, report.reasons.pages
    if every:
        yield f"all {report.pages} pages were made: {every}"
        return
    if not pages:
        yield "no page was made again: nothing that any of them reads has changed"
        return
    groups: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for output, reasons in pages.items():
        groups[reasons].append(output)
    yield f"{len(pages)} of {report.pages} pages were made again:"
    ordered = sorted(groups.items(), key=lambda group: -len(group[1]))
    for reasons, outputs in ordered[:MANY]:
        yield from told(f"  {addresses(outputs)}: ", reasons)
    others = sum(len(outputs) for _, outputs in ordered[MANY:])
    if others:
        yield f"  … and {others} more, each for reasons of its own: ask with `kawara why URL`, or see --report"


def as_json(report: Report) -> dict[str, Any]:
    """The reasons as plain values: by page, or one for all."""
    return {
        "reasons": {
            "all": report.reasons.every,
            "pages": {page: list(own) for page, own in report.reasons.pages.items()},
        }
    }


def told(start: str, reasons: Sequence[str]) -> Iterator[str]:
    """One reason beside the pages, several below them."""
    if len(reasons) == 1:
        yield start + reasons[0]
    else:
        yield start.rstrip()
        yield from (f"    {reason}" for reason in reasons)
