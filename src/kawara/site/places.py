"""Where in a source a fault found among many sources lies, and how several sources are named in one sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Places = Mapping[str, tuple[int, int, str]]
"""Field of a post → line, column and the line itself of what was written for it, as `Loaded.places` has it."""


def spot(places: Places, *keys: str) -> dict[str, object]:
    """The place of the first of these fields that was written, as fields of a Problem; nothing when none was."""
    found = next((places[key] for key in keys if key in places), None)
    return dict(zip(("line", "column", "source"), found, strict=True)) if found else {}


def several(paths: Sequence[str], shown: int = 3) -> str:
    """The first few of several files: `a.md, b.md and 7 more`."""
    rest = len(paths) - shown
    return ", ".join(paths[:shown]) + (f" and {rest} more" if rest > 0 else "")
