"""Plugins of Markdown that a site names, `module:function`: found, tried, and named when they fail."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from markdown_it import MarkdownIt


def plugin(name: str) -> Callable[[MarkdownIt], Any]:
    """The function of that name. Raises whatever importing it raises."""
    module, _, function = name.partition(":")
    found: Callable[[MarkdownIt], Any] = getattr(import_module(module), function)
    return found


def plugin_fault(name: str) -> str:
    """Why a plugin cannot be used; empty when it can."""
    try:
        MarkdownIt().use(plugin(name))
    except Exception as error:  # noqa: BLE001  a stranger's code may raise anything
        return _said(error)
    return ""


def use(md: MarkdownIt, names: Sequence[str]) -> None:
    """Add plugins to a parser, but those that cannot be used: they are told where the settings are read."""
    for name in names:
        if not plugin_fault(name):
            md.use(plugin(name))


def blamed(error: Exception, names: Sequence[str]) -> str:
    """What to say of an error of parsing: the plugin whose code was reached last, else all of them."""
    reached, trace = "", error.__traceback__
    while trace is not None:
        module = trace.tb_frame.f_globals.get("__name__", "")
        reached = next((name for name in names if _is_of(module, name)), reached)
        trace = trace.tb_next
    who = f"the plugin '{reached}'" if reached else f"one of the plugins {', '.join(map(repr, names))}"
    return f"{who} of `markdown.plugins` failed on this text: {_said(error)}"


def _is_of(module: str, name: str) -> bool:
    home = name.partition(":")[0]
    return module == home or module.startswith(f"{home}.")


def _said(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ").split("\n")[0]
