"""JSON as pages carry it: without control characters, not even by their numbers."""

from __future__ import annotations

import json
from typing import Any

from kawara.base.text import clean


def json_text(value: Any, indent: int | None = None) -> str:
    """The JSON of a plain value, its text as it is read and not by numbers."""
    return json.dumps(_cleaned(value), ensure_ascii=False, indent=indent)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: _cleaned(member) for key, member in value.items()}
    if isinstance(value, (list, tuple)):
        return [_cleaned(member) for member in value]
    return value
