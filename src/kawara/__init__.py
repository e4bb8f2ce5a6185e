"""kawara: a blog engine for people who write Markdown, Japanese first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kawara.loader.markdown import render_markdown

__version__ = "0.1.0"
__all__ = ["__version__", "render_markdown"]


def __getattr__(name: str) -> object:
    """The public functions, each imported when it is first asked for: a build with nothing to do pays for none."""
    if name == "render_markdown":
        from kawara.loader.markdown import render_markdown

        return render_markdown
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
