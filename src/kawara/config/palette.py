"""What the look of the built-in theme is chosen from."""

from __future__ import annotations

from collections.abc import Mapping

SCHEMES = ("light", "dark")
COLOURS: Mapping[str, Mapping[str, str]] = {
    "paper": {"light": "#fbf8f1", "dark": "#171410"},
    "ink": {"light": "#1c1915", "dark": "#ebe5d9"},
    "accent": {"light": "#b3261b", "dark": "#ff8a70"},
}
"""Colour → what it is in the theme; a test compares them with its style."""
FONTS = ("text", "headings", "code")
ENOUGH = 4.5
