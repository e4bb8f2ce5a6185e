"""How a rule over the whole site says what it found at one post."""

from __future__ import annotations

from collections.abc import Sequence

from kawara.base.findings import Finding, Related
from kawara.base.problems import problem
from kawara.site.site import Site


def at_field(
    site: Site,
    path: str,
    field: str,
    code: str,
    message: str,
    *,
    marked: str = "",
    hint: str = "",
    related: Sequence[Related] = (),
) -> Finding:
    """A finding at a field of a post's front matter; at the word itself where it stands on the field's line."""
    line, column, source = site.places.get(path, {}).get(field, (0, 0, ""))
    start = source.find(marked, column - 1) if marked and source else -1
    end = (line, start + 1 + len(marked)) if start >= 0 else (line, len(source) + 1 if line else 0)
    column = start + 1 if start >= 0 else column
    fault = problem(code, path, message, line=line, column=column, source=source, hint=hint)
    return Finding(fault, *end, marked if start >= 0 else "", tuple(related))
