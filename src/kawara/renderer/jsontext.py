"""JSON as pages carry it: without control characters, not even by their numbers."""

from __future__ import annotations

import json
from typing import Any

from kawara.base.text import clean

PLAIN = json.JSONEncoder(ensure_ascii=False)
"""Made once: making one takes longer than a small document does."""
SPACED = json.JSONEncoder(ensure_ascii=False, indent=1)
BY_NUMBER = "\\u00"
"""How the writer of JSON puts down a control character."""


def json_text(value: Any, *, spaced: bool = False) -> str:
    """The JSON of a plain value, its text as it is read and not by numbers."""
    encoder = SPACED if spaced else PLAIN
    text = encoder.encode(value)
    return clean(encoder.encode(_cleaned(value)) if BY_NUMBER in text else text)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _cleaned(member) for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [_cleaned(member) for member in value]
    return value
