"""One row of the table of problem codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Rule:
    """What a problem code means for the build."""

    title: str
    """What the code covers, in a few words."""
    severity: Severity = "error"
    """Default severity; `check.severity` in kawara.yml overrides it."""
    blocking: bool = False
    """An error of this code stops publication."""
    usage: bool = False
    """An error of this code ends with exit status 2: the command or the configuration is at fault, not the content."""
    lenient: bool = False
    """In a source that is not published, or is shown before its time, an error of this code only warns."""
    mend: str = ""
    """The hint of problems that bring none of their own: no one is left alone with a fault."""
