"""Whole sites in a string, and builds of them."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kawara.build import build
from kawara.build.options import Options, Report

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""The moment at which test sites are built."""

MARK = "-- "
END = " --"


def lay(folder: Path, text: str) -> Path:
    """Write the files of a text such as `-- content/a.md --`, each followed by its lines, into a folder."""
    for name, content in files(text).items():
        write(folder, name, content)
    return folder


def files(text: str) -> dict[str, str]:
    """Path → content of such a text."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in text.lstrip("\n").splitlines(keepends=True):
        bare = line.rstrip("\n")
        if bare.startswith(MARK) and bare.endswith(END):
            lines = found.setdefault(bare[len(MARK) : -len(END)], [])
        else:
            lines.append(line)
    return {name: "".join(content) for name, content in found.items()}


def write(folder: Path, name: str, content: str | bytes) -> None:
    """Write one file of a site, making its folders."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())


def made(folder: Path, **options: Any) -> Report:
    """Build the site in a folder, as at :data:`NOW`, in this process."""
    return build(folder, Options(**{"now": NOW, "jobs": 1, **options}))


def tree(folder: Path) -> dict[str, str]:
    """Path → digest of every file below a folder."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def told(report: Report) -> list[str]:
    """The problems of a report, each as `path:line:column: severity[code]`."""
    return [
        ": ".join(filter(None, (":".join(str(part) for part in (p.path, p.line, p.column) if part), what)))
        for p in report.problems
        for what in [f"{p.severity}[{p.code}]"]
    ]


def page(folder: Path, name: str) -> str:
    """The text of one built page."""
    return (folder / "_site" / name).read_text(encoding="utf-8")
