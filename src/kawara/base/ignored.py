"""What lies in the folders of a site and is no part of it: hidden files, and what editors leave behind."""

from __future__ import annotations

SWAP = frozenset({".swp", ".swo"})
"""What vim calls a file's unsaved changes; `.swf` may well be a part of an old blog."""
KEPT = frozenset({".well-known"})
"""Hidden, and yet part of a site: RFC 8615. Only at the top of `static/`."""


def is_ignored(name: str) -> bool:
    """Hidden files, and what editors leave behind: `.*`, `*~`, `#*#`, `*.swp`, `*.swo`."""
    return name[0] == "." or name[-1] == "~" or name[0] == name[-1] == "#" or name[-4:] in SWAP


def is_passed_over(path: str) -> bool:
    """Whether no build sees the file or folder at this path, which leads from the site's folder."""
    return any(is_ignored(part) and part not in KEPT for part in path.split("/") if part)
