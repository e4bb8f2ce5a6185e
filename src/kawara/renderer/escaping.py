"""Escaped text that goes straight into a page, and so need not be told from text that has yet to be escaped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import markupsafe
from markupsafe import Markup, escape

escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)
"""Text, escaped: the library's own inner half, where it has one by this name. It does not wrap it up as markup."""


def printed(value: Any) -> str:
    """What a template prints, escaped, unless it is markup already."""
    kind = type(value)
    return value if kind is Markup else escaped(value) if kind is str else escape(value)
