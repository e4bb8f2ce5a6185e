"""The baseline: findings that a site has made its peace with, so that an old blog starts green and only what is new is told.

A finding is known by its code, its file and the words at fault, not by its line: text may move around it.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from kawara.base.digest import digest_value
from kawara.base.findings import Finding
from kawara.base.problems import KawaraError, problem

Row = dict[str, Any]

FILE = "check-baseline.json"
VERSION = 1


def known_by(each: Finding) -> str:
    """What makes a finding of today the one of yesterday."""
    return str(
        digest_value([each.problem.code, each.problem.path, each.marked or each.problem.source or each.problem.text])
    )


def without(found: Sequence[Finding], known: Mapping[str, int]) -> list[Finding]:
    """The findings that are not in the baseline. One that was there once is passed over once."""
    left = Counter(known)
    fresh = []
    for each in found:
        name = known_by(each)
        if left[name] > 0:
            left[name] -= 1
        else:
            fresh.append(each)
    return fresh


def stale(found: Sequence[Finding], known: Mapping[str, int]) -> int:
    """How many findings of the baseline are there no more."""
    there = Counter(map(known_by, found))
    return sum(max(0, times - there[name]) for name, times in known.items())


def read(file: Path) -> dict[str, int]:
    """The findings of a baseline; none when there is no such file. Raises KawaraError when it cannot be read."""
    return {row["id"]: row["times"] for row in rows_of(file)}


def rows_of(file: Path) -> list[Row]:
    """The same as they stand there, each with its file and code."""
    try:
        plain = json.loads(file.read_text(encoding="utf-8"))
        return [
            {"path": str(row["path"]), "code": str(row["code"]), "id": str(row["id"]), "times": int(row["times"])}
            for row in plain["findings"]
        ]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, KeyError, TypeError) as error:
        hint = "write it anew with --write-baseline"
        raise KawaraError(problem("usage", str(file), "the baseline cannot be read", hint=hint)) from error


def kept(file: Path, is_looked_at: Callable[[str], bool]) -> list[Row]:
    """The rows of a baseline that tell of other files than those looked at. Raises KawaraError when it cannot be read."""
    return [row for row in rows_of(file) if not is_looked_at(row["path"])]


def write(file: Path, found: Iterable[Finding], others: Iterable[Row] = ()) -> None:
    """Keep these findings, each with its code and file for whoever reads along; and these rows of before."""
    times = Counter((each.problem.path, each.problem.code, known_by(each)) for each in found)
    new = ({"path": path, "code": code, "id": name, "times": n} for (path, code, name), n in times.items())
    rows = sorted((*others, *new), key=lambda row: (row["path"], row["code"], row["id"]))
    plain = {"version": VERSION, "findings": rows}
    file.write_text(json.dumps(plain, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
