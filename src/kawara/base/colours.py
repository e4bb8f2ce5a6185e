"""Colours in sRGB, written `#rrggbb`: their contrast, and what lies between two of them."""

from __future__ import annotations

import re

HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


def hexadecimal(text: str) -> str:
    """`#B32` and `#BB3322` as `#bb3322`; empty for anything else."""
    if not HEX.fullmatch(text):
        return ""
    digits = text[1:].lower()
    return f"#{digits if len(digits) == 6 else ''.join(2 * digit for digit in digits)}"


def parts(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, 0 to 1."""
    linear = [(one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4) for one in _shares(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _shares(colour: str) -> list[float]:
    return [part / 255 for part in parts(colour)]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def mixed(one: str, other: str, share: float) -> str:
    """What lies between two colours, with this share of the first."""
    pairs = zip(parts(one), parts(other), strict=True)
    return "#" + "".join(f"{round(first * share + second * (1 - share)):02x}" for first, second in pairs)
