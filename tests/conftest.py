"""What many tests share: the repository's place, tools that may be absent, and whole sites in a string."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent


def require_tool(name: str) -> str:
    """The path of a tool; the test skips where it is absent, and fails there under REQUIRE_TOOLS=1, as in CI."""
    found = shutil.which(name)
    if found is None:
        absent(f"{name} is not installed")
    return str(found)


def absent(reason: str) -> None:
    """Skip for want of something outside the repository, or fail where everything must be there."""
    if os.environ.get("REQUIRE_TOOLS") == "1":
        pytest.fail(f"{reason}, and REQUIRE_TOOLS=1")
    pytest.skip(reason)


def shared(name: str) -> Path:
    """A file of the public suites beside the repository; skips with the reason where the folder is absent."""
    path = REPOSITORY.parent / "shared" / name
    if not path.exists():
        pytest.skip(f"the public test suites are not beside the repository ({name})")
    return path
